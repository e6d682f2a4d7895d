/**
 * @module The reviewed result beside the self-assessed one. A review may confirm or worsen a tier or a level of risk, never
 * improve it: whoever admits something grave does not get a milder result because a reviewer found the admission poorly
 * proven, and better evidence is for the organisation to state in another submission.
 */
import type { Result } from '../../../engine/index.ts';
import type { AnswerFile, SubmissionRecord } from '../../submissions/index.ts';
import { type GivenVerdict, reviewedAnswers } from './reviewed-answers.ts';

export interface Reviewed {
  file: AnswerFile;
  result: Result;
  /** Questions whose verdict would have made the result milder, and was left out of it; sorted. */
  notCounted: string[];
}

const DOMAINS = ['fairness', 'workforce'] as const;

/** The result of an answer file under the law it was submitted under. */
export type AssessFile = (file: AnswerFile) => Result;

export function reviewedResult(
  assess: AssessFile,
  record: Pick<SubmissionRecord, 'answerFile' | 'result'>,
  verdicts: readonly GivenVerdict[],
): Reviewed {
  const all = apply(assess, record, verdicts);
  if (!isMilder(record.result, all.result)) return { ...all, notCounted: [] };
  const softening = verdicts.filter((verdict) => softens(record.result, apply(assess, record, [verdict]).result));
  const rest = verdicts.filter((verdict) => !softening.includes(verdict));
  const some = apply(assess, record, rest);
  if (!isMilder(record.result, some.result)) return { ...some, notCounted: idsOf(softening) };
  // Together they soften what none of them softens alone: the organisation's own answers stand.
  return { ...apply(assess, record, []), notCounted: idsOf(verdicts.filter(changesAnything)) };
}

const idsOf = (verdicts: readonly GivenVerdict[]): string[] => verdicts.map(({ questionId }) => questionId).sort();

const changesAnything = ({ verdict, evidenceGrade }: GivenVerdict): boolean =>
  verdict !== 'accepted' || evidenceGrade !== null;

function apply(
  assess: AssessFile,
  record: Pick<SubmissionRecord, 'answerFile'>,
  verdicts: readonly GivenVerdict[],
): { file: AnswerFile; result: Result } {
  const file = reviewedAnswers(record, verdicts);
  return { file, result: assess(file) };
}

/** Is a tier no longer possible that was, or a level of risk lower? */
export function isMilder(own: Result, reviewed: Result): boolean {
  const { possibleTiers } = reviewed.classification;
  if (own.classification.possibleTiers.some((tier) => !possibleTiers.includes(tier))) return true;
  return [...DOMAINS, 'overall' as const].some((name) => {
    const level = own.risks[name]?.level;
    return level != null && (reviewed.risks[name]?.level?.number ?? 0) < level.number;
  });
}

const softens = (own: Result, reviewed: Result): boolean =>
  isMilder(own, reviewed) ||
  DOMAINS.some((domain) => {
    const before = own.risks[domain]?.residual;
    return before != null && (reviewed.risks[domain]?.residual?.point ?? 0) < before.point;
  });
