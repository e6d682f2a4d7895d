import { beforeAll, describe, expect, it } from 'vitest';
import { eventLeafHash } from '../../../src/app/audit.ts';
import { sha256Text } from '../../../src/content/hash.ts';
import { originOf } from '../../../src/features/attestations/index.ts';
import { publishedKeys, publishKey, sequenceEvents, verifyLog } from '../../../src/features/log/index.ts';
import { type ImportOptions, importLines } from '../../../src/features/organisation-data/index.ts';
import { LineWriter } from '../../../src/features/organisation-data/lines.ts';
import { fillCompany, linesOf } from '../../support/filled-company.ts';
import { edited, exportedText, type FileParts, type FileRow, fileOf, partsOf } from '../../support/forge-file.ts';
import { BASE_URL, call, startService, type TestOrganisation } from '../../support/service.ts';

const service = startService();
let company: TestOrganisation;
let victim: TestOrganisation;
let parts: FileParts;

beforeAll(async () => {
  ({ company } = await fillCompany(service));
  victim = await service.organisation('company');
  parts = partsOf(await exportedText(service, company.id));
}, 60_000);

const imported = (file: FileParts, options: ImportOptions = {}) =>
  service.db.asOwner((trx) =>
    importLines(service.ctx, trx, linesOf(fileOf(file)), { newId: service.ctx.ids.next('org'), ...options }),
  );
const change = (table: string, edit: (row: FileRow) => FileRow | undefined): FileParts => edited(parts, table, edit);
const withTable = (table: string, rows: FileRow[]): FileParts => ({
  ...parts,
  tables: [...parts.tables, [table, rows]],
});
const rowsOf = (table: string): FileRow[] => parts.tables.find(([name]) => name === table)![1];

/** An event that says something else, and everything beside it as well. */
function retold(row: FileRow, change: Record<string, unknown>, columns: FileRow = {}): FileRow {
  const content = JSON.stringify({ ...JSON.parse(row.content as string), ...change });
  return { ...row, ...columns, content, leaf_hash: eventLeafHash(content) };
}
const submitted = (row: FileRow): boolean => row.kind === 'assessment.submitted';

