import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { describe, expect, inject, it } from 'vitest';
import { migratePostgres, migrationTexts, openPostgres } from '../../../src/adapters/node/database.ts';
import { SCHEMA_FILE } from '../../../src/cli/write-schema.ts';
import { describeSchema } from '../../../src/db/describe-schema.ts';
import { statementsOf } from '../../../src/db/migrate.ts';
import { startService } from '../../support/service.ts';

const service = startService();

describe('the schema', () => {
  it('is what the committed file says, on either database (npm run build:schema)', async () => {
    expect(await service.db.asOwner(describeSchema)).toBe(readFileSync(SCHEMA_FILE, 'utf8'));
  });

  it('statements end with a semicolon and an empty line; what stands before them as a remark is left out', () => {
    expect(
      statementsOf('-- why\n\ncreate table a ();\n\n-- more\ncreate function f() as $$ begin x; end $$;\n\n'),
    ).toEqual(['create table a ()', 'create function f() as $$ begin x; end $$']);
  });

  it.skipIf(!inject('postgresUrl'))('four processes that start at once on an empty database make it once', async () => {
    const url = new URL(inject('postgresUrl'));
    const server = postgres(url.href, { max: 1, onnotice: () => undefined });
    const name = `migrate_${process.pid}`;
    await server.unsafe(`create database ${name}`);
    url.pathname = `/${name}`;
    const ran = await Promise.all(Array.from({ length: 4 }, () => migratePostgres(url.href)));
    expect(ran.flat().sort()).toEqual(Object.keys(migrationTexts()));
    expect(await migratePostgres(url.href)).toEqual([]);
    const db = openPostgres({ url: url.href, poolSize: 1 });
    expect(await db.asOwner(describeSchema)).toBe(readFileSync(SCHEMA_FILE, 'utf8'));
    await db.close();
    await server.unsafe(`drop database ${name} with (force)`);
    await server.end();
  });
});
