import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content, Value } from '../../src/engine/index.ts';
import { buildPlan, evaluate } from '../../src/engine/program.ts';
import { loaded } from '../support/content.ts';
import { evaluateByReference } from '../support/reference.ts';

/** The shipped content with every unsettled point decided, so that nothing is unknown to json-logic-js either. */
function settled(content: Content, decided: boolean): Content {
  return {
    ...content,
    parameters: content.parameters.map((parameter) => ({
      ...parameter,
      values: parameter.values.map((entry) => (entry.value === 'unknown' ? { ...entry, value: decided } : entry)),
    })),
  };
}

const questionnaires = loaded.content.questionnaires.filter(({ id }) => id === 'vn-ai-triage');
const questions = questionnaires.flatMap(({ sections }) => sections.flatMap((section) => section.questions));

const answers = fc
  .record(
    Object.fromEntries(
      questions.map(({ id, type, options }) => {
        const ids = (options ?? []).map((option) => option.id);
        const value: fc.Arbitrary<Value> =
          type === 'boolean'
            ? fc.boolean()
            : type === 'choice'
              ? fc.constantFrom(...ids)
              : type === 'choices'
                ? fc.subarray(ids, { maxLength: 3 })
                : fc.constantFrom('2026-01-15', '2026-09-01', '2027-04-01');
        return [id, value];
      }),
    ),
  )
  .map((record) => new Map(Object.entries(record)));

describe('the shipped rules', () => {
  it('give what json-logic-js gives wherever everything they read is known', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        answers,
        fc.boolean(),
        fc.constantFrom('2026-03-15', '2026-06-01', '2026-11-22'),
        (given, decided, asOf) => {
          const plan = buildPlan(settled(loaded.content, decided), questionnaires, asOf);
          const ours = evaluate(plan, given, asOf);
          const theirs = evaluateByReference(plan, given, asOf);
          const known = new Map(plan.steps.map((step) => [step.id, ours.env[step.index] !== undefined]));
          for (const step of plan.steps) {
            const value = ours.env[step.index];
            if (value === undefined || !step.reads.every((id) => id === 'as_of' || known.get(id))) continue;
            compared += 1;
            expect([step.id, value]).toEqual([step.id, theirs.get(step.id)]);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(50_000);
  });
});