describe('an export that somebody made up', () => {
  it('brings nothing but rows of its own organisation', async () => {
    const at = '2026-01-01T00:00:00+00:00';
    const head = (change: object): FileParts => ({ ...parts, header: { ...parts.header, ...change } });
    const forged: [string, FileParts, RegExp][] = [
      ['an operator', withTable('operator', [{ user_id: 'usr_evil', since: at }]), /operator are no part/],
      ['a key of the service', withTable('signing_key', [{ key_id: 'k', jwk: {}, valid_from: at }]), /no part/],
      ['an account', withTable('auth_user', [{ id: 'usr_evil', email: 'x@example.vn' }]), /no part/],
      ['a session', withTable('auth_session', [{ id: 's', user_id: 'usr_evil' }]), /no part/],
      ['a place in the log', withTable('log_entry', [{ organisation_id: company.id, index: 0 }]), /no part/],
      ['a webhook', withTable('webhook_endpoint', [{ organisation_id: company.id, id: 'w' }]), /no part/],
      ['a message', withTable('outbox', [{ organisation_id: company.id, id: 'm' }]), /no part/],
      ['an attestation', withTable('attestation', [{ organisation_id: company.id, id: 'a' }]), /no part/],
      ['no table', withTable('nothing', [{ organisation_id: company.id }]), /no table nothing/],
      [
        'a member elsewhere',
        change('member', (row) => ({ ...row, organisation_id: victim.id })),
        /another organisation/,
      ],
      ['a secret', change('api_key', (row) => ({ ...row, key_hash: 'known' })), /a secret in a row of api_key/],
      ['an invitation', change('invitation', (row) => ({ ...row, token_hash: 'known' })), /a secret/],
      ['no id', head({ organisation: '' }), /head/],
      ['a strange id', head({ organisation: 'name' }), /head/],
      ['a strange kind', head({ outside: [{ id: 'org_x', kind: 'root' }] }), /head/],
      [
        'strangers',
        head({ outside: [...parts.header.outside!, { id: 'org_x', kind: 'adviser' }] }),
        /no row refers to org_x/,
      ],
      ['a regulator', change('organisation', (row) => ({ ...row, kind: 'regulator' })), /only an operator sets up/],
      ['an audit body', change('organisation', (row) => ({ ...row, kind: 'audit_body' })), /only an operator sets up/],
      ['a role', change('member', (row) => ({ ...row, role: 'root' })), /takes no such row of member \(member_role\)/],
      ['no parent', change('assessment', () => undefined), /takes no such row of \w+ \(\w+_fkey\)/],
      ['no value', change('system', (row) => ({ ...row, name: null })), /takes no such row of system/],
    ];
    for (const [what, file, message] of forged) await expect(imported(file), what).rejects.toThrow(message);
    for (const table of ['operator', 'auth_user', 'auth_session'])
      expect(await service.asOwner(`select 1 from ${table} where to_jsonb(${table})::text like '%usr_evil%'`)).toEqual(
        [],
      );
    expect(await service.asOwner("select 1 from organisation where organisation_id = 'org_x'")).toEqual([]);
    // What is not made up is still taken.
    await imported(parts);
  }, 120_000);

  it('brings events, records, law and files that are what they say, and nothing that was not logged', async () => {
    const forged: [string, FileParts, RegExp][] = [
      ['another content', change('event', (row) => ({ ...row, content: '{}' })), /not what its hash says/],
      [
        'no event',
        change('event', (row) => ({ ...row, content: 'x', leaf_hash: eventLeafHash('x') })),
        /shown as something/,
      ],
      ['another kind', change('event', (row) => ({ ...row, kind: 'x' })), /shown as something/],
      ['another subject', change('event', (row) => ({ ...row, subject_id: 'x' })), /shown as something/],
      ['another actor', change('event', (row) => ({ ...row, actor_organisation_id: victim.id })), /shown as something/],
      [
        'words of another',
        change('event', (row) => retold(row, { organisation: victim.id })),
        /event of another organisation|shown as/,
      ],
      [
        'the future',
        change('event', (row) => retold(row, { at: '2030-01-01T00:00:00.000Z' }, { at: '2030-01-01T00:00:00+00:00' })),
        /of the future/,
      ],
      ['another law', change('content_snapshot', (row) => ({ ...row, hash: 'f'.repeat(64) })), /law/],
      ['no law', change('content_snapshot', (row) => ({ ...row, body: '\\x00' })), /law/],
      ['another record', change('submission', (row) => ({ ...row, record: '{"a":1}' })), /submission_record_hash/],
      [
        'a record with its hash',
        change('submission', (row) => ({ ...row, record: '{"a":1}', record_hash: sha256Text('{"a":1}') })),
        /submission sub_\w+ is not what was logged/,
      ],
      ['a milder tier', change('submission', (row) => ({ ...row, tier: 'low ' })), /listed as something else/],
      ['another day', change('submission', (row) => ({ ...row, as_of: '2020-01-01' })), /listed as something else/],
      [
        'no submission',
        edited(
          edited(
            change('submission', () => undefined),
            'submission_evidence',
            () => undefined,
          ),
          'submission_duty',
          () => undefined,
        ),
        /not what was logged \(record_changed: gone/,
      ],
      ['unlogged', change('event', (row) => (submitted(row) ? undefined : row)), /not what was logged/],
      ['other bytes', change('evidence_chunk', (row) => ({ ...row, content: '\\x00' })), /evidence_changed/],
      ['fewer bytes', change('evidence_chunk', (row) => (row.number === 0 ? row : undefined)), /evidence_changed/],
      [
        'no bytes',
        edited(
          change('evidence_version', (row) => ({ ...row, blob_id: null, removed_at: row.uploaded_at })),
          'none',
          (row) => row,
        ),
        /its bytes are gone/,
      ],
      [
        'other order',
        { ...parts, tables: parts.tables.map(([name, rows]) => [name, rows.toReversed()]) },
        /not what the file holds/,
      ],
    ];
    for (const [what, file, message] of forged) await expect(imported(file), what).rejects.toThrow(message);
  }, 120_000);

  it('lines that are JSON and no rows are told with their line', async () => {
    for (const row of ['{"a":1},"row":{"a":2}', 'null', '[]', '"x"', '1']) {
      const writer = new LineWriter();
      const text = [
        writer.header(parts.header),
        writer.rows('organisation', [row]),
        writer.close('organisation'),
        writer.end(),
      ];
      const reading = service.db.asOwner((trx) => importLines(service.ctx, trx, linesOf(text.join(''))));
      await expect(reading, row).rejects.toThrow(/line 2: not a row|is here already/);
      const renamed = service.db.asOwner((trx) =>
        importLines(service.ctx, trx, linesOf(text.join('')), { newId: service.ctx.ids.next('org') }),
      );
      await expect(renamed, row).rejects.toThrow(/line 2: not a row/);
    }
  });

  it('makes nobody who has an account here a member; an owner is named on the command line alone', async () => {
    const [stranger, owner] = [rowsOf('member')[0]!.user_id as string, service.ctx.ids.next('usr')];
    const file = edited(parts, 'member', (row) => ({ ...row, role: 'owner' }));
    for (const [id, email] of [
      [stranger, 'nan-nhan@example.vn'],
      [owner, 'chu@example.vn'],
    ])
      await service.asOwner(`insert into auth_user (id, name, email, created_at, updated_at)
        values ('${id}', 'N', '${email}', now(), now()) on conflict do nothing`);
    const [before] = await service.asOwner(`select count(*)::int as n from member where user_id = '${stranger}'`);
    await expect(imported(file, { owner: 'khong@example.vn' })).rejects.toThrow(/nobody has signed up here as khong/);
    const made = await imported(file, { owner: ' Chu@example.vn' });
    expect(made.notMembers).toEqual([stranger]);
    const members =
      await service.asOwner(`select user_id, role from member where organisation_id = '${made.organisationId}'
      and user_id in (select id from auth_user)`);
    expect(members).toEqual([{ user_id: owner, role: 'owner' }]);
    expect((await service.asOwner(`select count(*)::int as n from member where user_id = '${stranger}'`))[0]).toEqual(
      before,
    );
    const told = await service.asOwner(`select kind, content from event where organisation_id = '${made.organisationId}'
      and actor_organisation_id = 'service' order by kind`);
    expect(told.map(({ kind }) => kind)).toEqual(['member.joined', 'organisation.imported']);
    expect(JSON.parse(told[1]!.content as string).details).toMatchObject({ from: company.id, notMembers: 1 });
    // Named as the owner, somebody of the file is one; and nobody else.
    const again = await imported(file, { owner: 'nan-nhan@example.vn' });
    expect(again.notMembers).toEqual([]);
    await service.asOwner(`delete from auth_user where id in ('${stranger}', '${owner}')`);
  }, 60_000);

  it('a public body comes in where whoever runs the service says so', async () => {
    const body = await service.organisation('audit_body');
    const file = partsOf(await exportedText(service, body.id));
    await expect(imported(file)).rejects.toThrow(/an audit body, which only an operator sets up/);
    await imported(file, { isPublicBody: true });
  });
});

describe('what was submitted elsewhere', () => {
  it('is shown, is not attested here, and the log verifies with it, also as a copy of a copy', async () => {
    await publishKey(service.ctx);
    const ids: string[] = [];
    for (let from = company.id; ids.length < 2; from = ids.at(-1)!) {
      const text = await exportedText(service, from);
      const newId = service.ctx.ids.next('org');
      await service.db.asOwner((trx) => importLines(service.ctx, trx, linesOf(text), { newId }));
      ids.push(newId);
    }
    const secret = `lt_${service.ctx.ids.secret(32)}`;
    const { hashSecret } = await import('../../../src/app/authenticate.ts');
    await service.asOwner(`insert into api_key (organisation_id, id, name, key_hash, hint, role, scopes, created_by, created_at, expires_at)
      values ('${ids[1]}', 'key_copy', 'k', '${hashSecret(secret)}', 'lt_', 'owner',
        '{attestations.manage,assessments.read,assessments.write,assessments.submit,log.read,systems.read}', 'usr_1', now(), '2100-01-01')`);
    const owner = { Authorization: `Bearer ${secret}` };
    const submissionId = rowsOf('submission')[0]!.id as string;
    expect((await call(service, 'GET', `/v1/submissions/${submissionId}`, owner)).status).toBe(200);
    const refused = await call(service, 'POST', `/v1/submissions/${submissionId}/attestations`, owner, {});
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringMatching(/chỉ nơi đã ghi nhận|read in from another/),
    ]);
    // The original keeps its own.
    const own = await call(service, 'POST', `/v1/submissions/${submissionId}/attestations`, await company.as('owner'));
    expect(own.status).toBe(201);
    service.setNow('2026-11-22T00:30:00Z');
    const systemId = rowsOf('system')[0]!.id;
    const draft = (await call(service, 'POST', '/v1/assessments', owner, { systemId })).body.id;
    const made = await call(service, 'POST', `/v1/assessments/${draft}/submissions`, { ...owner, 'If-Match': '*' }, {});
    expect((await call(service, 'POST', `/v1/submissions/${made.body.id}/attestations`, owner)).status).toBe(201);
    await sequenceEvents(service.ctx);
    const report = await service.db.asOwner(async (trx) => {
      const published = await publishedKeys(trx, BASE_URL, service.ctx.signer.keyId);
      return verifyLog(trx, { ...published, origin: originOf(BASE_URL), kept: [] });
    });
    expect(report).toMatchObject({ pending: 0, faults: [] });
  }, 60_000);
});
