/**
 * @module The reviewed result beside the self-assessed one. A review may confirm or worsen a tier or a level of risk, never
 * improve it: whoever admits something grave does not get a milder result because a reviewer found the admission poorly
 * proven, and better evidence is for the organisation to state in another submission.
 */
import { EVIDENCE_GRADES, type EvidenceGrade, type Result, TIERS, type Tier } from '../../../engine/index.ts';
import type { AnswerFile, SubmissionRecord } from '../../submissions/index.ts';
import { asEntry, type GivenVerdict, reviewedAnswers } from './reviewed-answers.ts';

export interface Reviewed {
  file: AnswerFile;
  result: Result;
  /** Questions whose verdict would have made the result milder, and was left out of it; sorted. */
  notCounted: string[];
}

const DOMAINS = ['fairness', 'workforce'] as const;

/** The result of an answer file under the law it was submitted under. */
export type AssessFile = (file: AnswerFile) => Result;

/**
 * Verdicts are applied together. Where that would be milder than self-assessed, grades above the organisation's own are left
 * out; where it still would, so is each refusal that softens by itself; in the last resort as few as can be of all refusals.
 */
export function reviewedResult(
  assess: AssessFile,
  record: Pick<SubmissionRecord, 'answerFile' | 'result'>,
  verdicts: readonly GivenVerdict[],
): Reviewed {
  const without = (dropped: readonly GivenVerdict[]): Reviewed => {
    const counted = verdicts.filter((verdict) => !dropped.includes(verdict));
    return { ...apply(assess, record, counted), notCounted: dropped.map(({ questionId }) => questionId).sort() };
  };
  const fits = ({ result }: Reviewed): boolean => !isMilder(record.result, result);
  const all = without([]);
  if (fits(all)) return all;
  const raised = verdicts.filter((verdict) => raisesGrade(record, verdict));
  const graded = without(raised);
  if (fits(graded)) return graded;
  const softening = verdicts.filter(
    (verdict) => verdict.verdict !== 'accepted' && softens(record.result, apply(assess, record, [verdict]).result),
  );
  const refused = without([...raised, ...softening]);
  if (fits(refused)) return refused;
  return without(softenTogether(verdicts, raised, (dropped) => fits(without(dropped))));
}

/**
 * Together refusals can soften what none of them softens alone. As few as can be are left out: one that was refused must not
 * count as fine because of another. In the order of questions, so that the order of verdicts decides nothing.
 */
function softenTogether(
  verdicts: readonly GivenVerdict[],
  raised: readonly GivenVerdict[],
  fitsWithout: (dropped: readonly GivenVerdict[]) => boolean,
): GivenVerdict[] {
  const refusals = verdicts
    .filter(({ verdict }) => verdict !== 'accepted')
    .sort((a, b) => (a.questionId < b.questionId ? -1 : 1));
  let dropped = [...raised, ...refusals];
  for (const refusal of refusals) {
    const fewer = dropped.filter((entry) => entry !== refusal);
    if (fitsWithout(fewer)) dropped = fewer;
  }
  // Grades below the organisation's own may soften as well, where a tier depends on them.
  return fitsWithout(dropped) ? dropped : [...dropped, ...graded(verdicts, dropped)];
}

const graded = (verdicts: readonly GivenVerdict[], dropped: readonly GivenVerdict[]): GivenVerdict[] =>
  verdicts.filter((entry) => entry.evidenceGrade !== null && !dropped.includes(entry));

/** The engine takes an answer without a grade as self-declared. */
const UNSTATED: EvidenceGrade = 'self_declared';

function raisesGrade(
  { answerFile }: Pick<SubmissionRecord, 'answerFile'>,
  { questionId, verdict, evidenceGrade }: GivenVerdict,
): boolean {
  if (verdict !== 'accepted' || evidenceGrade === null) return false;
  const own = asEntry(answerFile.answers[questionId]).evidence_grade as EvidenceGrade | undefined;
  return EVIDENCE_GRADES.indexOf(evidenceGrade) > EVIDENCE_GRADES.indexOf(own ?? UNSTATED);
}

function apply(
  assess: AssessFile,
  record: Pick<SubmissionRecord, 'answerFile'>,
  verdicts: readonly GivenVerdict[],
): { file: AnswerFile; result: Result } {
  const file = reviewedAnswers(record, verdicts);
  return { file, result: assess(file) };
}

/**
 * Is a tier no longer possible that was, a level of risk lower, or did nothing but milder tiers become possible? Who says that
 * a system is high-risk has not become uncertain of it because the answer was poorly proven; what may be graver is not milder.
 */
export function isMilder(own: Result, reviewed: Result): boolean {
  const [before, after] = [own, reviewed].map(({ classification }) => classification.possibleTiers) as [Tier[], Tier[]];
  if (before.some((tier) => !after.includes(tier))) return true;
  const added = after.filter((tier) => !before.includes(tier));
  const gravest = Math.min(...before.map(gravity));
  if (added.length > 0 && added.every((tier) => gravity(tier) > gravest)) return true;
  return [...DOMAINS, 'overall' as const].some((name) => {
    const level = own.risks[name]?.level;
    return level != null && (reviewed.risks[name]?.level?.number ?? 0) < level.number;
  });
}

/** 0 is the gravest. */
const gravity = (tier: Tier): number => TIERS.indexOf(tier);

const softens = (own: Result, reviewed: Result): boolean =>
  isMilder(own, reviewed) ||
  DOMAINS.some((domain) => {
    const before = own.risks[domain]?.residual;
    return before != null && (reviewed.risks[domain]?.residual?.point ?? 0) < before.point;
  });
