/** @module Asks the organisation for changes: its assessment can be edited again, and is submitted anew. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { questionsById } from '../../engine/index.ts';
import { lockAudit, readReviewed } from './open-audit.ts';
import { presentReview } from './present-review.ts';
import { readFrozen } from './read-submission.ts';
import type { ChangeRequests } from './schema.ts';
import { updateReview } from './store.ts';
import { insertChangeRequests } from './store-work.ts';

/** @throws Problem 409, 412, 422 for questions that the submission does not ask */
export function requestChanges(input: ActorInput<unknown, ChangeRequests>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const row = await lockAudit(trx, input, { states: ['in_review'], ifMatch: input.ifMatch, as: 'work' });
    const { record, law } = await readReviewed(ctx, trx, row);
    refuseUnasked(body, questionsById(readFrozen(law, record.answerFile).questionnaires));
    const now = ctx.clock.now();
    await insertChangeRequests(
      trx,
      body.requests.map(({ questionId, reason }, index) => ({
        organisation_id: row.organisation_id,
        review_id: row.id,
        round: row.round,
        number: index + 1,
        question_id: questionId,
        reason,
        requested_by: actor.id,
        requested_at: now,
      })),
    );
    const changed = await updateReview(trx, row, { status: 'changes_requested', updated_at: now });
    const questions = body.requests.flatMap(({ questionId }) => questionId ?? []);
    const details = { submission: row.submission_id, round: row.round, questions };
    await input.event(trx, 'review.changes_requested', row.id, details, row.organisation_id);
    return {
      status: 200,
      body: await presentReview(trx, changed, 'audit_body'),
      headers: { ETag: etagOf(changed.revision) },
    };
  });
}

function refuseUnasked({ requests }: ChangeRequests, questions: ReadonlyMap<string, unknown>): void {
  const issues = requests.flatMap(({ questionId }, index) =>
    questionId === null || questions.has(questionId)
      ? []
      : [
          {
            pointer: `/requests/${index}/questionId`,
            code: 'invalid_value' as const,
            message: { vi: `Không có câu hỏi ${questionId}`, en: `There is no question ${questionId}` },
            fix: { vi: 'Dùng mã câu hỏi trong bản nộp', en: 'Use a question of the submission' },
          },
        ],
  );
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
}
