/** @module Measures counts by group that were sent as JSON. */
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { hashJson } from '../../content/hash.ts';
import { type FairnessOutput, fairnessOutput } from '../../measure/csv/index.ts';
import { assessFairness, DIRECTIONS, type Direction, readCounts } from '../../measure/fairness/index.ts';
import { repeatedKey } from './repeated-key.ts';

/** Twenty thousand groups fit several times over. */
export const JSON_LIMIT_BYTES = 5_000_000;

/** @throws Problem 400 when the body is not JSON, 422 with every mistake of the counts */
export function measureCounts(bytes: Uint8Array, outcome: Direction | undefined): FairnessOutput {
  const data = parse(bytes);
  const read = readCounts(data);
  if ('issues' in read) {
    const issues = read.issues.map((issue): ProblemIssue => ({ ...issue, code: 'invalid_counts' }));
    throw new Problem('invalid-counts', undefined, { issues });
  }
  // Half a surrogate pair cannot be hashed or sent back as UTF-8; as text it stays visible as an escape.
  if (/(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(data))) {
    throw unreadable('broken_character', 'Có nửa ký tự Unicode trong một tên', 'A name holds half a Unicode character');
  }
  return fairnessOutput(assessFairness(read.dataset, outcome ?? DIRECTIONS[0]), outcome, {
    kind: 'counts',
    sha256: hashJson(data),
  });
}

function parse(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('invalid_utf8', 'Nội dung không phải văn bản UTF-8', 'The body is not UTF-8 text');
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw unreadable('syntax', 'Nội dung không phải JSON đúng cú pháp', 'The body is not well-formed JSON');
  }
  const key = repeatedKey(text);
  if (key === undefined) return data;
  const shown = JSON.stringify(key).slice(0, 80);
  throw unreadable('duplicate_key', `Khóa ${shown} được ghi hai lần`, `The key ${shown} is given twice`);
}

function unreadable(code: ProblemIssue['code'], vi: string, en: string): Problem {
  const fix = {
    vi: 'Gửi {"groups": {"tên nhóm": {"tp": 1, "fp": 2, "tn": 3, "fn": 4}}}, mã hóa UTF-8, mỗi khóa một lần',
    en: 'Send {"groups": {"name": {"tp": 1, "fp": 2, "tn": 3, "fn": 4}}} in UTF-8, each key once',
  };
  return new Problem(
    'malformed-body',
    { vi: `${vi}.`, en: `${en}.` },
    { issues: [{ pointer: '', code, message: { vi, en }, fix }] },
  );
}
