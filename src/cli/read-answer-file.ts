/** @module Reads an answer file from disk or standard input and names the line of every problem. */
import { readFileSync, statSync } from 'node:fs';
import { contentMeasurer } from '../content/measure.ts';
import { requireOccupations } from '../content/occupations.ts';
import { SourceFile } from '../content/source.ts';
import { type AnswerSet, type Content, readAnswerSet } from '../engine/index.ts';
import { InputError } from './errors.ts';
import type { Language } from './options.ts';

const SIZE_LIMIT = 5_000_000;

/** Today's date where the law applies. */
export function todayInVietNam(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' }).format(new Date());
}

/**
 * @returns the answer set
 * @throws InputError listing every problem as `file:line pointer message → remedy`
 */
export function readAnswerFile(
  content: Content,
  file: string,
  lang: Language,
  asOf?: string,
  text = readText(file),
): AnswerSet {
  const source = new SourceFile(file, text);
  const problems = source.issues.map(({ line, message, fix }) => ({ line, text: `${message}\n    → ${fix}` }));
  if (source.data !== undefined) {
    const read = readAnswerSet(content, source.data, {
      asOf: todayInVietNam(),
      override: asOf,
      measure: contentMeasurer(content, () => requireOccupations()),
    });
    if ('answerSet' in read && problems.length === 0) return read.answerSet;
    for (const { pointer, message, fix } of 'issues' in read ? read.issues : []) {
      const line = source.lineOf(pathOf(pointer));
      problems.push({ line, text: `${pointer || '/'} ${message[lang]}\n    → ${fix[lang]}` });
    }
  }
  problems.sort((a, b) => a.line - b.line);
  throw new InputError(problems.map(({ line, text }) => `${file}:${line} ${text}`).join('\n'));
}

/** Steps of a JSON pointer (RFC 6901). */
const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The text of a file, or of standard input for `-`. */
export function readText(file: string): string {
  try {
    if (file !== '-' && statSync(file).size > SIZE_LIMIT) {
      throw new InputError(
        `${file}: larger than ${SIZE_LIMIT / 1_000_000} MB\n    → an answer file holds answers only; attach evidence elsewhere`,
      );
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof TypeError) throw new InputError(`${file}: not UTF-8 text\n    → save the file as UTF-8`);
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`${file}: cannot be read (${code})\n    → check the path and its permissions`);
  }
}
