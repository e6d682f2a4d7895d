import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { browserEnvironment } from '../../src/adapters/node/browser.ts';
import { readSecrets, takeFolder } from '../../src/adapters/node/data-folder.ts';
import {
  CHECKPOINTS,
  keepCheckpoint,
  pruneCheckpoints,
  readCheckpoints,
} from '../../src/adapters/node/kept-checkpoints.ts';
import { networkOf } from '../../src/app/middleware/limit-requests.ts';
import { writeLines } from '../../src/cli/line-file.ts';

const made: string[] = [];
const folder = (): string => {
  const place = mkdtempSync(join(tmpdir(), 'luongtri-folder-'));
  made.push(place);
  return place;
};
afterEach(() => {
  for (const place of made.splice(0)) rmSync(place, { recursive: true, force: true });
});
const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('the data folder', () => {
  it('is taken by one process at a time, and taken over from one that died', () => {
    const place = folder();
    writeFileSync(join(place, 'lock'), '999999999');
    const giveBack = takeFolder(place);
    expect(readFileSync(join(place, 'lock'), 'utf8')).toBe(String(process.pid));
    expect(readdirSync(place)).toEqual(['lock']);
    giveBack();
    expect(readdirSync(place)).toEqual([]);
    writeFileSync(join(place, 'lock'), '1');
    expect(() => takeFolder(place)).toThrow('in use by process 1');
    expect(readdirSync(place)).toEqual(['lock']);
  });

  it('what is written into it is whole, and for its owner alone', async () => {
    const place = folder();
    await readSecrets(place, { issuer: 'http://a.example', issuerIsChosen: false });
    expect(modeOf(join(place, 'secrets.json'))).toBe(0o600);
    // As a process leaves it that died in between.
    writeFileSync(join(place, 'secrets.json.new'), 'half', { mode: 0o644 });
    await readSecrets(place, { issuer: 'http://b.example', issuerIsChosen: true });
    expect(JSON.parse(readFileSync(join(place, 'secrets.json'), 'utf8')).issuer).toBe('http://b.example');
    expect(modeOf(join(place, 'secrets.json'))).toBe(0o600);
    mkdirSync(join(place, CHECKPOINTS));
    writeFileSync(join(place, CHECKPOINTS, '000000000005.txt.new'), 'hal');
    keepCheckpoint(place, { size: 5, note: 'whole' });
    expect(readFileSync(join(place, CHECKPOINTS, '000000000005.txt'), 'utf8')).toBe('whole');
    expect(readdirSync(join(place, CHECKPOINTS))).toEqual(['000000000005.txt']);
  });
});

describe('kept checkpoints', () => {
  it('are read smallest first; a half-written one, or a file of somebody else, is none', () => {
    const place = folder();
    for (const size of [12, 5, 1_000_000_000_000]) keepCheckpoint(place, { size, note: `of ${size}` });
    writeFileSync(join(place, CHECKPOINTS, '000000000013.txt.new'), 'half');
    writeFileSync(join(place, CHECKPOINTS, 'README'), 'x');
    expect(readCheckpoints(place).map(({ note }) => note)).toEqual(['of 5', 'of 12', 'of 1000000000000']);
    expect(readCheckpoints(folder())).toEqual([]);
  });

  it('all of a week stay, then the last of each hour, after 90 days the last of each day in Viet Nam', () => {
    const place = folder();
    const now = new Date('2026-11-22T00:00:00Z');
    const kept = [
      '2026-08-01T16:59:00Z',
      '2026-08-01T16:59:30Z',
      // Already the next day in Viet Nam.
      '2026-08-01T17:00:00Z',
      '2026-08-02T16:00:00Z',
      '2026-11-01T10:00:00Z',
      '2026-11-01T10:59:00Z',
      '2026-11-01T11:00:00Z',
      '2026-11-21T10:00:00Z',
      '2026-11-21T10:01:00Z',
    ];
    for (const [index, at] of kept.entries()) {
      keepCheckpoint(place, { size: index + 1, note: at });
      const file = join(place, CHECKPOINTS, `${String(index + 1).padStart(12, '0')}.txt`);
      utimesSync(file, new Date(at), new Date(at));
    }
    expect(pruneCheckpoints(place, now)).toBe(3);
    const left = readCheckpoints(place).map(({ note }) => note);
    expect(left).toEqual([1, 3, 5, 6, 7, 8].map((index) => kept[index]));
    expect(pruneCheckpoints(place, now)).toBe(0);
    // A log that nobody wrote to for years keeps its newest.
    expect(pruneCheckpoints(place, new Date('2030-01-01T00:00:00Z'))).toBeGreaterThan(0);
    expect(readCheckpoints(place).at(-1)?.note).toBe(kept[8]);
  });
});

describe('a file of everything', () => {
  async function* lines(...texts: string[]): AsyncGenerator<string> {
    for (const text of texts) {
      // The database takes its time; what fails meanwhile must still be told.
      await new Promise((resolve) => setTimeout(resolve, 20));
      yield text;
    }
  }

  it('is written whole, for its owner alone, whatever stood there before', async () => {
    const place = folder();
    const file = join(place, 'backup.jsonl');
    writeFileSync(file, 'old', { mode: 0o644 });
    expect(await writeLines(file, lines('một\n', 'hai\n'))).toBe(10);
    expect(readFileSync(file, 'utf8')).toBe('một\nhai\n');
    expect(modeOf(file)).toBe(0o600);
    expect(readdirSync(place)).toEqual(['backup.jsonl']);
  });

  it('that cannot be written is said to be so, and the old one stays', async () => {
    const place = folder();
    await expect(writeLines(join(place, 'gone', 'backup.jsonl'), lines('a\n', 'b\n'))).rejects.toThrow(/ENOENT/);
    const file = join(place, 'backup.jsonl');
    writeFileSync(file, 'old');
    const failing = async function* (): AsyncGenerator<string> {
      yield 'a\n';
      throw new Error('the database went away');
    };
    await expect(writeLines(file, failing())).rejects.toThrow('the database went away');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(place)).toEqual(['backup.jsonl']);
  });
});

describe('who counts as one', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

it('the browser is told no key and no address of a database', () => {
  const kept = browserEnvironment({
    PATH: '/bin',
    LC_ALL: 'C',
    FONTCONFIG_FILE: 'f',
    DATABASE_URL: 'postgres://u:p@h/d',
    AUTH_SECRET: 's',
    SIGNING_KEY: '{}',
    SMTP_URL: 'smtps://u:p@h',
    OIDC_1_CLIENT_SECRET: 's',
  });
  expect(kept).toEqual({ PATH: '/bin', LC_ALL: 'C', FONTCONFIG_FILE: 'f' });
});
