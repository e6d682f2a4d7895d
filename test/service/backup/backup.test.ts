import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { backupLines, restoreLines } from '../../../src/features/organisation-data/index.ts';
import { fillCompany, linesOf, textOf } from '../../support/filled-company.ts';
import { openOther } from '../../support/other-database.ts';
import { call, openTestDatabase, startService } from '../../support/service.ts';

const service = startService();
let other: { db: Database; close: () => Promise<void> };
beforeAll(async () => {
  other = await openOther();
}, 120_000);
afterAll(() => other?.close());

const backupOf = (db: Database) => db.asOwner((trx) => textOf(backupLines(trx)));
const restoreInto = (db: Database, text: string) => db.asOwner((trx) => restoreLines(trx, linesOf(text)));

describe('a backup', () => {
  it('of one kind of database restores on the other, row by row; what is broken restores nothing', async () => {
    const { company } = await fillCompany(service);
    await service.asOwner(`insert into auth_user (id, name, email, created_at, updated_at)
      values ('usr_b', 'Nguyễn Thị Ánh', 'b@example.vn', now(), now())`);
    const text = await backupOf(service.db);
    expect(await backupOf(service.db)).toBe(text);
    const lines = text.split('\n');
    const place = lines.findIndex((line) => line.startsWith('{"table":"answer"'));
    for (const [broken, message] of [
      [lines.slice(0, -2).join('\n'), /cut off/],
      [text.slice(0, -30), /not a line of JSON/],
      [lines.toSpliced(place, 1).join('\n'), /rows where there were/],
      [text.replace('b@example.vn', 'c@example.vn'), /SHA-256 differs/],
      [text.replace('"0001-organisations",', ''), /another schema/],
    ] as const) {
      await expect(restoreInto(other.db, broken), String(message)).rejects.toThrow(message);
    }
    const restored = await restoreInto(other.db, text);
    expect(restored.rows).toBe([...text.matchAll(/^\{"table"/gm)].length);
    expect(await backupOf(other.db)).toBe(text);
    const again = { ...service, app: service.app };
    expect((await call(again, 'GET', '/v1/systems', await company.as('owner'))).status).toBe(200);
    await expect(restoreInto(other.db, text)).rejects.toThrow(/not empty/);
  }, 240_000);

  it.skipIf(!inject('postgresUrl'))(
    'waits for whoever is writing, and then sees what they wrote',
    async () => {
      const text = await backupOf(service.db);
      const target = await openTestDatabase();
      let release!: () => void;
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const writing = target.db.asOwner(async (trx) => {
        await sql`insert into organisation (organisation_id, kind, name, created_at, updated_at)
        values ('org_late', 'company', 'Muộn', now(), now())`.execute(trx);
        await gate;
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      const restoring = restoreInto(target.db, text);
      const refused = expect(restoring).rejects.toThrow(/not empty: there are rows in organisation/);
      await new Promise((resolve) => setTimeout(resolve, 300));
      release();
      await writing;
      await refused;
      await target.close();
    },
    60_000,
  );

  it('has every table', async () => {
    const text = await backupOf(service.db);
    const there = [...text.matchAll(/^\{"close":"(\w+)"/gm)].map(([, name]) => name!);
    const known = await service.asOwner(`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'schema\\_migration%'`);
    expect(there.sort()).toEqual(known.map(({ name }) => name as string).sort());
  });

  it('never meets the JSON value null in place of no value: every JSON column refuses it, those of later migrations too', async () => {
    const columns = await service.asOwner(`select c.relname || '.' || a.attname as name,
        exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
          and pg_get_constraintdef(k.oid) like '%jsonb_typeof(%<>%null%') as refuses
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.atttypid = 'jsonb'::regtype
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);
    expect(columns.length).toBeGreaterThan(15);
    expect(columns.filter(({ refuses }) => !refuses)).toEqual([]);
  });
});
