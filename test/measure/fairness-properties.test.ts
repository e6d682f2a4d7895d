import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumTallies, type Tally, tallyOf } from '../../src/measure/fairness/counts.ts';
import { isUnknown } from '../../src/measure/fairness/dataset.ts';
import {
  assessFairness,
  type Columns,
  type Confusion,
  countRows,
  countsOf,
  DIRECTIONS,
  type Direction,
  likelihoodOfGap,
  likelihoodOfRatio,
  readCounts,
} from '../../src/measure/fairness/index.ts';
import { holm } from '../../src/measure/fairness/significance.ts';
import { judge } from '../../src/measure/fairness/verdict.ts';
import { Dice } from '../engine/risk-helpers.ts';

const MANY = { numRuns: 20_000 };
/** For what takes many assertions a run. */
const FEWER = { numRuns: 2_000 };
const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 3_000 }));
const confusion = fc.record({ tp: count, fp: count, tn: count, fn: count });
// A group called "nan" or "null" would be read as people of unknown group.
const name = fc.stringMatching(/^[a-z]{1,6}$/).filter((word) => !isUnknown(word));
const groups = fc.dictionary(name, confusion, { minKeys: 1, maxKeys: 7 });
const direction = fc.constantFrom<Direction>(...DIRECTIONS);
/** The data are drawn from it: a hundred times faster than drawing every cell, and the seed builds a failing case again. */
const seed = fc.integer({ min: 0, max: 0xffffffff });

const report = (counts: Record<string, Confusion>, outcome: Direction) => {
  const read = readCounts({ groups: counts });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return assessFairness(read.dataset, outcome);
};

/** Groups of all sizes, small ones more often than large ones. */
function drawnGroups(dice: Dice): Record<string, Confusion> {
  const cell = (): number => (dice.chance(0.4) ? dice.int(0, 12) : dice.int(0, dice.chance(0.5) ? 60 : 3_000));
  return Object.fromEntries(
    Array.from({ length: dice.int(1, 7) }, (_, i) => [`g${i}`, { tp: cell(), fp: cell(), tn: cell(), fn: cell() }]),
  );
}

const HEADER = ['label', 'decision', 'sex', 'region', 'weight', 'stratum'];
/** Up to 120 people; how often someone is selected differs between groups. */
function drawnRows(dice: Dice): string[][] {
  const favour = { nam: dice.share(), nữ: dice.share(), '': 0.5, 'không rõ': 0.5 };
  return Array.from({ length: dice.int(1, 120) }, () => {
    const sex = dice.pick(['nam', 'nam', 'nam', 'nữ', 'nữ', 'nữ', '', 'không rõ'] as const);
    return [
      dice.chance(0.5) ? '1' : '0',
      dice.chance(favour[sex]) ? '1' : '0',
      sex,
      dice.pick(['bắc', 'trung', 'nam']),
      dice.pick(['0.25', '0.5', '1', '2', '3']),
      dice.pick(['a', 'b']),
    ];
  });
}
const COLUMNS: Columns = { label: 'label', prediction: 'decision', attributes: ['sex', 'region'] };
const fromRows = (table: readonly string[][], columns: Columns) => countRows([HEADER, ...table], columns);
const jsonOf = (value: unknown): string => JSON.stringify(value);
/** Equal bytes, without the cost of an assertion object in each of thousands of runs. */
function same(actual: unknown, expected: unknown): void {
  const [one, two] = [jsonOf(actual), jsonOf(expected)];
  if (one !== two) throw new Error(`not the same:\n${one}\n${two}`);
}

/** Reports agree but for the last digits. */
function near(one: unknown, two: unknown, path = ''): void {
  if (typeof one === 'number' && typeof two === 'number') {
    if (Math.abs(one - two) > 1e-9 * Math.max(1, Math.abs(one))) throw new Error(`${path}: ${one} ≠ ${two}`);
  } else if (typeof one !== 'object' || one === null || typeof two !== 'object' || two === null) {
    if (one !== two) throw new Error(`${path}: ${one} ≠ ${two}`);
  } else {
    const [a, b] = [one, two] as Record<string, unknown>[];
    for (const key of new Set([...Object.keys(a!), ...Object.keys(b!)])) near(a![key], b![key], `${path}/${key}`);
  }
}

/** Every number in a value is finite; undefined values are null. */
function finite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(finite);
}

