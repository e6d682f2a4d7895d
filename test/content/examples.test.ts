import { describe, expect, it } from 'vitest';
import { hashAnswers } from '../../src/content/hash.ts';
import { type AnswerSet, addDays, type Result } from '../../src/engine/index.ts';
import { engine, loaded } from '../support/content.ts';

const { examples } = loaded;
const on = (answerSet: AnswerSet, asOf: string): Result => {
  const moved = { ...answerSet, asOf };
  return engine.assess(moved, hashAnswers(moved));
};

/** What the law asks on a day, without the words: enough to see which duties a day changes. */
function duties({ classification, obligations }: Result): Record<string, string> {
  const lines = obligations
    .filter(({ applies }) => applies !== 'no')
    .map(({ id, applies, deadline }) => [id, `${applies} ${deadline.state} ${deadline.date ?? ''}`] as const);
  return { tier: classification.possibleTiers.join('|'), ...Object.fromEntries(lines) };
}

function changed(before: Record<string, string>, after: Record<string, string>): Record<string, [string, string]> {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return Object.fromEntries(
    ids.filter((id) => before[id] !== after[id]).map((id) => [id, [before[id] ?? '–', after[id] ?? '–']]),
  );
}

describe('example systems', () => {
  it('there are at least 15', () => {
    expect(examples.length).toBeGreaterThanOrEqual(15);
  });

  it.each(examples.map((example) => [example.id, example] as const))(
    '%s computes on every boundary date and the day before',
    (_id, { answerSet }) => {
      for (const date of engine.boundaries) {
        for (const day of [addDays(date, -1), date]) {
          const result = on(answerSet, day);
          expect(result.classification.possibleTiers.length).toBeGreaterThan(0);
          expect(JSON.stringify(result)).toBe(JSON.stringify(on(answerSet, day)));
        }
      }
    },
  );

  it.each(examples.map((example) => [example.id, example] as const))(
    '%s has the reviewed conclusions',
    (id, { answerSet }) => {
      const { classification } = on(answerSet, answerSet.asOf);
      const { tier, possibleTiers, highRiskRow, conformityRoute, impactAssessment, unsettled } = classification;
      expect({
        id,
        tier,
        possibleTiers,
        highRiskRow,
        conformityRoute,
        impactAssessment,
        unsettled: unsettled.map((point) => point.id),
      }).toMatchSnapshot();
    },
  );

  it.each(['2026-03-01', '2026-08-15', '2027-03-01', '2027-09-01'])(
    'on %s exactly the reviewed duties change',
    (date) => {
      const changes = Object.fromEntries(
        examples.map(({ id, answerSet }) => [
          id,
          changed(duties(on(answerSet, addDays(date, -1))), duties(on(answerSet, date))),
        ]),
      );
      expect(changes).toMatchSnapshot();
    },
  );

  it('a typical low-risk system is done in at most 15 questions', () => {
    const { answerSet } = examples.find(({ id }) => id === 'demand-forecasting')!;
    expect(on(answerSet, answerSet.asOf).classification.tier).toBe('low');
    expect(answerSet.answers.size).toBeLessThanOrEqual(15);
    expect(on(answerSet, answerSet.asOf).open.filter(({ conditional }) => !conditional)).toEqual([]);
  });

  it('the answers of an example are those its questions ask for', () => {
    for (const { id, answerSet } of examples) {
      const { plan, state } = engine.evaluate(answerSet);
      const hidden = [...answerSet.answers.keys()].filter(
        (question) => state.shown[plan.stepOf.get(question)!.index] === false,
      );
      expect({ id, hidden }).toEqual({ id, hidden: [] });
    }
  });
});
