/**
 * @module The smallest sets of changes, up to three together, that settle an open tier or lower a settled one: answers still to
 * come, and matters that the organisation can change by its own decision. No smaller set does; that is proven by trying them.
 */
import type { Question, Value } from './content.ts';
import { effectOf, SEVERITY, trialValues } from './deciders.ts';
import { type Plan, possibleValues, type State, type Step } from './program.ts';
import type { TierChanges } from './result.ts';
import { smallestSets } from './risk/smallest-sets.ts';

const LARGEST = 3;
/** More candidates would make the search longer than anyone waits; how many were left out is told. */
const CANDIDATES = 32;
/** The list must stay readable. */
const SHOWN = 6;

interface Candidate {
  question: Question;
  index: number;
  to: Value;
}

/**
 * @param deciders open questions that bear on the tier, most decisive first (see `rankDeciders`)
 * @returns `null` where nothing can be settled or lowered: a low, prohibited or excluded system
 */
export function smallestTierSets(plan: Plan, state: State, tier: Step, deciders: string[]): TierChanges | null {
  const current = state.env[tier.index] as string | undefined;
  const severity = current === undefined ? undefined : SEVERITY.indexOf(current);
  if (current === 'prohibited' || (severity !== undefined && severity <= 0)) return null;
  const all = severity === undefined ? openAnswers(plan, deciders) : ownChanges(plan, state);
  const candidates = all.slice(0, CANDIDATES);
  const relevant = stepsBelow(plan, tier);
  const found = smallestSets<Candidate, string[]>({
    candidates,
    maxSize: LARGEST,
    compatible: (one, other) => one.index !== other.index,
    evaluate: (chosen) => {
      const trial: State = { env: [...state.env], raw: [...state.raw], shown: [...state.shown] };
      for (const { index, to } of chosen) trial.raw[index] = to;
      for (const step of relevant) step.run(trial);
      return possibleValues(tier, trial);
    },
    isBetter: (possible) =>
      severity === undefined ? possible.length === 1 : possible.every((id) => SEVERITY.indexOf(id) < severity),
  });
  return {
    size: found.size,
    maxSize: LARGEST,
    sets: found.sets.slice(0, SHOWN).map(({ chosen, value }) => ({
      changes: chosen.map(({ question, to }) => ({
        questionId: question.id,
        to,
        text: question.changeable ?? question.text,
      })),
      effect: effectOf(tier, value),
    })),
    count: found.sets.length,
    proof: {
      candidates: candidates.length,
      leftOut: all.length - candidates.length,
      total: found.proof.total,
      evaluated: found.proof.evaluated,
      ruledOut: found.proof.ruledOut,
    },
  };
}

function openAnswers(plan: Plan, deciders: string[]): Candidate[] {
  return deciders.flatMap((id) => {
    const { question, index } = plan.stepOf.get(id)! as Step & { question: Question };
    return trialValues(question).map((to) => ({ question, index, to }));
  });
}

function ownChanges(plan: Plan, state: State): Candidate[] {
  return plan.steps.flatMap(({ question, index }) => {
    const given = state.raw[index];
    if (!question?.changeable || state.shown[index] !== true || given === undefined) return [];
    return trialValues(question).flatMap((to) => (to === given ? [] : [{ question, index, to }]));
  });
}

/** Everything the tier rests on, in the order of evaluation. */
function stepsBelow(plan: Plan, tier: Step): Step[] {
  const wanted = new Set<string>();
  const visit = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    for (const next of plan.stepOf.get(id)?.reads ?? []) visit(next);
  };
  visit(tier.id);
  return plan.steps.filter((step) => wanted.has(step.id));
}
