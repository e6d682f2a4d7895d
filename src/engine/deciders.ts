/**
 * @module The open questions that could still change the tier, most decisive first, and the smallest changes that
 * would settle or lower it. Both re-evaluate only what depends on the question that is tried.
 */
import type { Question, Value } from './content.ts';
import type { Explainer } from './explain.ts';
import type { Plan, State, Step } from './program.ts';
import { possibleValues } from './program.ts';
import type { Action } from './result.ts';

/** Steps whose value can change when a question changes, restricted to what the tier reads; in evaluation order. */
export class Retrial {
  private readonly relevant: Step[];
  private readonly cache = new Map<string, Step[]>();

  constructor(
    private readonly plan: Plan,
    private readonly tier: Step,
  ) {
    const wanted = new Set<string>();
    const visit = (id: string): void => {
      if (wanted.has(id)) return;
      wanted.add(id);
      for (const next of plan.stepOf.get(id)?.reads ?? []) visit(next);
    };
    visit(tier.id);
    this.relevant = plan.steps.filter((step) => wanted.has(step.id));
  }

  private affectedBy(questionId: string): Step[] {
    const cached = this.cache.get(questionId);
    if (cached) return cached;
    const touched = new Set([questionId]);
    const affected = this.relevant.filter((step) => {
      if (step.id !== questionId && !step.reads.some((id) => touched.has(id))) return false;
      touched.add(step.id);
      return true;
    });
    this.cache.set(questionId, affected);
    return affected;
  }

  /** Tiers still possible if the question were answered with `value`, everything else staying as it is. */
  possibleTiers(state: State, questionId: string, value: Value): string[] {
    const { index } = this.plan.stepOf.get(questionId)!;
    const trial: State = { env: [...state.env], raw: [...state.raw], shown: [...state.shown] };
    trial.raw[index] = value;
    for (const step of this.affectedBy(questionId)) step.run(trial);
    return possibleValues(this.tier, trial);
  }
}

/** Answers worth trying: every single option; dates, numbers and texts have no finite list and are not tried. */
export function trialValues(question: Question): Value[] {
  switch (question.type) {
    case 'boolean':
      return [true, false];
    case 'choice':
      return question.options!.map(({ id }) => id);
    case 'choices':
      return [[], ...question.options!.map(({ id }) => [id])];
    default:
      return [];
  }
}

/**
 * @returns ids of open questions in the support of the undetermined tier. Most decisive first: fewest tiers left on
 *   average over the possible answers, then fewest in the best case, then questionnaire order. Questions that branching
 *   may still hide come after those that can be asked now.
 */
export function rankDeciders(plan: Plan, state: State, explainer: Explainer, tier: Step, retrial: Retrial): string[] {
  if (state.env[tier.index] !== undefined) return [];
  const current = possibleValues(tier, state).length;
  const candidates = [...explainer.ofVariable(tier.id)].flatMap((id) => {
    const step = plan.stepOf.get(id);
    if (step?.kind !== 'answer' || state.raw[step.index] !== undefined) return [];
    const left = trialValues(step.question!).map((value) => retrial.possibleTiers(state, id, value).length);
    const average = left.length > 0 ? left.reduce((sum, count) => sum + count, 0) / left.length : current;
    const best = left.length > 0 ? Math.min(...left) : current;
    return [{ id, conditional: state.shown[step.index] !== true, average, best, order: step.index }];
  });
  candidates.sort(
    (a, b) =>
      Number(a.conditional) - Number(b.conditional) || a.average - b.average || a.best - b.best || a.order - b.order,
  );
  return candidates.map(({ id }) => id);
}

/** How severe a tier is, for telling which change lowers it. */
export const SEVERITY = ['low', 'medium', 'high', 'prohibited'];

/** How many open questions are tried for a settling answer; the list must stay readable. */
const SETTLING_QUESTIONS = 3;

/** What a change would do to the tier, in words. */
export function effectOf(tier: Step, possible: string[]): Action['effect'] {
  const titleOf = new Map(tier.decision!.definition.values.map(({ id, title }) => [id, title]));
  const settled = possible.length === 1 ? possible[0]! : undefined;
  const names = possible.map((id) => titleOf.get(id)!);
  return {
    tier: (settled ?? 'undetermined') as Action['effect']['tier'],
    possibleTiers: possible as Action['effect']['possibleTiers'],
    text: {
      vi: `${settled ? 'Kết quả phân loại' : 'Các kết quả còn có thể'}: ${names.map((name) => name.vi).join('; ')}`,
      en: `${settled ? 'Classification' : 'Still possible'}: ${names.map((name) => name.en).join('; ')}`,
    },
  };
}

/**
 * Single changes that lower a settled tier (only where a question says an organisation can change the matter), or
 * single answers that settle an open one. Nothing is suggested for prohibited acts: the remedy there is to stop.
 */
export function smallestChanges(plan: Plan, state: State, tier: Step, deciders: string[], retrial: Retrial): Action[] {
  const current = state.env[tier.index] as string | undefined;
  const actions: Action[] = [];
  const consider = (question: Question, value: Value, accept: (possible: string[]) => boolean): void => {
    const possible = retrial.possibleTiers(state, question.id, value);
    if (!accept(possible)) return;
    actions.push({
      change: { questionId: question.id, to: value, text: question.changeable ?? question.text },
      effect: effectOf(tier, possible),
    });
  };
  if (current === undefined) {
    for (const id of deciders.slice(0, SETTLING_QUESTIONS)) {
      const { question, index } = plan.stepOf.get(id)! as Step & { question: Question };
      if (state.shown[index] !== true) continue;
      for (const value of trialValues(question)) consider(question, value, (possible) => possible.length === 1);
    }
    return actions;
  }
  const severity = SEVERITY.indexOf(current);
  if (current === 'prohibited' || severity <= 0) return actions;
  for (const step of plan.steps) {
    if (!step.question?.changeable || state.shown[step.index] !== true || state.raw[step.index] === undefined) continue;
    for (const value of trialValues(step.question)) {
      if (value === state.raw[step.index]) continue;
      consider(step.question, value, (possible) => possible.every((id) => SEVERITY.indexOf(id) < severity));
    }
  }
  return actions;
}
