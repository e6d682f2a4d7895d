/** @module Small files that are there whole or not at all. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Also on a full disk and after a power cut. Readable by its owner alone. */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
