import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assessFairness,
  type Confusion,
  countRows,
  type Direction,
  LIMITS,
  readCounts,
  VERDICT_TEXTS,
} from '../../src/measure/fairness/index.ts';
import { upperQuantile } from '../../src/measure/fairness/normal.ts';
import { peopleNeeded } from '../../src/measure/fairness/power.ts';
import { fisherExact } from '../../src/measure/fairness/significance.ts';
import { mantelHaenszelChiSquared, type TwoByTwo } from '../../src/measure/fairness/strata.ts';

type Counts = Confusion | { selected: number; total: number };

const assess = (raw: unknown, direction: Direction = 'assistive') => {
  const read = readCounts(raw);
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return assessFairness(read.dataset, direction);
};
const groups = (counts: Record<string, Counts>) => assess({ groups: counts });
const selected = (x: number, n: number): Counts => ({ selected: x, total: n });

const ADMISSIONS: [dept: string, m: [number, number], f: [number, number]][] = [
  ['A', [512, 825], [89, 108]],
  ['B', [353, 560], [17, 25]],
  ['C', [120, 325], [202, 593]],
  ['D', [138, 417], [131, 375]],
  ['E', [53, 191], [94, 393]],
  ['F', [22, 373], [24, 341]],
];

describe('mathematics', () => {
  it('agrees with the normal table', () => {
    expect(upperQuantile(0.025)).toBeCloseTo(1.959963984540054, 13);
    expect(upperQuantile(0.2)).toBeCloseTo(0.8416212335729143, 13);
    expect(upperQuantile(1e-10)).toBeCloseTo(6.361340902404056, 9);
  });

  it.each([
    [0.05, 6745, 906],
    [0.1, 3213, 435],
    [0.2, 1447, 199],
    [0.3, 859, 121],
    [0.5, 388, 58],
    [0.7, 186, 31],
    [0.9, 74, 16],
  ])('needs the published number of people at base rate %f', (rate, four, half) => {
    // The table in the methods is rounded, so one person more or less.
    expect(Math.abs(peopleNeeded(rate, rate * 0.8)! - four)).toBeLessThanOrEqual(1);
    expect(Math.abs(peopleNeeded(rate, rate * 0.5)! - half)).toBeLessThanOrEqual(1);
  });

  it('Fisher stays exact for large counts and does not care which way the table is turned', () => {
    const p = fisherExact(5, 99_995, 20, 99_980);
    expect(p).toBeCloseTo(fisherExact(20, 99_980, 5, 99_995), 12);
    expect(p).toBeCloseTo(fisherExact(5, 20, 99_995, 99_980), 12);
    expect(p).toBeGreaterThan(0.003);
    expect(p).toBeLessThan(0.006);
  });

  it('Mantel-Haenszel χ² of the admissions', () => {
    const tables = ADMISSIONS.map(
      ([, [a, m], [c, f]]): TwoByTwo => [
        [a, m - a],
        [c, f - c],
      ],
    );
    expect(mantelHaenszelChiSquared(tables).value).toBeCloseTo(1.5246, 3);
  });
});

