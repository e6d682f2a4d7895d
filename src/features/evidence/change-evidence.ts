/** @module Links, and what is said about an item. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { requirePeriod } from './period.ts';
import { presentEvidence } from './present-evidence.ts';
import type { EvidenceChange, NewLink } from './schema.ts';
import { addVersion, deleteEvidence, insertEvidence, lockEvidence, submissionsOf, updateEvidence } from './store.ts';
import { dropUnusedBlobs, lockBlobs } from './store-blobs.ts';
import { dropUses, servesDraft } from './store-uses.ts';

const NO_CONTENT = { filename: null, media_type: null, bytes: null, sha256: null, blob_id: null };

export function addLink(input: ActorInput<unknown, NewLink>): Promise<Reply> {
  const { ctx, actor, body } = input;
  requirePeriod(body.validFrom, body.validUntil, { pointer: '/validUntil' });
  return input.write(async (trx) => {
    const now = ctx.clock.now();
    const row = await insertEvidence(
      trx,
      {
        organisation_id: actor.tenantId,
        id: ctx.ids.next('evd'),
        kind: 'link',
        title: body.title,
        note: body.note,
        fact_on: body.factOn,
        valid_from: body.validFrom,
        valid_until: body.validUntil,
        created_by: actor.id,
        created_at: now,
        updated_at: now,
      },
      { ...NO_CONTENT, href: body.href, uploaded_by: actor.id, uploaded_at: now },
    );
    await input.event(trx, 'evidence.link_added', row.id, { version: 1 });
    return {
      status: 201,
      body: presentEvidence(row),
      headers: { Location: `/v1/evidence/${row.id}`, ETag: etagOf(row.revision) },
    };
  });
}

export function changeEvidence(input: ActorInput<unknown, EvidenceChange>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  return input.write(async (trx) => {
    const row = await lockEvidence(trx, actor.tenantId, params.id!);
    if (!row) throw new Problem('not-found');
    matchRevision(input.ifMatch, row.revision, presentEvidence(row));
    const now = ctx.clock.now();
    const { title = row.title, note = row.note, factOn = row.fact_on, href } = body;
    const { validFrom = row.valid_from, validUntil = row.valid_until } = body;
    requirePeriod(validFrom, validUntil, { pointer: body.validUntil === undefined ? '/validFrom' : '/validUntil' });
    if (href !== undefined && row.kind !== 'link') throw new Problem('conflict', notALink);
    const moved = href !== undefined && href !== row.href;
    const version = moved ? row.version + 1 : row.version;
    if (moved) {
      const place = { organisation_id: row.organisation_id, evidence_id: row.id, version };
      await addVersion(trx, { ...place, ...NO_CONTENT, href, uploaded_by: actor.id, uploaded_at: now });
    }
    const changed = await updateEvidence(trx, row, {
      title,
      note,
      fact_on: factOn,
      valid_from: validFrom,
      valid_until: validUntil,
      version,
      revision: row.revision + 1,
      updated_at: now,
    });
    const details = { fields: Object.keys(body).sort(), revision: changed.revision, version };
    await input.event(trx, 'evidence.changed', row.id, { ...details, validFrom, validUntil, factOn });
    return { status: 200, body: presentEvidence(changed), headers: { ETag: etagOf(changed.revision) } };
  });
}

const notALink = {
  vi: 'Minh chứng này là tệp, không có địa chỉ. Thay tệp bằng PUT …/content.',
  en: 'This item is a file and has no address. Replace the file by PUT …/content.',
};

/** @throws Problem 409 where a submission rests on it (the database refuses as well), or a question still does */
export function removeEvidence(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { actor, params } = input;
  const id = params.id!;
  return input.write(async (trx) => {
    await lockBlobs(trx, actor.tenantId);
    const row = await lockEvidence(trx, actor.tenantId, id);
    if (!row) throw new Problem('not-found');
    matchRevision(input.ifMatch, row.revision, presentEvidence(row));
    if ((await submissionsOf(trx, actor.tenantId, id)).length > 0) throw new Problem('conflict', submitted);
    if (await servesDraft(trx, actor.tenantId, id)) throw new Problem('conflict', stillUsed);
    await dropUses(trx, actor.tenantId, id);
    if (!(await deleteEvidence(trx, actor.tenantId, id))) throw new Problem('conflict', submitted);
    await dropUnusedBlobs(trx, actor.tenantId);
    await input.event(trx, 'evidence.deleted', id, { version: row.version, sha256: row.sha256 });
    return { status: 204 };
  });
}

const submitted = {
  vi: 'Một lần nộp đã dựa trên minh chứng này: không xóa được. Có thể thay tệp bằng bản mới; bản cũ vẫn được giữ.',
  en: 'A submission rests on this item: it cannot be deleted. Its file can be replaced by a new version; the old one is kept.',
};

const stillUsed = {
  vi: 'Minh chứng còn gắn với câu hỏi, hoặc được một câu trả lời nêu tên. Gỡ khỏi các câu hỏi (DELETE …/uses/…) và câu trả lời rồi xóa.',
  en: 'The item still serves questions, or an answer names it. Take it off them (DELETE …/uses/…) and out of the answers, then delete it.',
};
