import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { originOf } from '../../../src/features/attestations/index.ts';
import { publishKey, readKeySet, sequenceEvents, verifyLog } from '../../../src/features/log/index.ts';
import {
  exportLines,
  type ImportOptions,
  importLines,
  LEFT_OUT,
  planExport,
} from '../../../src/features/organisation-data/index.ts';
import { fillCompany, linesOf, textOf } from '../../support/filled-company.ts';
import { openOther } from '../../support/other-database.ts';
import { BASE_URL, call, startService } from '../../support/service.ts';

const service = startService();
let other: { db: Database; close: () => Promise<void> };
beforeAll(async () => {
  other = await openOther();
}, 120_000);
afterAll(() => other?.close());

const exportOf = (db: Database, id: string) =>
  db.asOwner(async (trx) => textOf(exportLines(trx, await planExport(trx, id))));
const importInto = (db: Database, text: string, options: ImportOptions = {}) =>
  db.asOwner((trx) => importLines(service.ctx, trx, linesOf(text), options));

interface Row {
  table: string;
  row: Record<string, unknown>;
}
// Split at line feeds alone: texts may hold other ends of line.
const rowsOf = (text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"table"'))
    .map((line) => JSON.parse(line) as Row);

/** What an import adds of its own: that it happened. */
const ADDED = /"kind": "(organisation\.imported|member\.joined)"/;
/** An export without what is counted and hashed, and without what an import added. */
const rowsAsWritten = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"table"') && !(line.startsWith('{"table":"event"') && ADDED.test(line)));

describe('the export of an organisation', () => {
  it('has every table that has an organisation, but for those listed with a reason', async () => {
    const { company } = await fillCompany(service);
    const text = await exportOf(service.db, company.id);
    const there = [...text.matchAll(/^\{"close":"(\w+)"/gm)].map(([, name]) => name!);
    const known = await service.asOwner(`select t.table_name as name from information_schema.tables t
      join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
      where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'organisation_id'`);
    const names = known.map(({ name }) => name as string);
    expect(names.length).toBeGreaterThan(25);
    expect([...there.filter((name) => name !== 'content_snapshot'), ...Object.keys(LEFT_OUT)].sort()).toEqual(
      names.sort(),
    );
    expect(Object.keys(LEFT_OUT).sort()).toEqual([
      'attestation',
      'event_pending',
      'idempotency',
      'log_entry',
      'outbox',
      'webhook_delivery',
      'webhook_endpoint',
      'webhook_secret',
    ]);
    for (const table of [
      'organisation',
      'member',
      'system',
      'answer',
      'answer_change',
      'submission',
      'event',
      'evidence_chunk',
      'evidence_use',
      'content_snapshot',
    ]) {
      expect(rowsOf(text).filter((row) => row.table === table).length, table).toBeGreaterThan(0);
    }
  });

  it('has nothing of anybody else, and no hash that opens a door', async () => {
    const [ours, theirs] = [await fillCompany(service), await fillCompany(service)];
    const text = await exportOf(service.db, ours.company.id);
    expect(text).not.toContain(theirs.company.id);
    expect(text).not.toContain('secret-hash');
    const keys = rowsOf(text).filter(({ table }) => table === 'api_key');
    expect(keys.map(({ row }) => row.key_hash)).toEqual(keys.map(() => null));
  });

  it('read into a database of the other kind, it is exported the same', async () => {
    const { company, adviser } = await fillCompany(service);
    const text = await exportOf(service.db, company.id);
    const imported = await importInto(other.db, text);
    expect(imported).toMatchObject({
      organisationId: company.id,
      outside: [adviser.id],
      advisers: [],
      rows: rowsOf(text).length,
    });
    expect(rowsAsWritten(await exportOf(other.db, company.id))).toEqual(rowsAsWritten(text));
    await expect(importInto(other.db, text)).rejects.toThrow(/is here already/);
    const theirs = await exportOf(service.db, adviser.id);
    // Whoever comes with this file gets to act for the client.
    await expect(importInto(other.db, theirs)).rejects.toThrow(`leave to act for them: ${company.id}`);
    await importInto(other.db, theirs, { acceptsClients: true });
    expect(rowsAsWritten(await exportOf(other.db, adviser.id))).toEqual(rowsAsWritten(theirs));
    const waiting = await other.db.asOwner((trx) =>
      trx.selectFrom('event_pending').select('event_id').where('organisation_id', '=', company.id).execute(),
    );
    expect(waiting).toHaveLength(rowsOf(text).filter(({ table }) => table === 'event').length + 1);
  }, 120_000);

  it('read in beside the original under another id, it changes neither', async () => {
    const { company, adviser } = await fillCompany(service);
    const text = await exportOf(service.db, company.id);
    const newId = service.ctx.ids.next('org');
    const made = await importInto(service.db, text, { newId });
    expect(made).toMatchObject({ outside: [], advisers: [adviser.id] });
    expect(await exportOf(service.db, company.id)).toBe(text);
    const copy = await exportOf(service.db, newId);
    expect(rowsAsWritten(copy)).toEqual(
      rowsAsWritten(text).map((line) => line.replaceAll(`"${company.id}"`, `"${newId}"`)),
    );
    const record = (of: string) => rowsOf(of).find(({ table }) => table === 'submission')!.row.record;
    expect(record(copy)).toBe(record(text));
  });

  it('refuses what was cut, changed, reordered or is something else, with the line, and writes nothing', async () => {
    const { company } = await fillCompany(service);
    const text = await exportOf(service.db, company.id);
    const lines = text.split('\n');
    const member = lines.findIndex((line) => line.startsWith('{"table":"member"'));
    const without = (...gone: number[]) => lines.filter((_, index) => !gone.includes(index)).join('\n');
    const changed = text.replace('Trợ lý', 'Trợ Lý');
    const swapped = lines
      .with(member, lines[member + 1]!)
      .with(member + 1, lines[member]!)
      .join('\n');
    for (const [broken, message] of [
      [lines.slice(0, -2).join('\n'), /cut off/],
      [text.slice(0, text.length / 2), /not a line of JSON/],
      [without(member), /rows where there were/],
      [changed, /SHA-256 differs/],
      [swapped, /SHA-256 differs|out of its place|rows where/],
      [`${text}{"table":"x","row":{}}\n`, /follows the end/],
      ['{"a": 1}\n', /not a file of luongtri\.export\/1/],
      ['', /cut off/],
      [text.replace('luongtri.export/1', 'luongtri.backup/1'), /not a file of luongtri\.export\/1/],
      [text.replace('"0001-organisations"', '"0000-other"'), /another schema/],
    ] as const) {
      await expect(importInto(other.db, broken), String(message)).rejects.toThrow(message);
    }
    const left = await other.db.asOwner((trx) =>
      trx.selectFrom('organisation').select('name').where('organisation_id', '=', company.id).execute(),
    );
    expect(left).toEqual([]);
  });
});

describe('over the API', () => {
  it('an owner takes everything along; the file can be read in', async () => {
    const { company } = await fillCompany(service);
    const response = await service.app.request(`${BASE_URL}/v1/organisation/export`, {
      headers: await company.as('owner'),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/jsonl');
    const text = await response.text();
    const whole = await exportOf(service.db, company.id);
    const counts = (of: string) =>
      Object.fromEntries([...of.matchAll(/^\{"close":"(\w+)","rows":(\d+)/gm)].map(([, name, rows]) => [name, rows]));
    const [seen, all] = [counts(text), counts(whole)];
    const hidden = Object.keys(all).filter((name) => seen[name] !== all[name]);
    expect(hidden.filter((name) => all[name] !== '0')).toEqual([]);
    await importInto(other.db, text);
  }, 120_000);

  it.each(['adviser', 'audit_body', 'regulator'] as const)(
    'so does the owner of an organisation of kind %s',
    async (kind) => {
      const organisation = await service.organisation(kind);
      const response = await service.app.request(`${BASE_URL}/v1/organisation/export`, {
        headers: await organisation.as('owner'),
      });
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(rowsOf(text).map(({ table }) => table)).toEqual(['event', 'organisation', 'api_key']);
      expect(text.trimEnd().split('\n').at(-1)).toContain('"end"');
    },
  );

  it('nobody else does', async () => {
    const company = await service.organisation('company');
    expect((await call(service, 'GET', '/v1/organisation/export', await company.as('manager'))).status).toBe(403);
    expect(
      (await call(service, 'POST', '/v1/organisation/deletion', await company.as('owner'), { name: 'x' })).status,
    ).toBe(403);
  });
});

describe('deleting an organisation', () => {
  it('takes its name and an owner; nothing is left but events, and others lose nothing', async () => {
    const { company } = await fillCompany(service);
    const beside = await fillCompany(service);
    const before = await exportOf(service.db, beside.company.id);
    const { headers } = await company.person('owner');
    const ask = (name: string) =>
      call(service, 'POST', '/v1/organisation/deletion', { ...headers, Origin: BASE_URL }, { name });
    expect((await ask('Khác')).body.errors[0].pointer).toBe('/name');
    expect((await ask('Công ty "Ánh Dương" \\ 1')).status).toBe(204);
    const names = await service.asOwner(`select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'organisation_id'`);
    const left: string[] = [];
    for (const { name } of names) {
      const [row] = await service.asOwner(
        `select count(*)::int as count from ${name} where organisation_id = '${company.id}'`,
      );
      if (row!.count !== 0) left.push(name as string);
    }
    expect(left.sort()).toEqual(['event', 'event_pending']);
    expect(await exportOf(service.db, beside.company.id)).toBe(before);
    expect((await call(service, 'GET', '/v1/systems', headers)).status).toBe(403);
    const [event] = await service.asOwner(
      `select content from event where organisation_id = '${company.id}' and kind = 'organisation.deleted'`,
    );
    expect(event!.content).not.toContain('Ánh Dương');
  });

  it('an adviser that clients named stays as a bare id; attestations stay as withdrawn, without content', async () => {
    const { company, adviser, submissionId } = await fillCompany(service);
    await service.asOwner(`insert into attestation (organisation_id, id, submission_id, status_index, event_id, credential, issued_by, issued_at)
      values ('${company.id}', 'att_${company.id}', '${submissionId}', 7, 'evt_1', 'eyJ', 'usr_1', now())`);
    const remove = async (organisation: typeof company, name: string) => {
      const { headers } = await organisation.person('owner');
      return (await call(service, 'POST', '/v1/organisation/deletion', { ...headers, Origin: BASE_URL }, { name }))
        .status;
    };
    const [{ name } = { name: '' }] = await service.asOwner(
      `select name from organisation where organisation_id = '${adviser.id}'`,
    );
    expect(await remove(adviser, name as string)).toBe(204);
    expect(await remove(company, 'Công ty "Ánh Dương" \\ 1')).toBe(204);
    const rest = await service.asOwner(`select o.organisation_id as id, o.name, o.status from organisation o
      where organisation_id in ('${company.id}', '${adviser.id}') order by o.kind`);
    expect(rest.map(({ name: shown, status }) => [shown, status])).toEqual([
      ['-', 'suspended'],
      ['-', 'suspended'],
    ]);
    const [attested] =
      await service.asOwner(`select a.credential, a.withdrawn_at is not null as withdrawn, s.record, m.status
      from attestation a join submission s on s.id = a.submission_id join assessment m on m.id = s.assessment_id
      where a.organisation_id = '${company.id}'`);
    expect(attested).toEqual({ credential: '', withdrawn: true, record: '{}', status: 'withdrawn' });
    // Nothing that people wrote is left in any row, whichever migration brought its column.
    const tables = await service.asOwner(`select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'organisation_id' and table_name not in ('event', 'log_entry')`);
    for (const { name: table } of tables) {
      const rows = await service.asOwner(
        `select to_jsonb(t)::text as row from ${table} t where organisation_id in ('${company.id}', '${adviser.id}')`,
      );
      for (const { row } of rows) {
        for (const written of ['phố', '024 0000 0000', 'Gợi ý', 'dòng', 'Trợ lý', 'Ánh Dương', 'example.vn'])
          expect(row, table as string).not.toContain(written);
      }
    }
  });

  it('leaves a log that verifies: records that were erased are not records that were lost', async () => {
    const [{ company, submissionId }, kept] = [await fillCompany(service), await fillCompany(service)];
    await service.asOwner(`insert into attestation (organisation_id, id, submission_id, status_index, event_id, credential, issued_by, issued_at)
      values ('${kept.company.id}', 'att_${kept.company.id}', '${kept.submissionId}', 8, 'evt_1', 'eyJ', 'usr_1', now())`);
    for (const organisation of [company, kept.company]) {
      const { headers } = await organisation.person('owner');
      const body = { name: 'Công ty "Ánh Dương" \\ 1' };
      const path = '/v1/organisation/deletion';
      expect((await call(service, 'POST', path, { ...headers, Origin: BASE_URL }, body)).status).toBe(204);
    }
    const faults = async () => {
      await sequenceEvents(service.ctx);
      const options = { keys: (await readKeySet(service.ctx)).keys, origin: originOf(BASE_URL), kept: [] };
      const report = await service.db.asOwner((trx) => verifyLog(trx, options));
      return report.faults.filter(({ place }) => [submissionId, kept.submissionId].some((id) => place.includes(id)));
    };
    await publishKey(service.ctx);
    expect(await faults()).toEqual([]);
  });
});
