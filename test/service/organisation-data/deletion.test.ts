import { describe, expect, it } from 'vitest';
import { originOf } from '../../../src/features/attestations/index.ts';
import { publishedKeys, publishKey, sequenceEvents, verifyLog } from '../../../src/features/log/index.ts';
import { makeEverything, PORTS } from '../../support/everything.ts';
import { BASE_URL, call, startService } from '../../support/service.ts';

const service = startService(PORTS);

/** Columns of every table there is, as text, files among them. */
async function everyRow(): Promise<{ table: string; row: string }[]> {
  const tables = await service.asOwner(`select relname as name from pg_class where relkind in ('r', 'p')
    and relnamespace = 'public'::regnamespace and relname not like 'schema_migration%' and relname <> 'content_snapshot'`);
  const rows: { table: string; row: string }[] = [];
  for (const { name } of tables) {
    const found = await service.asOwner(`select to_jsonb(t)::text as row from ${String(name)} t`);
    rows.push(...found.map(({ row }) => ({ table: String(name), row: String(row) })));
  }
  return rows;
}

const hex = (text: string): string => Buffer.from(text).toString('hex');

/** What was written of the company, anywhere. */
const WRITTEN = [
  'Công ty có đủ mọi thứ',
  'Hệ thống',
  'bí mật',
  'Sự cố',
  'Đổi mô hình',
  'Thiếu',
  'moi@example.vn',
  'example.vn/hook',
  hex('minh chứng bí mật'),
  'Ngành hiếm',
  'luongtri.submission/1',
];

describe('what is left of a deleted organisation', () => {
  it('is, in every row of every table, ids, hashes and days of the log; and an attestation withdrawn', async () => {
    await publishKey(service.ctx);
    const everything = await makeEverything(service);
    const { company } = everything;
    const { headers } = everything.people.owner;
    const change = { ...headers, 'If-Match': '*' };
    await call(service, 'PATCH', '/v1/organisation', change, { sector: 'Ngành hiếm' });
    await call(service, 'PATCH', '/v1/organisation', change, { sector: 'Khác' });
    const beside = await service.organisation('company', 'Bên cạnh');
    await call(service, 'POST', '/v1/systems', await beside.as('owner'), { name: 'Của bên cạnh' });
    const before = (await everyRow()).map(({ row }) => row).join('\n');
    // Each is really there to be found.
    expect(WRITTEN.filter((text) => !before.includes(text))).toEqual([]);
    const path = '/v1/organisation/deletion';
    const body = { name: 'Công ty có đủ mọi thứ' };
    const answers = await Promise.all(
      [1, 2].map(() => call(service, 'POST', path, { ...headers, Origin: BASE_URL }, body)),
    );
    // Twice at once is once; the second finds nobody who may, or nothing to delete.
    expect(answers.map(({ status }) => status).sort()).toEqual([204, expect.any(Number)]);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    const left = (await everyRow()).flatMap(({ table, row }) =>
      WRITTEN.filter((text) => row.includes(text)).map((text) => `${table}: ${text}`),
    );
    expect(left).toEqual([]);
    const rows = await service.asOwner(`select s.tier, s.as_of::text as day, s.rules_hash, m.questionnaires, m.as_of
      from submission s join assessment m on m.id = s.assessment_id where s.organisation_id = '${company.id}'`);
    expect(rows).toEqual([{ tier: '-', day: '1970-01-01', rules_hash: '', questionnaires: [], as_of: null }]);
    const states = await service.asOwner('select withdrawn from attestation_states(0, 100)');
    expect(states).toEqual([{ withdrawn: true }]);
    expect((await call(service, 'GET', '/v1/systems', await beside.as('owner'))).body.items).toHaveLength(1);
    await sequenceEvents(service.ctx);
    const report = await service.db.asOwner(async (trx) => {
      const published = await publishedKeys(trx, BASE_URL, service.ctx.signer.keyId);
      return verifyLog(trx, { ...published, origin: originOf(BASE_URL), kept: [] });
    });
    expect(report).toMatchObject({ pending: 0, faults: [] });
  }, 60_000);

  it('where it was an audit body, does not hold its clients: reviews that are not concluded are given up', async () => {
    const everything = await makeEverything(service);
    const { company, auditBody } = everything;
    const review = everything.ids['/v1/reviews']!.id!;
    const { headers } = await auditBody.person('owner');
    const [{ name }] = (await service.asOwner(
      `select name from organisation where organisation_id = '${auditBody.id}'`,
    )) as [{ name: string }];
    const path = '/v1/organisation/deletion';
    expect((await call(service, 'POST', path, { ...headers, Origin: BASE_URL }, { name })).status).toBe(204);
    const owner = everything.people.owner.headers;
    const seen = await call(service, 'GET', `/v1/reviews/${review}`, owner);
    expect([seen.status, seen.body.status]).toEqual([200, 'declined']);
    const told = await call(service, 'GET', `/v1/log/events?subject=${review}&kind=review.resigned`, owner);
    expect(told.body.items).toMatchObject([{ actor: { organisation: auditBody.id } }]);
    // Somebody else can be asked.
    const other = await service.organisation('audit_body');
    const submissionId = everything.ids['/v1/submissions']!.id;
    const asked = await call(service, 'POST', '/v1/reviews', owner, { submissionId, auditBodyId: other.id });
    expect([asked.status, company.id]).toEqual([201, company.id]);
  }, 60_000);
});