describe('fairness report', () => {
  it('does not depend on the order of groups', () => {
    fc.assert(
      fc.property(seed, direction, (start, outcome) => {
        const dice = new Dice(start);
        const counts = drawnGroups(dice);
        same(report(Object.fromEntries(dice.shuffled(Object.entries(counts))), outcome), report(counts, outcome));
      }),
      MANY,
    );
  });

  it('is not changed by a group without people, but for listing it', () => {
    fc.assert(
      fc.property(seed, direction, fc.constantFrom('a', 'g3x', 'ZZZ'), (start, outcome, empty) => {
        const counts = drawnGroups(new Dice(start));
        // A draw of nobody at all is a group without people itself.
        const before = report(counts, outcome);
        const after = report({ ...counts, [empty]: { tp: 0, fp: 0, tn: 0, fn: 0 } }, outcome);
        for (const attribute of after.attributes)
          attribute.groups = attribute.groups.filter(({ name }) => name !== empty);
        same(after, before);
      }),
      MANY,
    );
  });

  it('holds no NaN or infinity, every gap has its reason, and intervals hold their value', () => {
    fc.assert(
      fc.property(groups, direction, (counts, outcome) => {
        const result = report(counts, outcome);
        expect(finite(result)).toBe(true);
        for (const attribute of result.attributes) {
          for (const { value, reason } of Object.values(attribute.summary))
            expect(value === null).toBe(reason !== undefined);
          for (const group of attribute.groups) {
            expect(group.rates === null).toBe(group.rows < 10);
            for (const { value, reason, interval } of Object.values(group.rates ?? {})) {
              expect(value === null).toBe(reason !== undefined);
              if (value === null) continue;
              expect(interval![0]).toBeLessThanOrEqual(value + 1e-12);
              expect(interval![1]).toBeGreaterThanOrEqual(value - 1e-12);
            }
          }
          for (const { comparisons, verdict, reason } of attribute.metrics) {
            expect(verdict === 'insufficient').toBe(reason !== undefined);
            for (const comparison of comparisons) {
              expect(comparison.verdict === 'insufficient').toBe(comparison.reason !== undefined);
              if (comparison.pHolm !== null) expect(comparison.pHolm).toBeGreaterThanOrEqual(comparison.p!);
              if (comparison.rate === null) expect(comparison.verdict).toBe('insufficient');
            }
          }
        }
      }),
      FEWER,
    );
  });

  it('never calls one group, or groups under ten people, free of disparity', () => {
    fc.assert(
      fc.property(
        confusion,
        fc.record({ tp: fc.nat(2), fp: fc.nat(2), tn: fc.nat(2), fn: fc.nat(2) }),
        direction,
        (big, small, outcome) => {
          expect(report({ only: big }, outcome).verdict).toBe('insufficient');
          expect(report({ a: small, b: small }, outcome).verdict).toBe('insufficient');
          expect(report({ a: big, unknown: big }, outcome).verdict).toBe('insufficient');
        },
      ),
      FEWER,
    );
  });

  it('keeps unknown values out of every comparison', () => {
    fc.assert(
      fc.property(groups, confusion, direction, (counts, unknown, outcome) => {
        const [before] = report(counts, outcome).attributes;
        const [after] = report({ ...counts, 'không rõ': unknown }, outcome).attributes;
        expect(after!.metrics).toEqual(before!.metrics);
        expect(after!.groups).toEqual(before!.groups);
        expect(after!.unknown.rows).toBe(tallyOf(unknown).rows);
      }),
      FEWER,
    );
  });

  it('is adverse only below four fifths and significant; no evidence only with the whole interval above', () => {
    fc.assert(
      fc.property(groups, direction, (counts, outcome) => {
        for (const { comparisons } of report(counts, outcome).attributes[0]!.metrics) {
          for (const { verdict, belowFourFifths, pHolm, ratioInterval } of comparisons) {
            if (verdict === 'adverse') expect(belowFourFifths && pHolm! < 0.05).toBe(true);
            if (verdict === 'no_evidence_of_disparity') expect(ratioInterval![0] >= 0.8 && !belowFourFifths).toBe(true);
          }
        }
      }),
      FEWER,
    );
  });
});

