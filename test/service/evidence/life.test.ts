import { strToU8 } from 'fflate';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { sha256Text } from '../../../src/content/hash.ts';
import { evidenceOf, freezeEvidence } from '../../../src/features/evidence/evidence-of.ts';
import { applyRetention } from '../../../src/features/evidence/index.ts';
import { call, startService, type TestOrganisation } from '../../support/service.ts';
import { download, PDF, PNG, send } from './files.ts';

const service = startService();

type Headers = Record<string, string>;

async function draftOf(company: TestOrganisation): Promise<{ owner: Headers; assessment: string; system: string }> {
  const owner = await company.as('owner');
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý tuyển dụng' });
  const made = await call(service, 'POST', '/v1/assessments', owner, { systemId: system.body.id });
  return { owner, assessment: made.body.id, system: system.body.id };
}

const scopeOf = (company: TestOrganisation, role: 'member' | 'reader' = 'member') => ({
  role,
  organisationId: company.id,
  actorOrganisationId: company.id,
});

/** A submission that rests on everything linked to the assessment. */
async function submit(company: TestOrganisation, draft: { assessment: string; system: string }): Promise<string> {
  const id = service.ctx.ids.next('sub');
  await service.db.transaction(scopeOf(company), async (trx) => {
    const evidence = await evidenceOf(trx, company.id, draft.assessment);
    const record = JSON.stringify({ evidence });
    await trx
      .insertInto('submission')
      .values({
        organisation_id: company.id,
        id,
        assessment_id: draft.assessment,
        system_id: draft.system,
        number: 1,
        record,
        record_hash: sha256Text(record),
        result_hash: '',
        rules_hash: '',
        tier: 'low',
        as_of: '2026-11-22',
        submitted_by: 'usr_test',
        submitted_at: service.ctx.clock.now(),
      })
      .execute();
    await freezeEvidence(trx, company.id, id, evidence);
    await trx.updateTable('assessment').set({ status: 'submitted' }).where('id', '=', draft.assessment).execute();
  });
  return id;
}