describe('report', () => {
  it('warns where strata tell another story', () => {
    const strata = Object.fromEntries(
      ADMISSIONS.map(([dept, m, f]) => [dept, { m: selected(...m), f: selected(...f) }]),
    );
    const [sex] = assess({ attribute: 'sex', strata }).attributes;
    expect(sex!.verdict).toBe('adverse');
    expect(sex!.strata[0]).toMatchObject({ group: 'f', reference: 'm', strata: 6, simpson: 'reversed' });
    expect(sex!.strata[0]!.commonOddsRatio).toBeCloseTo(1 / 0.9046968282586231, 9);
    expect(sex!.strata[0]!.pooledOddsRatio).toBeCloseTo(1 / 1.84108, 4);
  });

  it('does not let a gap inside the strata pass as none', () => {
    const strata = {
      easy: { a: selected(900, 1000), b: selected(3000, 4000) },
      hard: { a: selected(1500, 4000), b: selected(200, 1000) },
    };
    const [attribute] = assess({ strata }).attributes;
    expect(attribute!.strata[0]!.simpson).not.toBeNull();
    expect(attribute!.verdict).not.toBe('no_evidence_of_disparity');
  });

  it('turns round with the direction', () => {
    const counts = { a: { tp: 400, fp: 100, tn: 400, fn: 100 }, b: { tp: 400, fp: 300, tn: 200, fn: 100 } };
    const good = assess({ groups: counts }, 'assistive').attributes[0]!.metrics;
    const bad = assess({ groups: counts }, 'punitive').attributes[0]!.metrics;
    expect(good.map(({ rate, reference }) => [rate, reference])).toEqual([
      ['selection_rate', 'b'],
      ['tpr', 'a'],
      ['for', 'a'],
    ]);
    expect(bad.map(({ rate, reference, verdict }) => [rate, reference, verdict])).toEqual([
      ['selection_rate', 'a', 'adverse'],
      ['fpr', 'a', 'adverse'],
      ['fdr', 'a', 'adverse'],
    ]);
  });

  it('near-equal PPV does not hide unequal FPR', () => {
    // Published two-year recidivism counts (ProPublica 2016).
    const result = assess(
      { groups: { black: { tp: 1369, fp: 805, tn: 990, fn: 532 }, white: { tp: 505, fp: 349, tn: 1139, fn: 461 } } },
      'punitive',
    );
    expect(result.attributes[0]!.metrics.map(({ rate, verdict }) => [rate, verdict])).toContainEqual([
      'fpr',
      'adverse',
    ]);
    expect(result.attributes[0]!.summary.predictive_parity_difference.value).toBeLessThan(0.05);
    expect(result.verdict).toBe('adverse');
  });

  it('says how many people are missing', () => {
    const [comparison] = groups({ a: selected(20, 40), b: selected(20, 41) }).attributes[0]!.metrics[0]!.comparisons;
    expect(comparison).toMatchObject({ verdict: 'insufficient', reason: 'interval_too_wide' });
    expect(comparison!.shortfall).toEqual({ needed: 388, group: 347, reference: 348 });
  });

  it('decides four fifths on whole numbers', () => {
    const [comparison] = groups({ a: selected(20, 100), b: selected(16, 100) }).attributes[0]!.metrics[0]!.comparisons;
    expect(comparison!.belowFourFifths).toBe(false);
    const [lower] = groups({ a: selected(20_000, 100_000), b: selected(15_999, 100_000) }).attributes[0]!.metrics[0]!
      .comparisons;
    expect(lower!).toMatchObject({ belowFourFifths: true, verdict: 'adverse' });
  });

  it('keeps a group under 2% out of the headline, yet not out of sight', () => {
    const [attribute] = groups({
      a: selected(5000, 10_000),
      b: selected(4950, 10_000),
      minority: selected(40, 200),
    }).attributes;
    expect(attribute!.groups.find(({ name }) => name === 'minority')!.status).toBe('small_share');
    expect(attribute!.metrics[0]!.headline!.group).toBe('b');
    expect(attribute!.verdict).toBe('adverse');
  });

  it('still compares where every group is a small share', () => {
    const provinces = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`p${i}`, selected(500, 1000)]));
    const { verdict, attributes } = groups(provinces);
    expect(attributes[0]!.metrics[0]!.reference).not.toBeNull();
    expect(verdict).toBe('no_evidence_of_disparity');
  });

  it('hides groups under ten people, with their counts', () => {
    const [attribute] = groups({ a: selected(50, 100), b: selected(50, 100), c: selected(1, 9) }).attributes;
    expect(attribute!.groups.find(({ name }) => name === 'c')).toMatchObject({
      status: 'hidden',
      counts: null,
      rates: null,
    });
    expect(attribute!.verdict).toBe('insufficient');
  });

  it('does not say "no evidence" about people it knows nothing of', () => {
    const even = { a: selected(5000, 10_000), b: selected(5000, 10_000) };
    expect(groups(even).verdict).toBe('no_evidence_of_disparity');
    const [attribute] = groups({ ...even, unknown: selected(10, 9000) }).attributes;
    expect(attribute).toMatchObject({ verdict: 'insufficient', reason: 'too_many_unknown' });
  });

  it('stays usable with ten thousand groups', () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`g${i}`, { tp: 20 + (i % 7), fp: 9, tn: 30, fn: 11 }]),
    );
    const start = performance.now();
    expect(groups(many).attributes[0]!.groups).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('claims neither fairness nor a breach of law', () => {
    const texts = [...Object.values(VERDICT_TEXTS), ...LIMITS];
    for (const { vi, en } of texts) {
      expect(vi).not.toMatch(/tuân thủ|được chứng nhận|hợp pháp/);
      expect(en).not.toMatch(/\bcertified|compliant|\bis fair\b(?<!prove that the system is fair)/);
    }
    expect(LIMITS[0]!.vi).toContain('không phải là quy định của pháp luật Việt Nam');
  });
});

