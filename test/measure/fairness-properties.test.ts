import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumTallies, type Tally, tallyOf } from '../../src/measure/fairness/counts.ts';
import { isUnknown } from '../../src/measure/fairness/dataset.ts';
import {
  assessFairness,
  type Columns,
  type Confusion,
  countRows,
  DIRECTIONS,
  type Direction,
  likelihoodOfGap,
  likelihoodOfRatio,
  readCounts,
} from '../../src/measure/fairness/index.ts';
import { holm } from '../../src/measure/fairness/significance.ts';
import { judge } from '../../src/measure/fairness/verdict.ts';

const RUNS = { numRuns: 2_000 };
const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 3_000 }));
const confusion = fc.record({ tp: count, fp: count, tn: count, fn: count });
// A group called "nan" or "null" would be read as people of unknown group.
const name = fc.stringMatching(/^[a-z]{1,6}$/).filter((word) => !isUnknown(word));
const groups = fc.dictionary(name, confusion, { minKeys: 1, maxKeys: 7 });
const direction = fc.constantFrom<Direction>(...DIRECTIONS);

const report = (counts: Record<string, Confusion>, outcome: Direction) => {
  const read = readCounts({ groups: counts });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return assessFairness(read.dataset, outcome);
};

const HEADER = ['label', 'decision', 'sex', 'region', 'weight', 'stratum'];
const row: fc.Arbitrary<string[]> = fc.tuple(
  fc.constantFrom('0', '1'),
  fc.constantFrom('0', '1'),
  fc.constantFrom('nam', 'nữ', '', 'không rõ'),
  fc.constantFrom('bắc', 'trung', 'nam'),
  fc.constantFrom('0.25', '0.5', '1', '2', '3'),
  fc.constantFrom('a', 'b'),
);
const rows = fc.array(row, { minLength: 1, maxLength: 300 });
const COLUMNS: Columns = { label: 'label', prediction: 'decision', attributes: ['sex', 'region'] };
const fromRows = (table: readonly string[][], columns: Columns) => countRows([HEADER, ...table], columns);

/** Every number in a value is finite; undefined values are null. */
function finite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(finite);
}

describe('fairness report', () => {
  it('does not depend on the order of groups', () => {
    fc.assert(
      fc.property(groups, direction, fc.integer(), (counts, outcome, seed) => {
        const keys = Object.keys(counts);
        const turned = keys.map((_, index) => keys[(index + Math.abs(seed)) % keys.length]!).reverse();
        const shuffled = Object.fromEntries(turned.map((key) => [key, counts[key]!]));
        expect(JSON.stringify(report(shuffled, outcome))).toBe(JSON.stringify(report(counts, outcome)));
      }),
      RUNS,
    );
  });

  it('is not changed by a group without people, but for listing it', () => {
    fc.assert(
      fc.property(groups, direction, (counts, outcome) => {
        const before = report(counts, outcome);
        const after = report({ ...counts, ZZZ: { tp: 0, fp: 0, tn: 0, fn: 0 } }, outcome);
        for (const attribute of after.attributes)
          attribute.groups = attribute.groups.filter(({ name }) => name !== 'ZZZ');
        expect(after).toEqual(before);
      }),
      RUNS,
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
      RUNS,
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
      RUNS,
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
      RUNS,
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
      RUNS,
    );
  });
});

describe('counting rows', () => {
  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(rows, (table) => {
        expect(fromRows(table.toReversed(), COLUMNS).dataset).toEqual(fromRows(table, COLUMNS).dataset);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the counts of a plain tally', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const { dataset, parse } = fromRows(table, COLUMNS);
        expect(parse.counted).toBe(table.length);
        const region = dataset!.attributes.find(({ parts }) => parts.join() === 'region')!;
        for (const { name, tally } of region.groups) {
          const own = table.filter((entry) => entry[3] === name);
          const number = (label: string, decision: string) =>
            own.filter(([l, d]) => l === label && d === decision).length;
          expect(tally).toEqual(
            tallyOf({ tp: number('1', '1'), fp: number('0', '1'), tn: number('0', '0'), fn: number('1', '0') }),
          );
        }
        const sex = dataset!.attributes.find(({ parts }) => parts.join() === 'sex')!;
        expect(sex.unknownRows).toBe(table.filter((entry) => !['nam', 'nữ'].includes(entry[2]!)).length);
      }),
      { numRuns: 300 },
    );
  });

  it('scaling all weights changes no verdict and no interval', () => {
    const columns: Columns = { ...COLUMNS, weight: 'weight', stratum: 'stratum' };
    fc.assert(
      fc.property(rows, fc.constantFrom(0.25, 2, 8, 1024), direction, (table, factor, outcome) => {
        const scaled = table.map((entry) => entry.with(4, String(Number(entry[4]) * factor)));
        const view = (data: string[][]) =>
          assessFairness(fromRows(data, columns).dataset!, outcome).attributes.map(({ groups: listed, ...rest }) => ({
            ...rest,
            groups: listed.map(({ counts: _, ...group }) => group),
          }));
        expect(view(scaled)).toEqual(view(table));
      }),
      { numRuns: 300 },
    );
  });

  it('the counts of the pieces of a file add up to those of the file', () => {
    fc.assert(
      fc.property(rows, fc.nat(300), (table, cut) => {
        const pieces = [table.slice(0, cut), table.slice(cut)].filter((piece) => piece.length > 0);
        const merged = new Map<string, Tally>();
        for (const piece of pieces) {
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
        expect(merged).toEqual(new Map(whole));
      }),
      { numRuns: 300 },
    );
  });

  it('weights of 1 are no weights', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const ones = table.map((entry) => entry.with(4, '1'));
        expect(fromRows(ones, { ...COLUMNS, weight: 'weight' }).dataset).toEqual(fromRows(ones, COLUMNS).dataset);
      }),
      { numRuns: 100 },
    );
  });

  it('strata add up to the whole', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const [sex] = fromRows(table, { ...COLUMNS, stratum: 'stratum' }).dataset!.attributes;
        for (const { name, tally } of sex!.groups) {
          const inside = sex!.strata!.flatMap((stratum) => stratum.groups.filter((group) => group.name === name));
          expect(inside.reduce((sum, group) => sum + group.tally.rows, 0)).toBe(tally.rows);
        }
      }),
      { numRuns: 200 },
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
      RUNS,
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
      RUNS,
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
