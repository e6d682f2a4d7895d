/** @module Draws the sample of answers that a review examines. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { type Examination, readExamination } from './examine.ts';
import { lockAudit } from './open-audit.ts';
import { drawSample, SAMPLING_METHOD } from './sampling.ts';
import type { NewSample, SampleAnswer } from './schema-work.ts';
import { updateReview } from './store.ts';
import { insertSample, lastSample, listVerdicts } from './store-work.ts';

export const presentSample = ({ sample, isDrawn }: Pick<Examination, 'sample' | 'isDrawn'>): SampleAnswer => ({
  drawn: isDrawn,
  ...sample,
  method: SAMPLING_METHOD,
});

const narrower = {
  vi: 'Mẫu đã chọn, hoặc đã bắt đầu xem, thì chỉ được mở rộng: thu hẹp có thể loại câu trả lời không đạt ra khỏi mẫu.',
  en: 'A sample that was drawn, or begun to be examined, can only be widened: narrowing it could leave out an answer that fails.',
};

/**
 * The auditors choose how much is drawn, never what: the seed was made when the review was asked for.
 * @throws Problem 409 for less than was drawn before
 */
export function drawReviewSample(input: ActorInput<unknown, NewSample>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const row = await lockAudit(trx, input, { states: ['in_review'], ifMatch: input.ifMatch, as: 'work' });
    const { answers } = await readExamination(ctx, trx, row);
    const last = await lastSample(trx, row);
    // Before anything is drawn everything is the sample; it can be chosen freely until the first verdict.
    const least = last?.share ?? ((await listVerdicts(trx, row)).length > 0 ? 1 : 0);
    if (body.share < least) throw new Problem('conflict', narrower);
    const sample = drawSample(answers, row.seed, body.share);
    const now = ctx.clock.now();
    const number = (last?.number ?? 0) + 1;
    await insertSample(trx, {
      organisation_id: row.organisation_id,
      review_id: row.id,
      number,
      round: row.round,
      seed: row.seed,
      share: body.share,
      population: sample.population,
      questions: sample.questions,
      drawn_by: actor.id,
      drawn_at: now,
    });
    const changed = await updateReview(trx, row, { updated_at: now });
    const { seed, share, population, questions } = sample;
    const details = { number, seed, share: String(share), population, questions };
    await input.event(trx, 'review.sample_drawn', row.id, details, row.organisation_id);
    return {
      status: 200,
      body: presentSample({ sample, isDrawn: true }),
      headers: { ETag: etagOf(changed.revision) },
    };
  });
}
