/** @module Long files of lines: written beside the target and renamed once whole, read without being held. */
import { once } from 'node:events';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { BrokenFile, Refused } from '../features/organisation-data/index.ts';
import { InputError } from './errors.ts';

/** Longest line: a chunk of a file in hexadecimal is one megabyte, a submission can be some more. */
const LINE_CHARACTERS_MAX = 256_000_000;

/** @returns bytes written */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<number> {
  const draft = `${file}.part`;
  const stream = createWriteStream(draft, { flags: 'w', mode: 0o600 });
  try {
    for await (const text of lines) {
      if (!stream.write(text)) await once(stream, 'drain');
    }
    stream.end();
    await finished(stream);
    // On the disk before the old file goes.
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    renameSync(draft, file);
    return stream.bytesWritten;
  } catch (error) {
    stream.destroy();
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * Lines without their ends. Only a line feed ends one: other readers also break at U+2028, which texts may hold.
 * @throws InputError for a file that cannot be read
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 1_000_000 });
  let open: string[] = [];
  let length = 0;
  try {
    for await (const part of stream as AsyncIterable<string>) {
      const pieces = part.split('\n');
      for (const [index, piece] of pieces.entries()) {
        open.push(piece);
        length += piece.length;
        if (length > LINE_CHARACTERS_MAX)
          throw new InputError(`${file}: a line is too long\n    → this is no file of luongtri`);
        if (index === pieces.length - 1) break;
        yield open.join('');
        open = [];
        length = 0;
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof InputError || code === undefined || !('syscall' in (error as object))) throw error;
    throw new InputError(`${file}: cannot be read (${code})\n    → check the name and its permissions`);
  }
  if (length > 0) yield open.join('');
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
