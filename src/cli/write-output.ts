/** @module Writes a finished output, whole or not at all. */
import { randomBytes } from 'node:crypto';
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from './errors.ts';

const cannotWrite = (file: string, error: unknown): InputError =>
  new InputError(
    `${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'not a file'})\n    → check the folder and its permissions`,
  );

/** Fails before the work is done rather than after. */
export function checkWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw cannotWrite(file, error);
  }
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) throw cannotWrite(file, { code: 'EISDIR' });
}

/** Writes beside the target and renames, so that a failure leaves the old file as it was. */
export function writeOutput(file: string | undefined, data: string | Uint8Array): void {
  if (file === undefined) {
    process.stdout.write(data);
    return;
  }
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(draft, data, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(file, error);
  }
}
