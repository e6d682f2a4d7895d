/** @module Reads an answer file from disk or standard input and names the line of every problem. */
import { readFileSync, statSync } from 'node:fs';
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
export function readAnswerFile(content: Content, file: string, lang: Language, asOf?: string): AnswerSet {
  const source = parse(file);
  const read = readAnswerSet(content, source.data, { asOf: todayInVietNam() }, asOf);
  if ('answerSet' in read) return read.answerSet;
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
  let text: string;
  try {
    if (file !== '-' && statSync(file).size > SIZE_LIMIT) {
      throw new InputError(
        `${file}: larger than ${SIZE_LIMIT / 1_000_000} MB\n    → an answer file holds answers only; attach evidence elsewhere`,
      );
    }
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof TypeError) throw new InputError(`${file}: not UTF-8 text\n    → save the file as UTF-8`);
    throw new InputError(
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code})\n    → check the path and its permissions`,
    );
  }
  try {
    const source = new SourceFile(file, text);
    if (source.issues.length === 0) return source;
    throw new InputError(
      source.issues.map((issue) => `${file}:${issue.line} ${issue.message}\n    → ${issue.fix}`).join('\n'),
    );
  } catch (error) {
    if (error instanceof RangeError)
      throw new InputError(`${file}: nested too deeply\n    → an answer file has three levels`);
    throw error;
  }
}
