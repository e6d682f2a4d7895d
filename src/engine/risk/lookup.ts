/** @module What a mapping may ask about one evaluated answer set; logic is compiled by the same plan as all other rules. */
import { becauseOf, type Evaluated } from '../classify.ts';
import type { Logic, Value } from '../content.ts';
import type { Tri } from '../logic.ts';
import type { Because } from '../result.ts';

/** An answer as given, with the grade of its evidence where one is stated. */
export interface GradedAnswer {
  state: 'known' | 'unknown' | 'not_applicable';
  value: Value | null;
  note?: string;
  evidence_grade?: string;
}

export interface RiskLookup {
  /** Value of a rule; `undefined` is unknown. */
  value: (logic: Logic) => Tri;
  /** The answers that carry a rule's value, or leave it open. */
  because: (logic: Logic) => Because[];
  /** What the rules take for the answer to a question, after branching. */
  variable: (questionId: string) => Tri;
  /** The answer itself; `undefined` where there is none, or where branching hides the question. */
  answer: (questionId: string) => GradedAnswer | undefined;
}

export function lookupOf(evaluated: Evaluated): RiskLookup {
  const { explainer, plan, state, answerSet } = evaluated;
  const indexOf = (id: string): number => plan.slotOf(id).index;
  return {
    value: (logic) => explainer.value(logic),
    because: (logic) => becauseOf(evaluated, explainer.of(logic)),
    variable: (id) => state.env[indexOf(id)] as Tri,
    answer: (id) => (state.shown[indexOf(id)] === false ? undefined : answerSet.answers.get(id)),
  };
}
