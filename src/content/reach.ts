/** @module Finds questions that no combination of answers can ever show. */

import { trialValues } from '../engine/deciders.ts';
import { Explainer } from '../engine/explain.ts';
import { type Content, Engine, type Questionnaire, type Value } from '../engine/index.ts';
import { evaluate, type Plan } from '../engine/program.ts';

/** Evaluations spent on one question before it counts as reachable for want of proof. */
const BUDGET = 3_000;

/**
 * @returns ids of questions of `questionnaire` whose `show_if` is false for every answer set, on every date on which
 *   some rule changes. The search answers one open question after the other and backs out of what is false.
 */
export function unreachableQuestions(content: Content, questionnaire: Questionnaire): string[] {
  const engine = new Engine(content);
  const dates = engine.boundaries.filter((date) => date >= questionnaire.applies_from);
  const questions = questionnaire.sections.flatMap((section) => section.questions);
  return questions
    .filter(({ show_if }) => show_if !== undefined)
    .filter(
      ({ id }) => !dates.toReversed().some((date) => canShow(engine.planFor([questionnaire], date).plan, id, date)),
    )
    .map(({ id }) => id);
}

function canShow(plan: Plan, questionId: string, asOf: string): boolean {
  const step = plan.stepOf.get(questionId)!;
  let budget = BUDGET;
  const answers = new Map<string, Value>();
  const search = (): boolean => {
    budget -= 1;
    if (budget < 0) return true;
    const state = evaluate(plan, answers, asOf);
    const shown = state.shown[step.index];
    if (shown !== undefined) return shown;
    const open = [...new Explainer(plan, state).of(step.question!.show_if!)]
      .map((id) => plan.stepOf.get(id))
      .find((candidate) => candidate?.kind === 'answer' && !answers.has(candidate.id) && candidate.id !== questionId);
    // Only unsettled law, dates or texts stand in between: no answer can rule the question out.
    if (!open) return true;
    const values = trialValues(open.question!);
    if (values.length === 0) return true;
    for (const value of values) {
      answers.set(open.id, value);
      if (search()) return true;
    }
    answers.delete(open.id);
    return false;
  };
  return search();
}
