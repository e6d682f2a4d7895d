/** @module Which verdicts count on the submission under review. */
import type { Selectable } from 'kysely';
import type { ReviewVerdictTable } from '../../db/tables-reviews.ts';
import type { AnswerVerdict } from '../submissions/index.ts';

export type VerdictRow = Selectable<ReviewVerdictTable>;

export interface StandingVerdict extends AnswerVerdict {
  /** The round in which it was given. */
  round: number;
  /** Given on an earlier submission, whose answer and evidence are the same. */
  carried: boolean;
}

/**
 * The last verdict on each answer, unless the answer or its evidence has changed since. Sorted by question.
 * @param rows every verdict of the review, in any order
 * @param basis of the answers under review (see `basisHashes`)
 */
export function standingVerdicts(
  rows: readonly VerdictRow[],
  basis: ReadonlyMap<string, string>,
  round: number,
): StandingVerdict[] {
  const last = new Map<string, VerdictRow>();
  for (const row of rows) {
    const known = last.get(row.question_id);
    if (!known || row.number > known.number) last.set(row.question_id, row);
  }
  return [...last.values()]
    .filter((row) => basis.get(row.question_id) === row.basis_hash)
    .map((row) => ({
      questionId: row.question_id,
      verdict: row.verdict,
      reason: row.reason,
      evidenceGrade: row.evidence_grade,
      by: row.given_by,
      at: row.given_at.toISOString(),
      round: row.round,
      carried: row.round < round,
    }))
    .sort((a, b) => (a.questionId < b.questionId ? -1 : 1));
}
