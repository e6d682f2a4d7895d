import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

it('a run that failed ends with its own code, with a database of the tests in it too', () => {
  const script = "await import('./test/support/databases.ts'); process.exitCode = 3;";
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: ROOT,
  });
  expect(status).toBe(3);
});