describe('reading counts', () => {
  it.each([
    [null, ['/groups']],
    [{}, ['/groups']],
    [{ groups: [] }, ['/groups']],
    [{ groups: { a: { tp: 1, fp: 1, tn: 1 } } }, ['/groups/a/fn']],
    [
      { groups: { a: { tp: -1, fp: 0.5, tn: '1', fn: null } } },
      ['/groups/a/tp', '/groups/a/fp', '/groups/a/tn', '/groups/a/fn'],
    ],
    [{ groups: { 'a/b': { selected: 2, total: 1 } } }, ['/groups/a~1b']],
    [{ groups: { a: { selected: 1, total: 2 }, b: { tp: 1, fp: 1, tn: 1, fn: 1 } } }, ['']],
    [{ groups: { a: { selected: 1, total: 2, tp: 3 } } }, ['/groups/a/tp']],
    [{ groups: { a: { selected: 1, total: 2 } }, extra: 1 }, ['/extra']],
  ])('names every problem of %j', (raw, pointers) => {
    const read = readCounts(raw);
    if (raw === null) expect(read).toHaveProperty('issues');
    else expect('issues' in read && read.issues.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('never throws, whatever it is given', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({ groups: fc.jsonValue() }),
      fc.record({ groups: fc.dictionary(fc.string(), fc.jsonValue()) }),
      fc.record({ strata: fc.dictionary(fc.string(), fc.jsonValue()) }),
      fc.record({ attributes: fc.dictionary(fc.string(), fc.jsonValue()) }),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        const read = readCounts(raw);
        if ('dataset' in read) assessFairness(read.dataset, 'punitive');
        else expect(read.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is not fooled by names that mean something to JavaScript', () => {
    const raw = JSON.parse(
      '{"groups":{"__proto__":{"selected":9,"total":20},"constructor":{"selected":8,"total":20}}}',
    );
    const { attributes } = assess(raw);
    expect(attributes[0]!.groups.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('reading rows', () => {
  const HEADER = ['y', 'd', 'sex'];
  const columns = { label: 'y', prediction: 'd', attributes: ['sex'] };
  const some = (count: number) => Array.from({ length: count }, (_, i) => ['1', String(i % 2), i % 3 ? 'nam' : 'nữ']);

  it('counts the good rows and lists the bad ones', () => {
    const bad = [
      ['1', '1'],
      ['', '1', 'nam'],
      ['1', 'NA', 'nam'],
      ['1', '1', 'na\u0000m'],
    ];
    const { dataset, parse } = countRows([HEADER, ...some(20), ...bad], columns);
    expect(dataset).not.toBeNull();
    expect(parse).toMatchObject({ rows: 24, counted: 20 });
    expect(parse.rejected.byReason).toEqual({
      wrong_length: 1,
      label_missing: 1,
      prediction_missing: 1,
      control_character: 1,
    });
    expect(parse.rejected.first[0]).toEqual({ line: 22, reason: 'wrong_length' });
  });

  it.each([
    ['a column that is not there', { ...columns, attributes: ['gender'] }, some(20), 'gender'],
    ['three values', columns, [...some(20), ['2', '1', 'nam']], 'y'],
    ['values that no one explained', columns, some(20).map((row) => row.with(0, 'good')), 'y'],
    ['a favourable value that does not occur', { ...columns, favourable: 'yes' }, some(20), 'y'],
    [
      'a decision written in other words than the label',
      { ...columns, favourable: 'good' },
      some(20).map((row, i) => row.with(0, i % 2 ? 'good' : 'bad')),
      'd',
    ],
    ['an identifier', columns, some(20).map((row, i) => row.with(2, `person ${i}`)), 'sex'],
    ['no rows', columns, [], null],
  ])('refuses %s', (_, wanted, table, column) => {
    const { dataset, issues } = countRows([HEADER, ...table], wanted);
    expect(dataset).toBeNull();
    expect(issues.map((issue) => issue.column)).toContain(column);
  });

  it('refuses a column named twice, and no table at all', () => {
    expect(countRows([['y', 'd', 'sex', 'sex']], columns).issues[0]!.column).toBe('sex');
    expect(countRows([], columns).issues).toHaveLength(1);
  });

  it('reads scores against the threshold, and only numbers', () => {
    const table = [
      ['1', '0.5', 'nam'],
      ['1', '0.49', 'nam'],
      ['0', '1.2', 'nữ'],
      ['0', '0,7', 'nữ'],
      ['0', '', 'nữ'],
      ['0', '0x1', 'nữ'],
      ['0', 'Infinity', 'nữ'],
    ];
    const { dataset, parse } = countRows([HEADER, ...table], {
      label: 'y',
      score: { column: 'd', threshold: 0.5 },
      attributes: ['sex'],
    });
    expect(dataset!.attributes[0]!.groups[0]).toMatchObject({ name: 'nam', tally: { tp: 1, fn: 1 } });
    expect(parse.rejected.byReason).toEqual({ score_out_of_range: 1, score_not_a_number: 4 });
  });

  it('finds in an intersection what no single attribute shows', () => {
    const cell = (sex: string, age: string, chosen: number) =>
      Array.from({ length: 400 }, (_, i) => [i < chosen ? '1' : '0', sex, age]);
    const table = [
      ...cell('nam', 'trẻ', 240),
      ...cell('nam', 'già', 160),
      ...cell('nữ', 'trẻ', 160),
      ...cell('nữ', 'già', 240),
    ];
    const { dataset } = countRows([['d', 'sex', 'age'], ...table], { prediction: 'd', attributes: ['sex', 'age'] });
    const result = assessFairness(dataset!, 'assistive');
    expect(result.attributes.map(({ attribute, summary }) => [attribute, summary.disparate_impact.value])).toEqual([
      ['sex', 1],
      ['age', 1],
      ['sex × age', expect.closeTo(160 / 240, 12)],
    ]);
    expect(result.attributes[2]!.verdict).toBe('adverse');
  });

  it('composed and decomposed Vietnamese letters are one group', () => {
    const table = some(20).map((row, i) => row.with(2, i % 2 ? 'nữ'.normalize('NFD') : 'nữ'.normalize('NFC')));
    expect(countRows([HEADER, ...table], columns).dataset!.attributes[0]!.groups).toHaveLength(1);
  });
});