describe('counting rows', () => {
  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(seed, (start) => {
        const dice = new Dice(start);
        const table = drawnRows(dice);
        const columns = { ...COLUMNS, stratum: 'stratum' };
        same(fromRows(dice.shuffled(table), columns).dataset, fromRows(table, columns).dataset);
      }),
      MANY,
    );
  });

  it('gives the counts of a plain tally', () => {
    fc.assert(
      fc.property(seed, (start) => {
        const table = drawnRows(new Dice(start));
        const { dataset, parse } = fromRows(table, COLUMNS);
        const plain = new Map<string, Confusion>();
        for (const [label, decision, , region] of table) {
          const own = plain.get(region!) ?? { tp: 0, fp: 0, tn: 0, fn: 0 };
          own[`${label === decision ? 't' : 'f'}${decision === '1' ? 'p' : 'n'}`] += 1;
          plain.set(region!, own);
        }
        const [sex, region] = dataset!.attributes;
        same(
          region!.groups,
          [...plain].map(([name, own]) => ({ name, tally: tallyOf(own) })).sort((a, b) => (a.name < b.name ? -1 : 1)),
        );
        same(
          [parse.counted, sex!.unknownRows],
          [table.length, table.filter((entry) => !['nam', 'nữ'].includes(entry[2]!)).length],
        );
      }),
      MANY,
    );
  });

  it('rows give the report of their counts', () => {
    fc.assert(
      fc.property(seed, direction, fc.boolean(), (start, outcome, stratified) => {
        const columns = { ...COLUMNS, crossed: 1 as const, ...(stratified ? { stratum: 'stratum' } : {}) };
        const dataset = fromRows(drawnRows(new Dice(start)), columns).dataset!;
        const read = readCounts(JSON.parse(jsonOf(countsOf(dataset))));
        // A file in which no one's group is known has no group to write down.
        if ('issues' in read) throw new Error(jsonOf(read.issues));
        same(assessFairness(read.dataset, outcome), assessFairness(dataset, outcome));
      }),
      MANY,
    );
  });

  const view = (data: string[][], outcome: Direction) =>
    assessFairness(
      fromRows(data, { ...COLUMNS, crossed: 1, weight: 'weight', stratum: 'stratum' }).dataset!,
      outcome,
    ).attributes.map(({ groups: listed, ...rest }) => ({
      ...rest,
      groups: listed.map(({ counts: _, ...group }) => group),
    }));
  const scaled = (table: readonly string[][], factor: number): string[][] =>
    table.map((entry) => entry.with(4, String(Number(entry[4]) * factor)));

  it('scaling all weights changes nothing but their sums', () => {
    fc.assert(
      fc.property(seed, fc.constantFrom(0.25, 2, 8, 1024), direction, (start, factor, outcome) => {
        const table = drawnRows(new Dice(start));
        same(view(scaled(table, factor), outcome), view(table, outcome));
      }),
      MANY,
    );
  });

  it('scaling by numbers that doubles cannot hold changes the last digits only', () => {
    fc.assert(
      fc.property(seed, fc.constantFrom(0.1, 3, 7.3, 1e6), direction, (start, factor, outcome) => {
        const table = drawnRows(new Dice(start));
        near(view(scaled(table, factor), outcome), view(table, outcome));
      }),
      MANY,
    );
  });

  it('the counts of the pieces of a file add up to those of the file', () => {
    fc.assert(
      fc.property(seed, (start) => {
        const dice = new Dice(start);
        const table = drawnRows(dice);
        const cut = dice.int(0, table.length);
        const merged = new Map<string, Tally>();
        for (const piece of [table.slice(0, cut), table.slice(cut)]) {
          if (piece.length === 0) continue;
          for (const { parts, groups: listed } of fromRows(piece, COLUMNS).dataset!.attributes) {
            for (const { name, tally } of listed) {
              const key = `${parts.join()}:${name}`;
              merged.set(key, sumTallies([...(merged.has(key) ? [merged.get(key)!] : []), tally]));
            }
          }
        }
        const whole = fromRows(table, COLUMNS).dataset!.attributes.flatMap(({ parts, groups: listed }) =>
          listed.map(({ name, tally }) => [`${parts.join()}:${name}`, tally] as const),
        );
        same(
          [...merged].sort(([a], [b]) => (a < b ? -1 : 1)),
          whole.sort(([a], [b]) => (a < b ? -1 : 1)),
        );
      }),
      MANY,
    );
  });

  it('weights of 1 are no weights', () => {
    fc.assert(
      fc.property(seed, (start) => {
        const table = drawnRows(new Dice(start));
        const ones = table.map((entry) => entry.with(4, '1'));
        same(fromRows(ones, { ...COLUMNS, weight: 'weight' }).dataset, fromRows(ones, COLUMNS).dataset);
      }),
      FEWER,
    );
  });

  it('strata add up to the whole', () => {
    fc.assert(
      fc.property(seed, (start) => {
        const table = drawnRows(new Dice(start));
        const [sex] = fromRows(table, { ...COLUMNS, stratum: 'stratum' }).dataset!.attributes;
        for (const { name, tally } of sex!.groups) {
          const inside = sex!.strata!.flatMap((stratum) => stratum.groups.filter((group) => group.name === name));
          same(
            inside.reduce((sum, group) => sum + group.tally.rows, 0),
            tally.rows,
          );
        }
      }),
      FEWER,
    );
  });
});

describe('mathematics', () => {
  it('Holm is monotone, at least the raw value, at most Bonferroni', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const adjusted = holm(values);
        for (const [i, p] of values.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * values.length) + 1e-15);
          for (const [j, other] of values.entries())
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
        }
      }),
      MANY,
    );
  });

  it('a worse ratio never has a lower likelihood, a wider gap neither', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(likelihoodOfRatio(low)).toBeGreaterThanOrEqual(likelihoodOfRatio(high));
        expect(likelihoodOfGap(high)).toBeGreaterThanOrEqual(likelihoodOfGap(low));
      }),
      MANY,
    );
    expect([0.5, 0.8, 0.95, 1].map(likelihoodOfRatio)).toEqual([1, 0.5, 0, 0]);
  });

  it('absence of significance alone is never in favour', () => {
    expect(judge({ ratio: 0.95, low: 0.7, belowFourFifths: false, p: 0.6 }).verdict).toBe('insufficient');
    expect(judge({ ratio: 0.7, low: 0.4, belowFourFifths: true, p: 0.6 }).verdict).toBe('disparity');
    expect(judge({ ratio: null, reason: 'both_zero', low: 0.9, belowFourFifths: null, p: 1 }).verdict).toBe(
      'insufficient',
    );
  });
});
