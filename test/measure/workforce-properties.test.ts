import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireOccupations } from '../../src/content/occupations.ts';
import { allowanceOf } from '../../src/measure/workforce/allowance.ts';
import { likelihoodOfShare } from '../../src/measure/workforce/displacement.ts';
import { assessWorkforce, measuredValues, OccupationTable, readWorkforce } from '../../src/measure/workforce/index.ts';

const RUNS = { numRuns: 20_000 };
const FEWER = { numRuns: 2_000 };
const table = new OccupationTable(requireOccupations());

const share = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const tasks = fc.array(
  fc.record({ name: fc.constant('t'), share: fc.constant(0.2), automatable: share, evidence: fc.constant('x') }),
  { minLength: 2, maxLength: 5 },
);
const groups = fc
  .record({ f: fc.tuple(share, fc.integer({ min: 0, max: 30 })), m: fc.tuple(share, fc.integer({ min: 0, max: 30 })) })
  .map(({ f, m }) => {
    const count = ([rate, total]: [number, number]) => ({ affected: 2 * Math.floor(rate * total), total: 2 * total });
    return { sex: { f: count(f), m: count(m) } };
  });
/** Even numbers throughout, so that each can be split in two. */
const occupation = fc
  .record({
    code: fc.constantFrom(...table.unitGroups.map(({ code }) => code)),
    classification: fc.constantFrom('isco08', 'vsco'),
    extra: fc.integer({ min: 1, max: 200 }),
    coverage: fc.oneof({ weight: 4, arbitrary: share as fc.Arbitrary<number | string> }, fc.constant('unknown')),
    intent: fc.constantFrom('replace', 'mixed', 'assist', 'unknown'),
    technology: fc.constantFrom('generative', 'generative', 'robotics', 'vision', 'unknown'),
    tasks: fc.option(tasks, { nil: undefined }),
    groups: fc.option(groups, { nil: undefined }),
    planned: fc.option(
      fc.record({ kept: fc.constant(0), retrained: fc.constant(0), ended: fc.constant(0) }, { requiredKeys: [] }),
      { nil: undefined },
    ),
  })
  .map(({ extra, ...rest }) => {
    const people = rest.groups ? rest.groups.sex.f.total + rest.groups.sex.m.total : 0;
    return { ...rest, headcount: people + 2 * extra };
  });
type Occupation = typeof occupation extends fc.Arbitrary<infer T> ? T : never;
const occupations = fc.array(occupation, { minLength: 1, maxLength: 6 });

function report(list: readonly Occupation[]) {
  const read = readWorkforce({ occupations: list }, table);
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return assessWorkforce(read.input, { table, asOf: '2026-11-22' });
}

const close = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

function finite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(finite);
}

const half = (entry: Occupation): Occupation => ({
  ...entry,
  headcount: entry.headcount / 2,
  groups: entry.groups && {
    sex: {
      f: { affected: entry.groups.sex.f.affected / 2, total: entry.groups.sex.f.total / 2 },
      m: { affected: entry.groups.sex.m.affected / 2, total: entry.groups.sex.m.total / 2 },
    },
  },
});

