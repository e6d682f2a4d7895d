/** @module Long files of lines: written beside the target and renamed once whole, read without being held. */
import { randomBytes } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BrokenFile, Refused } from '../features/organisation-data/index.ts';
import { InputError } from './errors.ts';

/** Longest line: a chunk of a file in hexadecimal is one megabyte, a submission can be some more. */
const LINE_CHARACTERS_MAX = 256_000_000;

/**
 * Readable by their owner alone: these files hold everything.
 * @returns bytes written
 * @throws InputError where the file cannot be written, as on a full disk; what was there before stays as it was
 */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<number> {
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  let bytes = 0;
  const forget = removeWhenStopped(draft);
  try {
    // Its own file, never one that somebody put there under this name.
    const handle = await writing(file, open(draft, 'wx', 0o600));
    try {
      for await (const text of lines) {
        const data = Buffer.from(text);
        await writing(file, handle.writeFile(data));
        bytes += data.length;
      }
      // On the disk before the old file goes.
      await writing(file, handle.sync());
    } finally {
      await handle.close();
    }
    await writing(file, rename(draft, file));
    return bytes;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    forget();
  }
}

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Whoever interrupts the command is not left with half a file of everything. @returns ends this */
function removeWhenStopped(draft: string): () => void {
  const stop = (signal: keyof typeof SIGNALS): void => {
    rmSync(draft, { force: true });
    process.exit(128 + SIGNALS[signal]);
  };
  for (const signal of Object.keys(SIGNALS)) process.on(signal, stop);
  return () => {
    for (const signal of Object.keys(SIGNALS)) process.off(signal, stop);
  };
}

/** Only what the file itself does wrong is the file's: the lines come from a database with errors of its own. */
async function writing<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(
      `${file}: cannot be written (${code})\n    → check the folder, its permissions and the room on the disk`,
    );
  }
}

/**
 * Lines without their ends. Only a line feed ends one: other readers also break at U+2028, which texts may hold.
 * @throws InputError for a file that cannot be read
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 1_000_000 });
  let parts: string[] = [];
  let length = 0;
  try {
    for await (const part of stream as AsyncIterable<string>) {
      const pieces = part.split('\n');
      for (const [index, piece] of pieces.entries()) {
        parts.push(piece);
        length += piece.length;
        if (length > LINE_CHARACTERS_MAX)
          throw new InputError(`${file}: a line is too long\n    → this is no file of luongtri`);
        if (index === pieces.length - 1) break;
        yield parts.join('');
        parts = [];
        length = 0;
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof InputError || code === undefined || !('syscall' in (error as object))) throw error;
    throw new InputError(`${file}: cannot be read (${code})\n    → check the name and its permissions`);
  }
  if (length > 0) yield parts.join('');
}

/** Says what is wrong with a file, with its line; any other error as it is. */
export async function explaining<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BrokenFile) {
      throw new InputError(
        `${file}:${error.line}: ${error.message.replace(/^line \d+: /, '')}\n    → nothing was written; take another copy of the file`,
      );
    }
    if (error instanceof Refused)
      throw new InputError(`${file}: ${error.message}\n    → ${error.fix}; nothing was written`);
    throw error;
  }
}