describe('an item', () => {
  it('serves many questions, is changed under its ETag, and keeps every version', async () => {
    const company = await service.organisation('company');
    const { owner, assessment } = await draftOf(company);
    const made = await send(service, owner, PDF, { filename: 'a.pdf', title: 'Báo cáo', valid_until: '2026-12-31' });
    const path = `/v1/evidence/${made.body.id}`;
    expect(made.body).toMatchObject({ title: 'Báo cáo', factOn: null, validUntil: '2026-12-31', version: 1 });
    for (const question of ['scope.kind', 'scope.viet-nam']) {
      expect((await call(service, 'PUT', `${path}/uses/${assessment}/${question}`, owner)).status).toBe(204);
    }
    expect((await call(service, 'PUT', `${path}/uses/${assessment}/no.such`, owner)).status).toBe(404);
    const uses = await call(service, 'GET', `${path}/uses`, owner);
    expect(uses.body.items.map(({ questionId }: { questionId: string }) => questionId)).toEqual([
      'scope.kind',
      'scope.viet-nam',
    ]);
    const listed = await call(service, 'GET', `/v1/evidence?assessment_id=${assessment}`, owner);
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([made.body.id]);
    const changed = await call(
      service,
      'PATCH',
      path,
      { ...owner, 'If-Match': '"1"' },
      { factOn: '2026-10-01', validFrom: '2026-10-01' },
    );
    expect(changed.body).toMatchObject({ factOn: '2026-10-01', validUntil: '2026-12-31', revision: 2, version: 1 });
    const wrong = await call(service, 'PATCH', path, { ...owner, 'If-Match': '"2"' }, { validFrom: '2027-01-01' });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/validFrom']);
    const late = await send(
      service,
      owner,
      PNG,
      { filename: 'b.png' },
      { method: 'PUT', path: `${path}/content`, more: { 'If-Match': '"1"' } },
    );
    expect([late.status, late.body.current.revision]).toEqual([412, 2]);
    const replaced = await send(
      service,
      owner,
      PNG,
      { filename: 'b.png' },
      { method: 'PUT', path: `${path}/content`, more: { 'If-Match': '"2"' } },
    );
    expect(replaced.body).toMatchObject({ version: 2, filename: 'b.png', mediaType: 'image/png', revision: 3 });
    expect((await download(service, owner, `${path}/content`)).bytes).toEqual(PNG);
    expect((await download(service, owner, `${path}/content?version=1`)).bytes).toEqual(PDF);
    expect((await download(service, owner, `${path}/content?version=3`)).status).toBe(404);
    const versions = await call(service, 'GET', `${path}/versions`, owner);
    expect(versions.body.items).toMatchObject([
      { version: 1, filename: 'a.pdf' },
      { version: 2, filename: 'b.png' },
    ]);
    const events = await service.asOwner(`select kind from event where subject_id = '${made.body.id}' order by at, id`);
    expect(events.map(({ kind }) => kind)).toEqual([
      'evidence.uploaded',
      'evidence.used',
      'evidence.used',
      'evidence.changed',
      'evidence.replaced',
    ]);
  });

  it('may be a link, which is kept and not visited', async () => {
    const owner = await (await service.organisation('company')).as('owner');
    const made = await call(service, 'POST', '/v1/evidence/links', owner, {
      title: 'Chính sách',
      href: 'https://example.vn/a',
    });
    expect(made.body).toMatchObject({ kind: 'link', sha256: null, href: 'https://example.vn/a' });
    const path = `/v1/evidence/${made.body.id}`;
    const moved = await call(service, 'PATCH', path, { ...owner, 'If-Match': '*' }, { href: 'https://example.vn/b' });
    expect(moved.body).toMatchObject({ version: 2, href: 'https://example.vn/b' });
    expect((await call(service, 'GET', `${path}/content`, owner)).status).toBe(409);
    const asFile = await send(
      service,
      owner,
      PDF,
      {},
      { method: 'PUT', path: `${path}/content`, more: { 'If-Match': '*' } },
    );
    expect(asFile.status).toBe(409);
    for (const href of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'ftp://x.vn/a',
      '/a',
      'https://a:b@x.vn/',
      'https://',
    ]) {
      const refused = await call(service, 'POST', '/v1/evidence/links', owner, { title: 'x', href });
      expect([refused.status, refused.body.errors[0].pointer], href).toEqual([422, '/href']);
    }
  });

  it('belongs to its organisation alone; viewers read', async () => {
    const [ours, theirs] = [await service.organisation('company'), await service.organisation('company')];
    const owner = await ours.as('owner');
    const { body } = await send(service, owner, PDF, {});
    const path = `/v1/evidence/${body.id}`;
    const stranger = { ...(await theirs.as('owner')), 'If-Match': '*' };
    for (const [method, at] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/content'],
      ['GET', '/versions'],
      ['GET', '/uses'],
    ] as const) {
      const answer = await call(
        service,
        method,
        `${path}${at}`,
        stranger,
        method === 'PATCH' ? { title: 'x' } : undefined,
      );
      expect(answer.status, `${method} ${at}`).toBe(404);
    }
    expect((await send(service, stranger, PNG, {}, { method: 'PUT', path: `${path}/content` })).status).toBe(404);
    const viewer = await ours.as('viewer');
    expect((await download(service, viewer, `${path}/content`)).bytes).toEqual(PDF);
    expect((await send(service, viewer, PDF, {})).status).toBe(403);
    await service.db.transaction(scopeOf(theirs), async (trx) => {
      for (const table of ['evidence', 'evidence_version', 'evidence_blob', 'evidence_chunk'] as const) {
        expect(await trx.selectFrom(table).selectAll().where('organisation_id', '=', ours.id).execute()).toEqual([]);
      }
    });
  });
});