describe('workforce report', () => {
  it('low ≤ point ≤ high, within 0 and the headcount', () => {
    fc.assert(
      fc.property(occupations, (list) => {
        const { displaced, likelihood, people, state } = report(list);
        for (const [{ low, point, high }, most] of [
          [displaced.fte, people.headcount],
          [displaced.share, 1],
          [likelihood, 1],
        ] as const) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual((point ?? low) + 1e-9);
          expect(point ?? high).toBeLessThanOrEqual(high + 1e-9);
          expect(high).toBeLessThanOrEqual(most + 1e-9);
        }
        expect(state === 'open').toBe(displaced.share.point === null);
      }),
      RUNS,
    );
  });

  it('more coverage never lowers the displacement', () => {
    fc.assert(
      fc.property(occupations, share, (list, more) => {
        const [first, ...rest] = list;
        if (typeof first!.coverage === 'string') return;
        const wider = { ...first!, coverage: Math.max(first!.coverage as number, more) };
        const [before, after] = [report(list).displaced.fte, report([wider, ...rest]).displaced.fte];
        expect(after.low).toBeGreaterThanOrEqual(before.low - 1e-9);
        expect(after.high).toBeGreaterThanOrEqual(before.high - 1e-9);
        if (before.point !== null && after.point !== null)
          expect(after.point).toBeGreaterThanOrEqual(before.point - 1e-9);
      }),
      RUNS,
    );
  });

  it('not knowing never lowers the risk: the upper end does not fall, and a point value does not appear', () => {
    const unknowns = [
      (entry: Occupation) => ({ ...entry, coverage: 'unknown' }),
      (entry: Occupation) => ({ ...entry, intent: 'unknown' }),
      (entry: Occupation) => ({ ...entry, technology: 'unknown', tasks: undefined }),
      (entry: Occupation) => ({ ...entry, technology: 'robotics', tasks: undefined }),
    ] as ((entry: Occupation) => Occupation)[];
    fc.assert(
      fc.property(occupations, fc.integer({ min: 0, max: 3 }), (list, which) => {
        const [first, ...rest] = list;
        const [before, after] = [report(list), report([unknowns[which]!(first!), ...rest])];
        expect(after.displaced.share.high).toBeGreaterThanOrEqual(before.displaced.share.high - 1e-9);
        expect(after.likelihood.high).toBeGreaterThanOrEqual(before.likelihood.high - 1e-9);
        if (before.state === 'open') expect(after.state).toBe('open');
        if (after.state === 'measured') expect(after.displaced.share.point).toBe(before.displaced.share.point);
      }),
      RUNS,
    );
  });

  it('the order of occupations changes no byte', () => {
    fc.assert(
      fc.property(occupations, fc.nat(), (list, turn) => {
        const turned = list.map((_, index) => list[(index + turn) % list.length]!).reverse();
        expect(JSON.stringify(report(turned))).toBe(JSON.stringify(report(list)));
      }),
      RUNS,
    );
  });

  it('an occupation split in two halves changes nothing', () => {
    fc.assert(
      fc.property(occupations, (list) => {
        const [first, ...rest] = list;
        const [whole, split] = [report(list), report([half(first!), half(first!), ...rest])];
        for (const key of ['low', 'point', 'high'] as const) {
          expect(close(whole.displaced.fte[key], split.displaced.fte[key])).toBe(true);
          expect(close(whole.displaced.share[key], split.displaced.share[key])).toBe(true);
          expect(close(whole.likelihood[key], split.likelihood[key])).toBe(true);
        }
        expect(split.state).toBe(whole.state);
        expect(split.people).toEqual(whole.people);
        expect(split.displaced.openPeople).toBe(whole.displaced.openPeople);
        expect(JSON.stringify(split.distribution)).toBe(JSON.stringify(whole.distribution));
      }),
      RUNS,
    );
  });

  it('holds no NaN and no infinity, and its values are plain', () => {
    fc.assert(
      fc.property(occupations, (list) => {
        const result = report(list);
        expect(finite(result)).toBe(true);
        for (const value of Object.values(measuredValues(result)))
          expect(['number', 'boolean', 'string']).toContain(typeof value);
      }),
      FEWER,
    );
  });
});

describe('scales', () => {
  it('the likelihood is monotone, continuous, and at its marks where the method says', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(likelihoodOfShare(low)).toBeLessThanOrEqual(likelihoodOfShare(high));
        // No part is steeper than 12.5.
        expect(likelihoodOfShare(high) - likelihoodOfShare(low)).toBeLessThanOrEqual(12.5 * (high - low) + 1e-12);
      }),
      RUNS,
    );
    expect([0, 0.02, 0.1, 0.3, 1].map(likelihoodOfShare)).toEqual([0, 0.25, 0.5, 1, 1]);
  });

  it('more service or a higher wage never lowers the allowance, more insured time never raises it', () => {
    const months = fc.integer({ min: 0, max: 40_000 }).map((hundredths) => hundredths / 100);
    const wages = fc.integer({ min: 0, max: 600_000_000 });
    fc.assert(
      fc.property(months, months, months, wages, wages, (service, insured, more, wage, raise) => {
        const pay = (serviceMonths: number, insuredMonths: number, sixMonthWages: number) =>
          allowanceOf({
            label: null,
            people: 1,
            serviceMonths,
            insuredMonths: Math.min(serviceMonths, insuredMonths),
            paidMonths: 0,
            sixMonthWages,
            terminatedOn: null,
          }).total;
        const base = pay(service, insured, wage);
        expect(Number.isSafeInteger(base)).toBe(true);
        expect(pay(service, insured, wage + raise)).toBeGreaterThanOrEqual(base);
        expect(pay(service, insured + more, wage)).toBeLessThanOrEqual(base);
        if (insured <= service) expect(pay(service + more, insured, wage)).toBeGreaterThanOrEqual(base);
        if (service >= 12) expect(base).toBeGreaterThanOrEqual(Math.floor(wage / 3));
      }),
      RUNS,
    );
  });
});

describe('reader', () => {
  it('never throws, whatever it is given', () => {
    const keys = [
      'occupations',
      'technology',
      'code',
      'headcount',
      'coverage',
      'intent',
      'tasks',
      'groups',
      'planned',
      'plan',
      'allowance',
      'notices',
      'consultation',
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(
          null,
          true,
          0,
          -1,
          0.5,
          'unknown',
          'none',
          '',
          '8153',
          'generative',
          '2026-11-22',
          Number.NaN,
        ),
        fc.string(),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys), tie('any'), { maxKeys: 6 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (raw) => {
        const read = readWorkforce(raw, table);
        if ('input' in read) finite(assessWorkforce(read.input, { table }));
        else expect(read.issues.length).toBeGreaterThan(0);
      }),
      FEWER,
    );
  });
});
