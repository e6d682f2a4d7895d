/** @module Finds questions that no combination of answers can ever show. */

import { trialValues } from '../engine/deciders.ts';
import { Explainer } from '../engine/explain.ts';
import { type Content, Engine, type Value } from '../engine/index.ts';
import { evaluate, type Plan } from '../engine/program.ts';
import type { Collected } from './collect.ts';
import type { ContentIssue } from './issues.ts';
import { eachQuestion } from './names.ts';

/** Evaluations spent on one question before it counts as reachable for want of proof. */
const BUDGET = 3_000;

/**
 * Looks at the newest version of each questionnaire, all asked together.
 * @returns one issue for each question whose `show_if` holds for no answer set, on no date on which some rule changes.
 *   The search answers one open question after the other and backs out of what is false.
 */
export function checkReach({ parts, places }: Collected, content: Content): ContentIssue[] {
  const engine = new Engine(content);
  const newest = [...new Map(parts.questionnaires.map((entry) => [entry.id, entry])).values()];
  const issues: ContentIssue[] = [];
  for (const questionnaire of newest) {
    const { source } = places.get(questionnaire)!;
    const dates = engine.boundaries.filter((date) => date >= questionnaire.applies_from).reverse();
    eachQuestion(questionnaire, ({ id, show_if: showIf }, path) => {
      if (showIf === undefined || dates.some((date) => canShow(engine.planFor(newest, date).plan, id, date))) return;
      const message = `no answers can ever show '${id}'`;
      const fix = 'correct show_if, or remove the question';
      issues.push(source.issue([...path, 'show_if'], 'unreachable_question', message, fix));
    });
  }
  return issues;
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
    const support = [...new Explainer(plan, state).of(step.question!.show_if!)];
    const open = support
      .map((id) => plan.stepOf.get(id))
      .find((candidate) => candidate?.kind === 'answer' && !answers.has(candidate.id) && candidate.id !== questionId);
    // Unsettled law may yet be settled; but what no questionnaire asks any more, and no rule gives, stays unknown.
    if (!open) return support.some((id) => plan.stepOf.has(id));
    // Dates, numbers and texts are not tried: no proof that they rule the question out.
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
