/** @module Whether anybody submitted and reviewed the answers: conclusion, scope, sampling, independence, signatures. */
import type { ReviewRecord } from '../../submissions/index.ts';
import type { Writer } from '../writer.ts';

/** @returns one sentence on how far the matter was taken, and the review itself where there is one */
export function reviewModel(writer: Writer) {
  const { subject, texts } = writer.input;
  const { submission, review } = subject;
  return {
    stage: review ? 'reviewed' : submission ? 'submitted' : 'computed',
    stageWord: texts.stages[review ? 'reviewed' : submission ? 'submitted' : 'computed'],
    submission: submission
      ? {
          by: writer.person(submission.submittedBy),
          at: writer.instant(submission.submittedAt),
          number: String(submission.number),
          supersedes: submission.supersedes,
        }
      : null,
    review: review ? reviewed(writer, review) : null,
  };
}

function reviewed(writer: Writer, review: ReviewRecord) {
  const { texts } = writer.input;
  const { tier, possibleTiers } = review.reviewedResult.classification;
  const { sampling } = review;
  return {
    body: review.auditBody.name,
    conclusion: review.conclusion,
    conclusionWord: texts.conclusions[review.conclusion],
    statement: review.statement,
    concludedAt: writer.instant(review.concludedAt),
    concludedOn: writer.day(review.concludedAt),
    scope: review.scope,
    method: review.method,
    tier: tier === 'undetermined' ? texts.undetermined : writer.tier(tier).word,
    tierPossible: tier === 'undetermined' ? possibleTiers.map((id) => writer.tier(id).word) : [],
    sampling: {
      population: String(sampling.population),
      examined: String(sampling.examined),
      whole: sampling.examined >= sampling.population,
      seed: sampling.seed,
    },
    counts: (['accepted', 'insufficient', 'rejected'] as const).map((verdict) => ({
      verdict,
      word: texts.verdicts[verdict],
      count: String(review.verdicts.filter((entry) => entry.verdict === verdict).length),
    })),
    notAccepted: review.verdicts
      .filter(({ verdict }) => verdict !== 'accepted')
      .map(({ questionId, verdict, reason }) => ({
        question: writer.question(questionId),
        verdict,
        word: texts.verdicts[verdict],
        reason,
      })),
    independence: review.independence.map(({ by, at, noStake, noAdvice, statement }) => ({
      by: writer.person(by),
      at: writer.instant(at),
      noStake: noStake ? texts.noStake : texts.stakeStated,
      noAdvice: noAdvice ? texts.noAdvice : texts.adviceStated,
      isFree: noStake && noAdvice,
      statement,
    })),
    signOffs: review.signOffs.map(({ by, at }) => ({ by: writer.person(by), at: writer.instant(at) })),
  };
}
