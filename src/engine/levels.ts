/**
 * @module How far something is fulfilled, from answers on a scale. Silence and "don't know" are unknown; "not applicable"
 * is a claim with a reason and never fulfils anything by itself.
 */
import type { Evaluated } from './classify.ts';
import type { Proof } from './result.ts';

export type Level = Proof['level'];

/**
 * The questions that are asked, or may have to be asked, with their levels; what branching hides is left out.
 * @returns the answers, and all of them together. A question that no chosen questionnaire asks is unknown too: fewer
 *   questionnaires must never prove more.
 */
export function proofOf(evaluated: Evaluated, questionIds: readonly string[]): { proof: Proof[]; together: Level } {
  const proof = answersOn(evaluated, questionIds);
  const levels = proof.map(({ level }) => level);
  const isPartial = questionIds.some((id) => !evaluated.plan.stepOf.has(id));
  return { proof, together: togetherOf(isPartial ? [...levels, 'unknown'] : levels) };
}

function answersOn({ plan, state, answerSet }: Evaluated, questionIds: readonly string[]): Proof[] {
  return questionIds.flatMap((questionId) => {
    const step = plan.stepOf.get(questionId);
    if (!step || state.shown[step.index] === false) return [];
    const answer = answerSet.answers.get(questionId);
    const isShown = state.shown[step.index] === true;
    // While it is open whether the question is asked at all, its answer proves nothing yet.
    const known = isShown && answer?.state === 'known' ? (answer.value as Level) : undefined;
    const level = known ?? (isShown && answer?.state === 'not_applicable' ? 'not_applicable' : 'unknown');
    const { note = null, evidence = [], evidence_grade: evidenceGrade = null } = answer ?? {};
    const { remedy = null, owner = null, due = null } = answer ?? {};
    return [{ questionId, level, note, evidence, evidenceGrade, remedy, owner, due }];
  });
}

/**
 * Several levels taken together: all met → met; some done and some not → partly met; failures only → not met. One that
 * is unknown keeps the whole unknown unless another already shows a failure. What is not applicable does not count;
 * nothing asked is unknown.
 */
export function togetherOf(levels: readonly Level[]): Level {
  if (levels.length === 0) return 'unknown';
  const counted = levels.filter((level) => level !== 'not_applicable');
  if (counted.length === 0) return 'not_applicable';
  const failed = counted.some((level) => level === 'not_met' || level === 'partly_met');
  if (failed) return counted.some((level) => level === 'met' || level === 'partly_met') ? 'partly_met' : 'not_met';
  return counted.includes('unknown') ? 'unknown' : 'met';
}
