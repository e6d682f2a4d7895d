import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Seen } from './full-disk-inside.ts';
import { PLACE_NAMES } from './places.ts';

/** Holds a database, its log ahead and some hundred writes; kept in memory while the test runs. */
const DISK = '300m';
const isRoot = process.getuid?.() === 0;
/** A place where this process may mount a disk that nobody else sees. PostgreSQL refuses to run as root, even as a make-believe one. */
const UNSHARE = isRoot ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
const AS_USER = isRoot ? '' : 'unshare --user --map-user=1000 --map-group=1000';
const MOUNT = `mount -t tmpfs -o mode=1777,size=${DISK} tmpfs "$TMPDIR" && exec ${AS_USER} "$@"`;

const folder = mkdtempSync(join(tmpdir(), 'luongtri-disk-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inside = (command: string[]) => ['unshare', ...UNSHARE, '--', 'sh', '-c', MOUNT, 'sh', ...command] as const;
const env = { ...process.env, TMPDIR: folder };
const [tool, ...trial] = inside(['true']);
const canMount = process.platform === 'linux' && spawnSync(tool, trial, { env }).status === 0;

describe.skipIf(!canMount)('a disk that is really full (needs to mount one)', () => {
  it.each(PLACE_NAMES)(
    'under %s: refused as such, nothing acknowledged is lost, and with room it goes on by itself',
    (name) => {
      const [command, ...rest] = inside([
        process.execPath,
        '--import',
        'tsx',
        join(import.meta.dirname, 'full-disk-inside.ts'),
        name,
      ]);
      const seen = JSON.parse(
        execFileSync(command, rest, { env, encoding: 'utf8', maxBuffer: 1e8 }).trim().split('\n').at(-1)!,
      ) as Seen;
      expect(seen).toMatchObject({ reading: 200, health: 200, exit: 0, faults: [] });
      expect(seen.refusals).toContain('507 /problems/storage-full');
      expect(seen.refusals.filter((refusal) => !/^(507|503) /.test(refusal))).toEqual([]);
      expect(seen.acknowledged.before).toBeGreaterThan(100);
      expect(seen.acknowledged.after).toBeGreaterThan(100);
    },
    300_000,
  );
});
