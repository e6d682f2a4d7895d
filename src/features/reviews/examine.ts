/** @module What auditors see of a review under way: the sample, and the verdicts that count. */
import type { ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { findSubmission, type SubmissionRecord } from '../submissions/index.ts';
import { readReviewed } from './open-audit.ts';
import { basisHashes, examinableAnswers, type ReadSubmission } from './read-submission.ts';
import { drawSample, type Examinable, type Sample } from './sampling.ts';
import { type StandingVerdict, standingVerdicts } from './standing-verdicts.ts';
import { listRounds, type ReviewRow } from './store.ts';
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
  const basis = basisHashes(submission.record);
  const before = await earlierBases(trx, row);
  // Who is reviewed knows the sample by now: what was changed since is looked at, wherever it stands.
  const answers = examinableAnswers(submission).map((answer) => ({
    ...answer,
    hasChanged: before.some((known) => known.get(answer.questionId) !== basis.get(answer.questionId)),
  }));
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

/** What verdicts were given on in the submissions of earlier rounds. */
async function earlierBases(trx: Trx, row: ReviewRow): Promise<Map<string, string>[]> {
  const rounds = (await listRounds(trx, row)).filter(({ number }) => number < row.round);
  const submissions = await Promise.all(
    rounds.map(({ submission_id }) => findSubmission(trx, row.organisation_id, submission_id)),
  );
  return submissions.flatMap((submission) =>
    submission ? [basisHashes(JSON.parse(submission.record) as SubmissionRecord)] : [],
  );
}
