/** @module Gives verdicts on answers: all of a batch or none. Earlier verdicts stay on record. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { hashJson } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import { type Examination, readExamination } from './examine.ts';
import { lockAudit } from './open-audit.ts';
import type { StandingVerdicts, VerdictBatch } from './schema-work.ts';
import type { VerdictRow } from './standing-verdicts.ts';
import { listRounds, type ReviewRow, updateReview } from './store.ts';
import { insertVerdicts, listVerdicts } from './store-work.ts';

export const presentVerdicts = ({ submission, answers, verdicts, missing }: Examination): StandingVerdicts => ({
  submissionId: submission.row.id,
  population: answers.length,
  examined: verdicts.length,
  missing,
  items: verdicts,
});

/**
 * `If-Match` names the revision of the review that the sender saw. Other auditors' verdicts on other questions since then are
 * no conflict; a verdict on a question of this batch is, and so is another submission.
 * @throws Problem 409, 412 with the verdicts as they are, 422 for questions that have no answer to examine
 */
export function saveVerdicts(input: ActorInput<unknown, VerdictBatch>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const row = await lockAudit(trx, input, { states: ['in_review'], as: 'work' });
    const before = await readExamination(ctx, trx, row);
    const given = await listVerdicts(trx, row);
    if (await isStale(trx, row, input.ifMatch, given, body)) {
      matchRevision(-1, row.revision, presentVerdicts(before));
    }
    refuseUnfit(body, new Set(before.answers.map(({ questionId }) => questionId)));
    const numbers = new Map(given.map(({ question_id, number }) => [question_id, number]));
    const now = ctx.clock.now();
    await insertVerdicts(
      trx,
      body.verdicts.map(({ questionId, verdict, reason, evidenceGrade }) => ({
        organisation_id: row.organisation_id,
        review_id: row.id,
        question_id: questionId,
        number: (numbers.get(questionId) ?? 0) + 1,
        round: row.round,
        verdict,
        reason,
        evidence_grade: evidenceGrade,
        basis_hash: before.basis.get(questionId)!,
        revision: row.revision + 1,
        given_by: actor.id,
        given_at: now,
      })),
    );
    const changed = await updateReview(trx, row, { updated_at: now });
    const questions = body.verdicts.map(({ questionId }) => questionId);
    // The salt keeps a short reason from being guessed back out of the log.
    const digest = hashJson([ctx.ids.secret(16), body.verdicts]);
    const details = { submission: row.submission_id, questions, digest };
    await input.event(trx, 'review.verdicts_given', row.id, details, row.organisation_id);
    return {
      status: 200,
      body: presentVerdicts(await readExamination(ctx, trx, changed)),
      headers: { ETag: etagOf(changed.revision) },
    };
  });
}

/** Did something change that the sender should have seen first? */
async function isStale(
  trx: Trx,
  row: ReviewRow,
  ifMatch: number | '*',
  given: readonly VerdictRow[],
  { verdicts }: VerdictBatch,
): Promise<boolean> {
  if (ifMatch === '*' || ifMatch === row.revision) return false;
  // An ETag of the future, or one never given, is no state that anybody saw.
  if (ifMatch < 1 || ifMatch > row.revision) return true;
  const round = (await listRounds(trx, row)).find(({ number }) => number === row.round)!;
  if (ifMatch < round.revision) return true;
  const batch = new Set(verdicts.map(({ questionId }) => questionId));
  return given.some(({ question_id, revision }) => revision > ifMatch && batch.has(question_id));
}

function refuseUnfit({ verdicts }: VerdictBatch, known: ReadonlySet<string>): void {
  const issues = verdicts.flatMap(({ questionId }, index): ProblemIssue[] => {
    const pointer = `/verdicts/${index}/questionId`;
    if (verdicts.findIndex((entry) => entry.questionId === questionId) < index) {
      return [
        {
          pointer,
          code: 'invalid_value',
          message: { vi: `${questionId} có hai kết luận`, en: `${questionId} has two verdicts` },
          fix: { vi: 'Giữ lại một', en: 'Keep one' },
        },
      ];
    }
    if (known.has(questionId)) return [];
    return [
      {
        pointer,
        code: 'invalid_value',
        message: {
          vi: `Bản nộp không có câu trả lời cần xem cho ${questionId}`,
          en: `The submission has no answer to examine for ${questionId}`,
        },
        fix: {
          vi: 'Câu chưa trả lời vẫn để ngỏ trong kết quả; nếu cần, ghi thành phát hiện',
          en: 'What is not answered stays open in the result; record a finding if it has to be said',
        },
      },
    ];
  });
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
}
