import { describe, expect, it } from 'vitest';
import { hashAnswers } from '../../src/content/hash.ts';
import { type AnswerSet, addDays, type Result } from '../../src/engine/index.ts';
import { engine, loaded } from '../support/content.ts';

const { examples } = loaded;
const on = (answerSet: AnswerSet, asOf: string): Result => {
  const moved = { ...answerSet, asOf };
  return engine.assess(moved, hashAnswers(moved));
};

/** What is concluded on a day, without words and without deadlines that only come nearer. */
function conclusions({ classification, obligations, ethicsFramework }: Result): Map<string, string> {
  const map = new Map([['tier', classification.possibleTiers.join('|')]]);
  for (const { id, applies, status, deadline } of obligations) {
    if (applies !== 'no') map.set(id, `${applies} ${status}${deadline.state === 'grace' ? ' (grace)' : ''}`);
  }
  for (const { id, force } of ethicsFramework.frameworks) map.set(id, force);
  for (const { ref, level } of ethicsFramework.points) map.set(`point ${ref}`, level);
  for (const { id, value } of classification.transitions) map.set(id, value ?? 'open');
  return map;
}

/** One line: what came, what went, what became another. Many that came with one state are listed together. */
function changes(before: Map<string, string>, after: Map<string, string>): string {
  const byKind = new Map<string, string[]>();
  for (const id of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [from, to] = [before.get(id), after.get(id)];
    if (from === to) continue;
    const kind = from === undefined ? `+ ${to}` : to === undefined ? '−' : `${from} → ${to}`;
    byKind.set(kind, [...(byKind.get(kind) ?? []), id]);
  }
  return [...byKind].map(([kind, ids]) => `${kind}: ${ids.join(' ')}`).join('; ');
}

/** Days on which a rule begins or has ended, or a transition period is over, since the Law was passed. */
const DAYS = [
  ...new Set([
    ...engine.boundaries,
    ...loaded.content.decisions.flatMap(({ values }) => values.flatMap(({ date }) => date ?? [])),
  ]),
]
  .filter((date) => date >= '2025-12-10')
  .sort();

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

  it.each(DAYS)('on %s exactly the reviewed conclusions change', (date) => {
    const lines = examples.map(({ id, answerSet }) => [
      id,
      changes(conclusions(on(answerSet, addDays(date, -1))), conclusions(on(answerSet, date))),
    ]);
    expect(Object.fromEntries(lines)).toMatchSnapshot();
  });

  it('between two such days nothing changes, but for the dates of the organisation itself', () => {
    for (const { id, answerSet } of examples) {
      const own = [...answerSet.answers.values()].flatMap(({ value }) =>
        /^\d{4}-/.test(String(value)) ? String(value) : [],
      );
      DAYS.forEach((date, index) => {
        const next = DAYS[index + 1];
        if (next === undefined || addDays(date, 1) === next) return;
        if (own.some((day) => day >= date && day < next)) return;
        const inside = changes(conclusions(on(answerSet, date)), conclusions(on(answerSet, addDays(next, -1))));
        expect({ id, date, inside }).toEqual({ id, date, inside: '' });
      });
    }
  });

  it('a typical low-risk system is classified in at most 15 questions', () => {
    const { answerSet } = examples.find(({ id }) => id === 'demand-forecasting')!;
    expect(on(answerSet, answerSet.asOf).classification.tier).toBe('low');
    const triage = answerSet.questionnaires.find(({ id }) => id === 'vn-ai-triage')!;
    const asked = triage.sections.flatMap(({ questions }) => questions).filter(({ id }) => answerSet.answers.has(id));
    expect(asked.length).toBeLessThanOrEqual(15);
  });

  it('a low-risk private chatbot is asked at most 60 questions over all questionnaires', () => {
    const { answerSet } = examples.find(({ id }) => id === 'customer-service-chatbot')!;
    const answers = new Map(answerSet.answers);
    const say = (id: string, value: string | boolean | string[]): void => {
      answers.set(id, { value, state: 'known' });
    };
    // The shop of the example, told from the first word that it is no person, and with nothing special about its data.
    say('transparency.taken-for-human', false);
    say('privacy.circumstances', []);
    const plain = { ...answerSet, answers };
    const { plan, state } = engine.evaluate(plain);
    expect(on(plain, plain.asOf).classification.tier).toBe('low');
    const asked = [...plan.stepOf.values()].filter(
      ({ kind, index }) => kind === 'answer' && state.shown[index] !== false,
    );
    expect(asked.length).toBeLessThanOrEqual(60);
    expect(asked.length).toBeGreaterThan(40);
  });

  it('every example but the incomplete one leaves at most a few questions open', () => {
    for (const { id, answerSet } of examples) {
      const open = on(answerSet, answerSet.asOf).open.filter(({ conditional }) => !conditional);
      const unanswered = open.filter(({ state }) => state === 'unanswered').map(({ questionId }) => questionId);
      if (id === 'incomplete-startup') expect(unanswered.length).toBeGreaterThan(10);
      else expect({ id, unanswered }).toEqual({ id, unanswered: [] });
    }
  });

  it('one example contradicts itself, and only that one', () => {
    const found = examples.flatMap(({ id, answerSet }) =>
      on(answerSet, answerSet.asOf)
        .findings.filter(({ kind }) => kind === 'contradiction')
        .map((finding) => `${id}: ${finding.id}`),
    );
    expect(found).toEqual(['demand-forecasting: contradiction.nobody-touched']);
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