describe('in the database', () => {
  it.each(['auditor', 'regulator', 'reader', 'auth', 'operator'] as const)(
    '%s writes no evidence, and reads none it may not',
    async (role) => {
      const [company, other] = [await service.organisation('company'), await service.organisation('audit_body')];
      const { body } = await send(service, await company.as('owner'), PDF, {});
      const scope = { role, organisationId: company.id, actorOrganisationId: other.id, actorId: 'usr_x' };
      const attempt = (statement: string) =>
        service.db
          .transaction(scope, async (trx) => (await sql.raw(statement).execute(trx)).rows)
          .catch((error: Error) => error.message);
      for (const table of [
        'evidence',
        'evidence_version',
        'evidence_use',
        'evidence_blob',
        'evidence_chunk',
        'submission_evidence',
        'evidence_retention',
      ]) {
        const read = await attempt(`select * from ${table}`);
        expect(typeof read === 'string' ? read : read.length, table).toEqual(
          typeof read === 'string' ? expect.stringMatching(/permission denied/) : 0,
        );
        for (const write of [
          `delete from ${table}`,
          `update ${table} set organisation_id = 'x'`,
          `insert into ${table} (organisation_id) values ('${company.id}')`,
        ]) {
          expect(await attempt(write), write).toMatch(/permission denied/);
        }
      }
      expect((await download(service, await company.as('owner'), `/v1/evidence/${body.id}/content`)).bytes).toEqual(
        PDF,
      );
    },
  );
});

