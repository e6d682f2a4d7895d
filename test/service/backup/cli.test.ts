import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8 } from 'fflate';
import { sql } from 'kysely';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openPglite } from '../../../src/adapters/node/database.ts';
import { sha256Text } from '../../../src/content/hash.ts';
import { luongtri as command } from '../../support/run.ts';

const place = mkdtempSync(join(tmpdir(), 'luongtri-backup-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const luongtri = (folder: string, ...args: string[]) =>
  command(args, '', { DATABASE_URL: '', DATA_DIR: join(place, folder), DEMO: 'off' });

/** A folder with an organisation whose texts and files try to break lines. */
async function fill(folder: string): Promise<void> {
  const db = await openPglite(join(place, folder, 'database'));
  await db.asOwner(async (trx) => {
    await trx
      .insertInto('organisation')
      .values({
        organisation_id: 'org_a',
        kind: 'company',
        name: 'Hai\u2028dòng \\ "x"',
        created_at: new Date(0),
        updated_at: new Date(0),
      })
      .execute();
    await trx
      .insertInto('evidence_blob')
      .values({
        organisation_id: 'org_a',
        id: 'blb_1',
        sha256: sha256Text('\n'.repeat(500_000)),
        bytes: 500_000,
        started_at: new Date(0),
      })
      .execute();
    await trx
      .insertInto('evidence_chunk')
      .values({ organisation_id: 'org_a', blob_id: 'blb_1', number: 0, content: strToU8('\n'.repeat(500_000)) })
      .execute();
  });
  await db.close();
}

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe.skipIf(inject('postgresUrl'))('the commands, on data folders', () => {
  it('backup → restore → backup is the same file; export → import → export as well', async () => {
    await fill('one');
    const file = (name: string) => join(place, name);
    const made = await luongtri('one', 'backup', '--out', file('a'));
    expect([made.code, made.err]).toEqual([0, '']);
    expect(statSync(file('a')).mode & 0o077).toBe(0);
    expect((await luongtri('two', 'restore', file('a'))).code).toBe(0);
    expect((await luongtri('two', 'backup', '--out', file('b'))).code).toBe(0);
    expect(hashOf(file('b'))).toBe(hashOf(file('a')));
    expect((await luongtri('two', 'export', 'org_a', '--out', file('c'))).code).toBe(0);
    expect((await luongtri('three', 'import', file('c'))).code).toBe(0);
    expect((await luongtri('three', 'export', 'org_a', '--out', file('d'))).code).toBe(0);
    // The same but for the events of the import and of the second export, and what counts and hashes them.
    const added = /"kind": "organisation\.(imported|exported)"|^\{"(close|end)"/;
    const rows = (name: string) =>
      readFileSync(file(name), 'utf8')
        .split('\n')
        .filter((line) => !added.test(line));
    expect(rows('d')).toEqual(rows('c'));
    expect(readFileSync(file('c'), 'utf8')).toContain('"kind": "organisation.exported"');
    expect(readFileSync(file('d'), 'utf8')).toContain('"kind": "organisation.imported"');
    const twice = await luongtri('three', 'import', file('c'));
    expect([twice.code, twice.err]).toEqual([1, expect.stringMatching(/is here already[\s\S]*--new-id/)]);
    writeFileSync(file('cut'), readFileSync(file('a')).subarray(0, -400));
    const cut = await luongtri('four', 'restore', file('cut'));
    expect([cut.code, cut.err]).toEqual([1, expect.stringMatching(/cut:\d+: .*\n {4}→ nothing was written/)]);
    expect((await luongtri('four', 'restore', file('none'))).err).toMatch(/cannot be read \(ENOENT\)/);
    expect((await luongtri('four', 'backup')).code).toBe(2);
  }, 240_000);

  it('an import names an owner by address, and says who of the file is no member', async () => {
    const file = join(place, 'owned');
    const db = await openPglite(join(place, 'from', 'database'));
    const at = "'2026-01-01T00:00:00Z'";
    const run = (text: string) => db.asOwner((trx) => sql.raw(text).execute(trx));
    await run(
      `insert into organisation (organisation_id, kind, name, created_at, updated_at) values ('org_b', 'company', 'B', ${at}, ${at})`,
    );
    await run(
      `insert into member values ('org_b', 'usr_here', 'owner', ${at}), ('org_b', 'usr_gone', 'viewer', ${at})`,
    );
    await db.close();
    expect((await luongtri('from', 'export', 'org_b', '--out', file)).code).toBe(0);
    const here = await openPglite(join(place, 'to', 'database'));
    const people = "('usr_here', 'H', 'h@example.vn'), ('usr_owner', 'O', 'o@example.vn')";
    await here.asOwner((trx) =>
      sql
        .raw(
          `insert into auth_user select id, name, email, false, null, false, ${at}, ${at} from (values ${people}) v(id, name, email)`,
        )
        .execute(trx),
    );
    await here.close();
    const refused = await luongtri('to', 'import', file, '--owner', 'x@example.vn');
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/nobody has signed up here as x@.*\n {4}→ sign up first/),
    ]);
    const done = await luongtri('to', 'import', file, '--owner', 'o@example.vn');
    expect([done.code, done.out]).toEqual([
      0,
      expect.stringMatching(/the owner invites them: usr_here\no@example.vn is its owner/),
    ]);
    const after = await openPglite(join(place, 'to', 'database'));
    const { rows } = await after.asOwner((trx) => sql`select user_id, role from member order by 1`.execute(trx));
    await after.close();
    expect(rows).toEqual([
      { user_id: 'usr_gone', role: 'viewer' },
      { user_id: 'usr_owner', role: 'owner' },
    ]);
  }, 120_000);

  it('what stands in the way of a database is said in words, and no file is left', async () => {
    const out = join(place, 'never');
    const away = await command(['backup', '--out', out], '', { DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/x' });
    expect([away.code, away.err]).toEqual([1, expect.stringMatching(/^The database does not answer\.\n {4}→ /)]);
    expect(away.err).not.toMatch(/geheim| at |node_modules/);
    mkdirSync(join(place, 'taken'));
    writeFileSync(join(place, 'taken', 'lock'), '1');
    for (const words of [['backup', '--out', out], ['operator', 'list'], ['migrate'], ['restore', out]]) {
      const taken = await luongtri('taken', ...words);
      expect([taken.code, taken.err]).toEqual([
        1,
        expect.stringMatching(/taken is in use by process 1; stop it first\n$/),
      ]);
    }
    const newer = await openPglite(join(place, 'newer', 'database'));
    await newer.asOwner((trx) => sql`insert into schema_migration values ('9999-later', 'now')`.execute(trx));
    await newer.close();
    const later = await luongtri('newer', 'backup', '--out', out);
    expect([later.code, later.err]).toEqual([1, expect.stringMatching(/schema of another, probably later version/)]);
    expect(readdirSync(place).filter((name) => name.includes('never'))).toEqual([]);
  }, 120_000);

  it('interrupted, a backup leaves no half of it behind', async () => {
    const source = `import { writeLines } from './src/cli/line-file.ts';
      async function* forever() { for (;;) { yield 'x'; process.stdout.write('.'); await new Promise((r) => setTimeout(r, 20)); } }
      await writeLines(${JSON.stringify(join(place, 'half'))}, forever());`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
    await once(child.stdout, 'data');
    expect(readdirSync(place).some((name) => name.startsWith('.half.'))).toBe(true);
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect(code).toBe(143);
    expect(readdirSync(place).filter((name) => name.includes('half'))).toEqual([]);
  }, 30_000);
});
