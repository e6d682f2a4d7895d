/** @module Reads a workforce file and names the line of every problem. */
import { SourceFile } from '../content/source.ts';
import { type OccupationTable, readWorkforce, type WorkforceInput } from '../measure/workforce/index.ts';
import { InputError } from './errors.ts';
import type { Language } from './options.ts';
import { readText } from './read-answer-file.ts';

/** @throws InputError listing every problem as `file:line pointer message → remedy` */
export function readWorkforceFile(
  file: string,
  table: OccupationTable,
  lang: Language,
): { input: WorkforceInput; data: unknown } {
  const source = parse(file);
  const problems = source.issues.map(({ line, message, fix }) => ({ line, text: `${message}\n    → ${fix}` }));
  if (source.data !== undefined) {
    const read = readWorkforce(source.data, table);
    if ('input' in read && problems.length === 0) return { input: read.input, data: source.data };
    for (const { pointer, message, fix } of 'issues' in read ? read.issues : []) {
      const path = pointer
        .split('/')
        .slice(1)
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
      problems.push({ line: source.lineOf(path), text: `${pointer || '/'} ${message[lang]}\n    → ${fix[lang]}` });
    }
  }
  problems.sort((a, b) => a.line - b.line);
  throw new InputError(problems.map(({ line, text }) => `${file}:${line} ${text}`).join('\n'));
}

function parse(file: string): SourceFile {
  const text = readText(file);
  try {
    return new SourceFile(file, text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`${file}: nested too deeply\n    → a workforce file has few levels`);
  }
}
