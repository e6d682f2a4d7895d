/** @module The repository's own content and engine, loaded once per test file. */

import { hashAnswers } from '../../src/content/hash.ts';
import { requireContent } from '../../src/content/load.ts';
import { type AnswerSet, Engine, type Result, readAnswerSet } from '../../src/engine/index.ts';

export const loaded = requireContent();
export const engine = new Engine(loaded.content);

export const DAY = '2026-11-22';

/** Answer set from plain answers; throws when they are not valid. */
export function answerSet(answers: Record<string, unknown>, asOf = DAY): AnswerSet {
  const read = readAnswerSet(loaded.content, { system: { name: 'Test' }, answers }, { asOf });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues, null, 1));
  return read.answerSet;
}

export function assess(answers: Record<string, unknown>, asOf = DAY): Result {
  const set = answerSet(answers, asOf);
  return engine.assess(set, hashAnswers(set));
}
