/** @module Measures counts by group that were sent as JSON. */
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { hashJson } from '../../content/hash.ts';
import { type FairnessOutput, fairnessOutput } from '../../measure/csv/index.ts';
import { assessFairness, DIRECTIONS, type Direction, readCounts } from '../../measure/fairness/index.ts';

/** @param data parsed body @throws Problem 422 with every mistake of the counts */
export function measureCounts(data: unknown, outcome: Direction | undefined): FairnessOutput {
  const read = readCounts(data);
  if ('issues' in read) {
    const issues = read.issues.map((issue): ProblemIssue => ({ ...issue, code: 'invalid_counts' }));
    throw new Problem('invalid-counts', undefined, { issues });
  }
  const report = assessFairness(read.dataset, outcome ?? DIRECTIONS[0]);
  return fairnessOutput(report, outcome, { kind: 'counts', sha256: hashJson(data) });
}
