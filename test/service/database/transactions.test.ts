/** @module What a transaction leaves behind, and what it survives: connections are lent again at once, and know statements by name. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StatementNames } from '../../../src/adapters/node/statement-names.ts';
import type { Database } from '../../../src/db/database.ts';
import type { Scope } from '../../../src/db/scope.ts';
import { openTestDatabase } from '../../support/service.ts';

const MEMBER: Scope = { role: 'member', organisationId: 'org_a', actorOrganisationId: 'org_a', actorId: 'usr_a' };
/** More often than it takes to be prepared, and for PostgreSQL to settle on a plan. */
const OFTEN = 12;

interface State {
  role: string;
  organisation: string | null;
}

const stateOf = (db: Database): Promise<State> =>
  db.identify(async (kysely) => {
    const { rows } = await sql<State>`select current_user::text as role,
      nullif(current_setting('luongtri.organisation_id', true), '') as organisation`.execute(kysely as never);
    return rows[0]!;
  });

const NOBODY = { role: 'luongtri_auth', organisation: null };

describe('one connection', () => {
  let db: Database;
  let asOwner: (statement: string) => Promise<unknown>;
  let close: () => Promise<void>;

  beforeAll(async () => {
    // One connection: whatever a transaction left on it, the next one would find.
    ({ db, asOwner, close } = await openTestDatabase({ poolSize: 1 }));
    for (const id of ['org_a', 'org_b']) {
      await asOwner(`insert into organisation (organisation_id, kind, name, created_at, updated_at)
        values ('${id}', 'company', '${id}', now(), now())`);
      await asOwner(`insert into system (organisation_id, id, name, created_by, created_at, updated_at)
        values ('${id}', 'sys_${id}', '${id}', 'usr_x', now(), now())`);
    }
  });
  afterAll(() => close());

  const systems = (scope: Scope, how: 'readSnapshot' | 'transaction' = 'readSnapshot') =>
    db[how](scope, (trx) => trx.selectFrom('system').selectAll().execute());

  it('is nobody’s again after a read, a write and a failure', async () => {
    await systems(MEMBER);
    expect(await stateOf(db)).toEqual(NOBODY);
    await systems(MEMBER, 'transaction');
    expect(await stateOf(db)).toEqual(NOBODY);
    for (const how of ['readSnapshot', 'transaction'] as const) {
      await expect(db[how](MEMBER, (trx) => sql`select 1/0`.execute(trx))).rejects.toThrow('division by zero');
      expect(await stateOf(db)).toEqual(NOBODY);
      await expect(db[how](MEMBER, async () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
      expect(await stateOf(db)).toEqual(NOBODY);
      expect(await db[how](MEMBER, async () => 'nothing asked')).toBe('nothing asked');
      expect(await stateOf(db)).toEqual(NOBODY);
    }
  });

  it('shows each organisation its own by the same prepared statement', async () => {
    for (let round = 0; round < OFTEN; round += 1) {
      const id = round % 2 === 0 ? 'org_a' : 'org_b';
      const rows = await systems({ ...MEMBER, organisationId: id, actorOrganisationId: id });
      expect(rows.map((row) => row.organisation_id)).toEqual([id]);
    }
    expect(await systems({ role: 'member' })).toEqual([]);
    await expect(systems({ role: 'auth' })).rejects.toThrow('permission denied');
  });

  it('shows nothing, and says why, where the scope is refused', async () => {
    await expect(systems({ ...MEMBER, role: 'nobody' as never })).rejects.toThrow('luongtri_nobody');
    await expect(systems({ ...MEMBER, role: 'nobody' as never }, 'transaction')).rejects.toThrow('luongtri_nobody');
    expect(await stateOf(db)).toEqual(NOBODY);
  });

  it('writes nothing where only reading was said', async () => {
    const write = (how: 'readSnapshot' | 'transaction') =>
      db[how](MEMBER, (trx) => trx.updateTable('system').set({ name: how }).where('id', '=', 'sys_org_a').execute());
    await expect(write('readSnapshot')).rejects.toThrow('read_only');
    await write('transaction');
    expect((await systems(MEMBER))[0]!.name).toBe('transaction');
  });

  it('prepares anew what a migration changed meanwhile', async () => {
    for (const how of ['readSnapshot', 'transaction'] as const) {
      for (let round = 0; round < OFTEN; round += 1) await systems(MEMBER, how);
      await asOwner(`alter table system add column later_${how} text`);
      expect(await systems(MEMBER, how)).toEqual([expect.objectContaining({ [`later_${how.toLowerCase()}`]: null })]);
    }
  });
});

describe('names of statements', () => {
  it('go to what comes again and again, each its own', () => {
    const names = new StatementNames();
    const often = (text: string) => Array.from({ length: OFTEN }, () => names.nameOf(text).name);
    const [first, ...later] = often('select 1');
    expect(first).toBeUndefined();
    const name = later.at(-1);
    expect(name).toMatch(/^luongtri_1_\d+$/);
    expect(often('select 2').at(-1)).not.toBe(name);
    expect(often('select 1')).toEqual(Array(OFTEN).fill(name));
  });

  it('go to no statement that depends on the moment, and to no endless number of them', () => {
    const names = new StatementNames();
    for (const text of ['fetch forward 8 from c', 'commit', 'declare c cursor for select 1']) {
      for (let use = 0; use < OFTEN; use += 1) expect(names.nameOf(text)).toEqual({});
    }
    const given = new Set<string | undefined>();
    for (let text = 0; text < 5_000; text += 1) {
      for (let use = 0; use < OFTEN; use += 1) given.add(names.nameOf(`select ${text}`).name);
    }
    expect(given.size).toBeLessThan(300);
  });

  it('are others after a change of the schema', () => {
    const names = new StatementNames();
    const often = () => Array.from({ length: OFTEN }, () => names.nameOf('select 1').name).at(-1);
    const before = often();
    names.renew();
    expect(names.nameOf('select 1')).toEqual({});
    expect(often()).not.toBe(before);
  });
});
