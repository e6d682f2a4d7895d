/** @module What auditors see of a review under way: the sample, and the verdicts that count. */
import type { ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { readReviewed } from './open-audit.ts';
import { basisHashes, examinableAnswers, type ReadSubmission } from './read-submission.ts';
import { drawSample, type Examinable, type Sample } from './sampling.ts';
import { type StandingVerdict, standingVerdicts } from './standing-verdicts.ts';
import type { ReviewRow } from './store.ts';
import { lastSample, listVerdicts } from './store-work.ts';

export interface Examination {
  submission: ReadSubmission;
  answers: Examinable[];
  basis: Map<string, string>;
  /** Every answer, where nobody has drawn one. */
  sample: Sample;
  isDrawn: boolean;
  verdicts: StandingVerdict[];
  /** Sampled questions without a verdict, sorted. */
  missing: string[];
}

/** The state of the examination of the submission under review. */
export async function readExamination(ctx: ServiceContext, trx: Trx, row: ReviewRow): Promise<Examination> {
  const submission = await readReviewed(ctx, trx, row);
  const answers = examinableAnswers(submission);
  const basis = basisHashes(submission.record);
  const drawn = await lastSample(trx, row);
  // Drawn again rather than read: a new submission may have other answers, and gets the sample of the same seed.
  const sample = drawSample(answers, row.seed, drawn?.share ?? 1);
  const ids = new Set(answers.map(({ questionId }) => questionId));
  const verdicts = standingVerdicts(await listVerdicts(trx, row), basis, row.round).filter(({ questionId }) =>
    ids.has(questionId),
  );
  const examined = new Set(verdicts.map(({ questionId }) => questionId));
  return {
    submission,
    answers,
    basis,
    sample,
    isDrawn: drawn !== undefined,
    verdicts,
    missing: sample.questions.filter((id) => !examined.has(id)),
  };
}
