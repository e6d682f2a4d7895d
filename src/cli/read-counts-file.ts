/** @module Reads a file of counts by group and names the line of every problem. */
import { readFileSync, statSync } from 'node:fs';
import { SourceFile } from '../content/source.ts';
import { type Dataset, readCounts } from '../measure/fairness/index.ts';
import { InputError } from './errors.ts';
import type { Language } from './options.ts';

const SIZE_LIMIT = 5_000_000;

/** @throws InputError listing every problem as `file:line pointer message → remedy` */
export function readCountsFile(file: string, lang: Language): { dataset: Dataset; data: unknown } {
  const source = parse(file);
  const read = readCounts(source.data);
  if ('dataset' in read) return { dataset: read.dataset, data: source.data };
  const lines = read.issues.map(({ pointer, message, fix }) => {
    const path = pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return `${file}:${source.lineOf(path)} ${pointer || '/'} ${message[lang]}\n    → ${fix[lang]}`;
  });
  throw new InputError(lines.join('\n'));
}

function parse(file: string): SourceFile {
  const text = readText(file);
  try {
    const source = new SourceFile(file, text);
    if (source.issues.length === 0) return source;
    throw new InputError(
      source.issues.map((issue) => `${file}:${issue.line} ${issue.message}\n    → ${issue.fix}`).join('\n'),
    );
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError(`${file}: nested too deeply\n    → a file of counts has few levels`);
    }
    throw error;
  }
}

function readText(file: string): string {
  try {
    if (file !== '-' && statSync(file).size > SIZE_LIMIT) {
      throw new InputError(
        `${file}: larger than ${SIZE_LIMIT / 1_000_000} MB\n    → give counts by group, not the people one by one`,
      );
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof TypeError) throw new InputError(`${file}: not UTF-8 text\n    → save the file as UTF-8`);
    throw new InputError(
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code})\n    → check the path and its permissions`,
    );
  }
}