describe('after a submission', () => {
  it('nothing it rests on can be deleted or changed, by a route or in the database', async () => {
    const company = await service.organisation('company');
    const draft = await draftOf(company);
    const { owner } = draft;
    const { body } = await send(service, owner, PDF, {});
    const path = `/v1/evidence/${body.id}`;
    const use = `${path}/uses/${draft.assessment}/scope.kind`;
    await call(service, 'PUT', use, owner);
    expect((await call(service, 'DELETE', path, { ...owner, 'If-Match': '*' })).status).toBe(409);
    const submission = await submit(company, draft);
    expect((await call(service, 'DELETE', use, owner)).status).toBe(409);
    expect((await call(service, 'DELETE', path, { ...owner, 'If-Match': '*' })).status).toBe(409);
    expect((await call(service, 'GET', `${path}/uses`, owner)).body.submissions).toEqual([submission]);
    const attempt = (work: string) =>
      service.db.transaction(scopeOf(company), async (trx) => {
        return (await sql.raw(work).execute(trx)).numAffectedRows ?? 0n;
      });
    expect(await attempt(`delete from evidence where id = '${body.id}'`)).toBe(0n);
    expect(await attempt(`delete from evidence_blob where organisation_id = '${company.id}'`)).toBe(0n);
    for (const refused of [
      'delete from evidence_chunk',
      `update evidence_chunk set content = 'x'`,
      'delete from evidence_version',
      `update evidence_version set sha256 = 'x'`,
      'delete from submission_evidence',
      `update submission_evidence set sha256 = 'x'`,
    ]) {
      await expect(attempt(refused), refused).rejects.toThrow(/permission denied/);
    }
    expect(await attempt(`update evidence_blob set sha256 = 'x' where organisation_id = '${company.id}'`)).toBe(0n);
    await expect(
      attempt(
        `insert into evidence_chunk select organisation_id, blob_id, 1, 'x' from evidence_chunk where organisation_id = '${company.id}'`,
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('nothing is put behind it that its record does not name', async () => {
    const company = await service.organisation('company');
    const draft = await draftOf(company);
    const submission = await submit(company, draft);
    const { body } = await send(service, draft.owner, PDF, {});
    const place = { organisation_id: company.id, submission_id: submission, evidence_id: body.id as string };
    await expect(
      service.db.transaction(scopeOf(company), (trx) =>
        trx
          .insertInto('submission_evidence')
          .values({ ...place, version: 1, sha256: body.sha256 })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('its record holds grades as they are worth on its day: the last day of validity counts, the next does not', async () => {
    const company = await service.organisation('company');
    const { owner } = await draftOf(company);
    const grades: string[] = [];
    for (const asOf of ['2026-11-20', '2026-11-21']) {
      const { assessment } = await draftOf(company);
      const path = `/v1/assessments/${assessment}`;
      await call(service, 'PATCH', path, { ...owner, 'If-Match': '*' }, { asOf });
      const answers = { 'scope.kind': { value: 'system', evidence_grade: 'document' } };
      await call(service, 'PATCH', `${path}/answers`, { ...owner, 'If-Match': '*' }, { answers });
      const { body } = await send(service, owner, PDF, { valid_until: '2026-11-20' });
      await call(service, 'PUT', `/v1/evidence/${body.id}/uses/${assessment}/scope.kind`, owner);
      const made = await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '*' }, {});
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const [row] = await service.asOwner(`select record from submission where id = '${made.body.id}'`);
      const record = JSON.parse(row!.record as string);
      expect(record.evidence).toMatchObject([{ id: body.id, sha256: body.sha256, questions: ['scope.kind'] }]);
      grades.push(record.answerFile.answers['scope.kind'].evidence_grade);
      expect((await call(service, 'DELETE', `/v1/evidence/${body.id}`, { ...owner, 'If-Match': '*' })).status).toBe(
        409,
      );
    }
    expect(grades).toEqual(['document', 'self_declared']);
  });

  it('replacing the file leaves the submission its version', async () => {
    const company = await service.organisation('company');
    const draft = await draftOf(company);
    const { body } = await send(service, draft.owner, PDF, {});
    await call(service, 'PUT', `/v1/evidence/${body.id}/uses/${draft.assessment}/scope.kind`, draft.owner);
    await submit(company, draft);
    await send(
      service,
      draft.owner,
      PNG,
      {},
      { method: 'PUT', path: `/v1/evidence/${body.id}/content`, more: { 'If-Match': '*' } },
    );
    const [frozen] = await service.asOwner(
      `select version, sha256 from submission_evidence where evidence_id = '${body.id}'`,
    );
    expect(frozen).toEqual({ version: 1, sha256: body.sha256 });
  });
});

describe('the retention rule', () => {
  it('removes bytes so many years after their last use, to the day, and keeps what they were', async () => {
    const company = await service.organisation('company');
    const draft = await draftOf(company);
    const { owner } = draft;
    const [used, unused, going] = [
      (await send(service, owner, PDF, {})).body,
      (await send(service, owner, PNG, {})).body,
      (await send(service, owner, strToU8('đang dùng'), {})).body,
    ];
    await call(service, 'PUT', `/v1/evidence/${used.id}/uses/${draft.assessment}/scope.kind`, owner);
    service.setNow('2027-06-01T00:00:00Z');
    await submit(company, draft);
    await service.asOwner(`update assessment set status = 'concluded' where id = '${draft.assessment}'`);
    const next = await draftOf(company);
    await call(service, 'PUT', `/v1/evidence/${going.id}/uses/${next.assessment}/scope.kind`, owner);
    service.setNow('2040-01-01T00:00:00Z');
    expect((await applyRetention(service.ctx)).removed).toBe(0);
    expect(
      (await call(service, 'PUT', '/v1/evidence-retention', await company.as('manager'), { keepYears: 5 })).status,
    ).toBe(403);
    expect((await call(service, 'PUT', '/v1/evidence-retention', owner, { keepYears: 5 })).body).toEqual({
      keepYears: 5,
    });
    service.setNow('2032-06-01T00:00:00Z');
    expect((await applyRetention(service.ctx)).removed).toBe(1);
    expect((await download(service, owner, `/v1/evidence/${unused.id}/content`)).status).toBe(404);
    expect((await download(service, owner, `/v1/evidence/${used.id}/content`)).bytes).toEqual(PDF);
    service.setNow('2032-06-01T00:00:01Z');
    expect((await applyRetention(service.ctx)).removed).toBe(1);
    expect((await download(service, owner, `/v1/evidence/${used.id}/content`)).status).toBe(404);
    expect((await call(service, 'GET', `/v1/evidence/${used.id}`, owner)).body).toMatchObject({
      sha256: used.sha256,
      removedAt: '2032-06-01T00:00:01.000Z',
    });
    expect((await download(service, owner, `/v1/evidence/${going.id}/content`)).status).toBe(200);
    const events = await service.asOwner(
      `select kind from event where organisation_id = '${company.id}' and kind = 'evidence.removed_by_retention'`,
    );
    expect(events).toHaveLength(2);
  });

  it('clears away uploads that never ended', async () => {
    const company = await service.organisation('company');
    await service.asOwner(
      `insert into evidence_blob (organisation_id, id, started_at) values ('${company.id}', 'blb_1', '2026-11-19'), ('${company.id}', 'blb_2', '2026-11-21T23:00:00Z')`,
    );
    service.setNow('2026-11-21T23:30:00Z');
    expect((await applyRetention(service.ctx)).abandoned).toBe(1);
  });
});
