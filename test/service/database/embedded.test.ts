/** @module The embedded database behind `pg`: one session, whatever connections come and go. */
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PgliteStream } from '../../../src/adapters/node/pglite-stream.ts';

describe.runIf(inject('postgresUrl') === '')('a connection to the embedded database', () => {
  let pglite: PGlite;
  beforeAll(async () => {
    pglite = await PGlite.create();
    await pglite.exec('create role visitor; create table note (id int primary key, text text)');
  });
  afterAll(() => pglite.close());

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...{ user: 'postgres', password: 'none', database: 'postgres', host: 'embedded', ssl: false },
      stream: () => new PgliteStream(pglite, 'set role visitor'),
      pipeline: true,
    });
    await client.connect();
    return client;
  }

  const firstOf = async (client: pg.Client, text: string, values: unknown[] = []): Promise<unknown> =>
    Object.values((await client.query(text, values)).rows[0])[0];

  it('begins with nothing of the one before it: no transaction, no statement, no setting, no role', async () => {
    const before = await connect();
    await before.query('set role postgres');
    await before.query({ name: 'kept', text: 'select 1' });
    await before.query("set luongtri.organisation_id = 'org_before'");
    await before.query('begin');
    await before.query("insert into note values (1, 'not committed')");
    await before.end();

    const after = await connect();
    expect(await firstOf(after, 'select current_user')).toBe('visitor');
    expect((await after.query({ name: 'kept', text: 'select 2 as two' })).rows).toEqual([{ two: 2 }]);
    expect(await firstOf(after, "select nullif(current_setting('luongtri.organisation_id', true), '')")).toBeNull();
    await after.query('set role postgres');
    expect(await firstOf(after, 'select count(*)::int from note')).toBe(0);
    await after.end();
  });

  it('tells of each statement sent together with others what became of it, and goes on', async () => {
    const client = await connect();
    const sent = ['select 1 as one', 'select 1/0', 'selec', 'select 4 as four'].map((text) => client.query(text));
    const told = await Promise.allSettled(sent);
    expect(told.map((one) => (one.status === 'fulfilled' ? one.value.rows[0] : one.reason.code))).toEqual([
      { one: 1 },
      '22012',
      '42601',
      { four: 4 },
    ]);
    await client.end();
  });

  it('carries values and answers of any length unchanged', async () => {
    const client = await connect();
    for (const length of [0, 1, 4_095, 4_096, 4_097, 65_536, 69_632, 69_633, 8_000_000]) {
      const text = 'ế'.repeat(length / 3) + 'a'.repeat(length % 3);
      expect((await firstOf(client, 'select $1::text', [text])) === text, `${length} bytes`).toBe(true);
    }
    const { rows } = await client.query('select i, md5(i::text) as hash from generate_series(1, 50000) i');
    expect(rows).toHaveLength(50_000);
    expect(rows.every(({ i }, index) => i === index + 1)).toBe(true);
    await client.end();
  });

  it('fails what is asked of a database that was closed, instead of waiting for it', async () => {
    const other = await PGlite.create();
    const client = new pg.Client({
      ...{ user: 'postgres', password: 'none', database: 'postgres', host: 'embedded', ssl: false },
      stream: () => new PgliteStream(other, ''),
    });
    client.on('error', () => undefined);
    await client.connect();
    await other.close();
    await expect(client.query('select 1')).rejects.toThrow();
  });
});
