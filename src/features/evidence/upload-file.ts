/** @module Takes a file in: as a new item, or as the next version of one. */
import { scopeOf } from '../../app/actor.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import type { FileKind } from './file-types.ts';
import { cleanFilename } from './filename.ts';
import { requirePeriod } from './period.ts';
import { presentEvidence } from './present-evidence.ts';
import { sniffFile } from './sniff-file.ts';
import { discard, type Staged, stageUpload } from './stage-upload.ts';
import { addVersion, type EvidenceItem, findEvidence, insertEvidence, lockEvidence, updateEvidence } from './store.ts';
import { completeBlob } from './store-blobs.ts';

interface FileFields {
  filename: string;
  title?: string | undefined;
  fact_on?: string | undefined;
  valid_from?: string | undefined;
  valid_until?: string | undefined;
}

type Input<Query> = ActorInput<Query, unknown>;

export function uploadFile(input: Input<FileFields>): Promise<Reply> {
  const { ctx, actor, query } = input;
  const period = { valid_from: query.valid_from ?? null, valid_until: query.valid_until ?? null };
  requirePeriod(period.valid_from, period.valid_until, { in: 'query', pointer: '/valid_until' });
  return withFile(input, async (trx, content) => {
    const now = ctx.clock.now();
    const row = await insertEvidence(
      trx,
      {
        organisation_id: actor.tenantId,
        id: ctx.ids.next('evd'),
        kind: 'file',
        title: query.title ?? content.filename,
        note: '',
        fact_on: query.fact_on ?? null,
        ...period,
        created_by: actor.id,
        created_at: now,
        updated_at: now,
      },
      { ...content, uploaded_by: actor.id, uploaded_at: now },
    );
    await input.event(trx, 'evidence.uploaded', row.id, contentOf(row));
    return {
      status: 201,
      body: presentEvidence(row),
      headers: { Location: `/v1/evidence/${row.id}`, ETag: etagOf(row.revision) },
    };
  });
}

/** @throws Problem 409 for a link, 412; both also before the file is read */
export async function replaceFile(input: Input<FileFields>): Promise<Reply> {
  const { ctx, actor, params } = input;
  requireFile(input, await input.read((trx) => findEvidence(trx, actor.tenantId, params.id!)));
  return withFile(input, async (trx, content) => {
    const row = requireFile(input, await lockEvidence(trx, actor.tenantId, params.id!));
    const now = ctx.clock.now();
    const version = row.version + 1;
    const place = { organisation_id: row.organisation_id, evidence_id: row.id, version };
    await addVersion(trx, { ...place, ...content, uploaded_by: actor.id, uploaded_at: now });
    const changed = await updateEvidence(trx, row, { version, revision: row.revision + 1, updated_at: now });
    await input.event(trx, 'evidence.replaced', row.id, contentOf(changed));
    return { status: 200, body: presentEvidence(changed), headers: { ETag: etagOf(changed.revision) } };
  });
}

const contentOf = ({ version, sha256, bytes, media_type }: EvidenceItem) => ({
  version,
  sha256,
  bytes,
  mediaType: media_type,
});

function requireFile(input: Input<unknown>, row: EvidenceItem | undefined): EvidenceItem {
  if (!row) throw new Problem('not-found');
  matchRevision(input.ifMatch, row.revision, presentEvidence(row));
  if (row.kind === 'file') return row;
  throw new Problem('conflict', {
    vi: 'Đây là một liên kết: đổi địa chỉ bằng PATCH với href, hoặc thêm tệp thành minh chứng mới.',
    en: 'This is a link: change its address by PATCH with href, or add the file as an item of its own.',
  });
}

interface FileContent {
  href: null;
  filename: string;
  media_type: string;
  bytes: number;
  sha256: string;
  blob_id: string;
}

/** Takes the body in, decides what it is, and does the rest in one transaction; whatever fails leaves no bytes behind. */
async function withFile(
  input: Input<FileFields>,
  work: (trx: Trx, content: FileContent) => Promise<Reply>,
): Promise<Reply> {
  const { ctx, c, actor, query } = input;
  const staged = await stageUpload(ctx, actor, c.req.raw);
  try {
    const kind = await sniffFile(staged, query.filename, c.req.header('Content-Type'));
    return await input.write(
      async (trx) => work(trx, await adopt(trx, actor.tenantId, staged, kind, query)),
      staged.sha256,
    );
  } finally {
    // Bytes that a version refers to now are not removed by this; bytes of a refused, failed or repeated upload are.
    await discard(ctx, scopeOf(actor), { organisation_id: actor.tenantId, id: staged.blobId });
  }
}

async function adopt(
  trx: Trx,
  organisationId: string,
  { blobId, sha256, bytes }: Staged,
  kind: FileKind,
  { filename }: FileFields,
): Promise<FileContent> {
  const blob_id = await completeBlob(trx, { organisation_id: organisationId, id: blobId }, { sha256, bytes });
  return {
    href: null,
    filename: cleanFilename(filename, kind.extensions),
    media_type: kind.mediaType,
    bytes,
    sha256,
    blob_id,
  };
}
