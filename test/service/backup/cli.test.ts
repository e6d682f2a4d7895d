import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8 } from 'fflate';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openPglite } from '../../../src/adapters/node/database.ts';
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
      .values({ organisation_id: 'org_a', id: 'blb_1', sha256: 'aa', bytes: 500_000, started_at: new Date(0) })
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
    expect(hashOf(file('d'))).toBe(hashOf(file('c')));
    const twice = await luongtri('three', 'import', file('c'));
    expect([twice.code, twice.err]).toEqual([1, expect.stringMatching(/is here already[\s\S]*--new-id/)]);
    writeFileSync(file('cut'), readFileSync(file('a')).subarray(0, -400));
    const cut = await luongtri('four', 'restore', file('cut'));
    expect([cut.code, cut.err]).toEqual([1, expect.stringMatching(/cut:\d+: .*\n {4}→ nothing was written/)]);
    expect((await luongtri('four', 'restore', file('none'))).err).toMatch(/cannot be read \(ENOENT\)/);
    expect((await luongtri('four', 'backup')).code).toBe(2);
  }, 240_000);
});
