/** @module Reads a CSV file once, from beginning to end, and keeps nothing of it but counts and a hash. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type CountedCsv, CsvCounter } from '../measure/csv/index.ts';
import { type Dataset, REJECTIONS, type RowIssue } from '../measure/fairness/index.ts';
import { InputError } from './errors.ts';
import type { CsvRequest } from './fairness-options.ts';
import type { Language } from './options.ts';

const PIECE_BYTES = 1 << 18;
/** A reader waits this long without a word, and between two. */
const QUIET_MS = 2_000;
const ROWS_SHOWN = 10;

export interface ReadRows {
  counted: CountedCsv & { dataset: Dataset };
  /** Of the bytes of the file, lower-case hex. */
  sha256: string;
}

/** @param file its path; `-` for standard input @throws InputError naming every problem of the table */
export async function readRows(file: string, request: CsvRequest, lang: Language): Promise<ReadRows> {
  const counter = new CsvCounter(request);
  const hash = createHash('sha256');
  const progress = new Progress();
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE_BYTES });
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      hash.update(piece);
      // Leaving the loop closes the stream: nothing is read after a refusal.
      if (!counter.push(piece)) break;
      progress.add(piece.length);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InputError(`${file}: cannot be read (${code})\n    → check the path and its permissions`);
  }
  const counted = counter.end();
  const { dataset } = counted;
  if (!dataset) throw new InputError(refusal(file, counted, lang));
  return { counted: { ...counted, dataset }, sha256: hash.digest('hex') };
}

class Progress {
  #bytes = 0;
  #said = performance.now();

  add(bytes: number): void {
    this.#bytes += bytes;
    const now = performance.now();
    if (now - this.#said < QUIET_MS) return;
    this.#said = now;
    process.stderr.write(`… ${Math.round(this.#bytes / 1_000_000)} MB\n`);
  }
}

/** Rows are listed where none was left: then they are the reason. */
function refusal(file: string, { issues, parse }: CountedCsv, lang: Language): string {
  const places = parse.counted > 0 ? [] : parse.rejected.first.slice(0, ROWS_SHOWN);
  return [
    ...issues.map((issue) => `${file}${placeOf(issue)} ${issue.message[lang]}\n    → ${issue.fix[lang]}`),
    ...places.map(({ line, reason }) => `${file}:${line} ${REJECTIONS[reason][lang]}`),
  ].join('\n');
}

const placeOf = ({ line, byte }: RowIssue): string =>
  line !== undefined ? `:${line}` : byte !== undefined ? ` (byte ${byte + 1})` : ':';
