import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/engine/content.ts';
import type { AnswerSet, Tier } from '../../src/engine/index.ts';
import type { Result } from '../../src/engine/result.ts';
import { engine, loaded } from '../support/content.ts';

const questionnaire = loaded.content.questionnaires.find(({ id }) => id === 'vn-ai-triage')!;
const questions = questionnaire.sections.flatMap((section) => section.questions);

type Known = Record<string, boolean | string | string[]>;

const DATES = [
  '2025-06-01',
  '2026-02-28',
  '2026-03-01',
  '2026-08-14',
  '2026-08-15',
  '2027-02-15',
  '2027-03-01',
  '2028-01-01',
];
const AS_OF = ['2026-02-28', '2026-03-15', '2026-06-01', '2026-11-22', '2027-03-01', '2027-09-01'];

function anyAnswer(question: Question): fc.Arbitrary<boolean | string | string[]> {
  const ids = question.options?.map(({ id }) => id) ?? [];
  switch (question.type) {
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...ids);
    case 'choices':
      // Few options at once: an organisation that ticks everything is not the interesting case.
      return fc.subarray(ids, { maxLength: 2 });
    default:
      return fc.constantFrom(...DATES);
  }
}

/** A complete answer set; favours "yes" on rows so that deep branches are reached. */
const complete: fc.Arbitrary<Known> = fc
  .tuple(fc.record(Object.fromEntries(questions.map((question) => [question.id, anyAnswer(question)]))), fc.boolean())
  .map(([answers, ordinary]) =>
    ordinary
      ? ({
          ...answers,
          'scope.kind': 'system',
          'scope.viet-nam': true,
          'scope.regime': [],
          'prohibited.screen': [],
        } as Known)
      : (answers as Known),
  );

function setOf(known: Known, asOf: string): AnswerSet {
  return {
    asOf,
    questionnaires: [questionnaire],
    system: { name: 'P' },
    answers: new Map(Object.entries(known).map(([id, value]) => [id, { value, state: 'known' as const }])),
    datasets: [],
    earlierAnswers: {},
    measurements: [],
  };
}

const assess = (known: Known, asOf: string): Result => engine.assess(setOf(known, asOf), '');
const without = (known: Known, hidden: readonly string[]): Known =>
  Object.fromEntries(Object.entries(known).filter(([id]) => !hidden.includes(id)));
const ids = questions.map(({ id }) => id);
const asOf = fc.constantFrom(...AS_OF);
const differing = (a: Known, b: Known): string[] => ids.filter((id) => JSON.stringify(a[id]) !== JSON.stringify(b[id]));

describe('properties of the classification over the shipped rules', () => {
  it('the order of answers never matters', () => {
    fc.assert(
      fc.property(complete, asOf, fc.func(fc.integer()), (known, day, key) => {
        const shuffled = Object.fromEntries(Object.entries(known).sort(([a], [b]) => key(a) - key(b)));
        expect(JSON.stringify(assess(shuffled, day))).toBe(JSON.stringify(assess(known, day)));
      }),
      { numRuns: 200 },
    );
  });

  it('answering an unknown never adds a possible tier', () => {
    fc.assert(
      fc.property(complete, asOf, fc.subarray(ids), fc.subarray(ids), (known, day, hidden, kept) => {
        const fewer = without(known, hidden);
        const more = without(
          known,
          hidden.filter((id) => !kept.includes(id)),
        );
        const before = new Set<Tier>(assess(fewer, day).classification.possibleTiers);
        for (const tier of assess(more, day).classification.possibleTiers) expect(before.has(tier)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it('two completions with different tiers: undetermined, both possible, and a decider on which they differ', () => {
    let differed = 0;
    fc.assert(
      fc.property(complete, complete, fc.subarray(ids), asOf, (one, other, open, day) => {
        const partial = without(one, open);
        const second: Known = { ...one, ...Object.fromEntries(open.map((id) => [id, other[id]!])) };
        const [a, b] = [assess(one, day).classification, assess(second, day).classification];
        const now = assess(partial, day).classification;
        for (const tier of [...a.possibleTiers, ...b.possibleTiers]) expect(now.possibleTiers).toContain(tier);
        if (JSON.stringify(a.possibleTiers) === JSON.stringify(b.possibleTiers)) return;
        differed += 1;
        expect(now.tier).toBe('undetermined');
        const differ = differing(one, second);
        expect(now.deciders.some((id) => differ.includes(id))).toBe(true);
      }),
      { numRuns: 1_500 },
    );
    expect(differed).toBeGreaterThan(100);
  });

  it('a settled tier stays when an open answer comes in, whatever it is', () => {
    fc.assert(
      fc.property(complete, fc.subarray(ids), asOf, (known, hidden, day) => {
        const { tier } = assess(without(known, hidden), day).classification;
        if (tier !== 'undetermined') expect(assess(known, day).classification.tier).toBe(tier);
      }),
      { numRuns: 1_000 },
    );
  });

  it('with every question answered, only unsettled law leaves a tier open', () => {
    fc.assert(
      fc.property(complete, asOf, (known, day) => {
        const { classification } = assess(known, day);
        if (classification.tier !== 'undetermined') return;
        expect(classification.unsettled.length).toBeGreaterThan(0);
        expect(classification.deciders).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('"don\'t know" and silence give the same conclusions', () => {
    fc.assert(
      fc.property(complete, fc.subarray(ids), asOf, (known, hidden, day) => {
        const silent = setOf(without(known, hidden), day);
        const doubtful: AnswerSet = { ...silent, answers: new Map(silent.answers) };
        for (const id of hidden) doubtful.answers.set(id, { value: null, state: 'unknown' });
        const { open: openSilent, ...rest } = engine.assess(silent, '');
        const { open, ...other } = engine.assess(doubtful, '');
        expect(other).toEqual(rest);
        expect(open.map(({ questionId }) => questionId)).toEqual(openSilent.map(({ questionId }) => questionId));
      }),
      { numRuns: 200 },
    );
  });

  it('an empty answer set is undetermined, with every tier of the law possible and a first question to ask', () => {
    const { classification, open } = assess({}, '2026-11-22');
    expect(classification.tier).toBe('undetermined');
    expect(classification.possibleTiers).toEqual(['prohibited', 'high', 'medium', 'low', 'out_of_scope']);
    expect(classification.deciders[0]).toBe('scope.kind');
    expect(open[0]?.questionId).toBe('scope.kind');
  });
});
