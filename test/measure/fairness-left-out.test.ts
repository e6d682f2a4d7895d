/** @module What the data leave out must never pass as "no evidence", nor get lost when rows become counts. */
import { describe, expect, it } from 'vitest';
import {
  assessFairness,
  type Columns,
  countRows,
  countsOf,
  fairnessValues,
  readCounts,
} from '../../src/measure/fairness/index.ts';
import { createMeasurer } from '../../src/measure/measurer.ts';

const HEADER = ['label', 'decision', 'sex', 'branch'];
const COLUMNS: Columns = { label: 'label', prediction: 'decision', attributes: ['sex'] };
const repeat = (count: number, row: string[]): string[][] => Array.from({ length: count }, () => row);

/** Two groups treated alike, 4,000 rows, and `broken` rows that cannot be read. */
const evenRows = (broken: number): string[][] => [
  HEADER,
  ...['nam', 'nữ'].flatMap((sex) =>
    ['11', '10', '01', '00'].flatMap(([label, decision]) => repeat(500, [label!, decision!, sex, 'a'])),
  ),
  ...repeat(broken, ['', '1', 'nam', 'a']),
];
const measured = (rows: string[][], columns = COLUMNS) => {
  const { dataset, warnings } = countRows(rows, columns);
  return { dataset: dataset!, warnings, report: assessFairness(dataset!, 'assistive') };
};
const measure = createMeasurer({
  occupations: () => {
    throw new Error('not asked for');
  },
  calendar: { addWorkingDays: () => ({ dates: [], provisional: false }) },
});

describe('rows left out', () => {
  it.each<[number, string, string | undefined]>([
    [0, 'no_evidence_of_disparity', undefined],
    [1_000, 'no_evidence_of_disparity', undefined],
    [1_001, 'insufficient', 'too_many_rejected'],
    [3_000, 'insufficient', 'too_many_rejected'],
  ])('%i of them beside 4,000: %s', (broken, verdict, reason) => {
    const { report } = measured(evenRows(broken));
    expect(report.verdict).toBe(verdict);
    expect(report.attributes[0]!.reason).toBe(reason);
  });

  it('hide no gap that was found', () => {
    const gap = [
      HEADER,
      ...repeat(600, ['1', '1', 'nam', 'a']),
      ...repeat(400, ['1', '0', 'nam', 'a']),
      ...repeat(300, ['1', '1', 'nữ', 'a']),
      ...repeat(700, ['1', '0', 'nữ', 'a']),
      ...repeat(3_000, ['1']),
    ];
    expect(measured(gap).report.verdict).toBe('adverse');
  });

  it('are not forgotten when the rows become counts in an answer file', () => {
    const counts = countsOf(measured(evenRows(1_001)).dataset)!;
    expect(counts.rejected).toEqual({ rows: 1_001, of: 5_001 });
    const data = JSON.parse(JSON.stringify({ outcome: 'assistive', ...counts }));
    const result = measure({ id: 'd', kind: 'fairness', data }, '2026-11-22');
    expect(result).toMatchObject({ values: { 'measured.fairness.verdict': 'insufficient' } });
    expect(result).not.toMatchObject({ values: { 'measured.fairness.likelihood': expect.anything() } });
  });

  it('are told in counts as they should be', () => {
    const groups = { a: { selected: 5, total: 10 }, b: { selected: 5, total: 10 } };
    const pointers = (rejected: unknown): string[] => {
      const read = readCounts({ groups, rejected });
      return 'issues' in read ? read.issues.map(({ pointer }) => pointer) : [];
    };
    expect(pointers({ rows: 2, of: 10 })).toEqual([]);
    expect(pointers({ rows: 0, of: 0 })).toEqual([]);
    expect(pointers(7)).toEqual(['/rejected']);
    expect(pointers(null)).toEqual(['/rejected']);
    expect(pointers({ rows: 11, of: 10 })).toEqual(['/rejected']);
    expect(pointers({ rows: -1, of: 1.5, why: '' })).toEqual(['/rejected/rows', '/rejected/of', '/rejected/why']);
  });
});

describe('people of unknown group or stratum', () => {
  const columns: Columns = { ...COLUMNS, stratum: 'branch' };
  const rows = [
    ...evenRows(0),
    ...repeat(60, ['1', '1', 'nam', '']),
    ...repeat(50, ['0', '1', 'nữ', 'không rõ']),
    ...repeat(40, ['1', '0', '?', 'a']),
    ...repeat(30, ['1', '0', '', '']),
    ...repeat(500, ['1', '1', 'nữ', 'b']),
    ...repeat(400, ['1', '0', 'nam', 'b']),
  ];

  it('are the same people after rows have become counts', () => {
    const { dataset, report } = measured(rows, columns);
    const read = readCounts(JSON.parse(JSON.stringify(countsOf(dataset))));
    if ('issues' in read) throw new Error(JSON.stringify(read.issues));
    expect(assessFairness(read.dataset, 'assistive')).toEqual(report);
    expect(report.attributes[0]).toMatchObject({ records: 4_000 + 60 + 50 + 40 + 30 + 900, unknown: { rows: 70 } });
  });

  it('an unknown stratum is no stratum', () => {
    const cell = { selected: 50, total: 100 };
    const read = readCounts({ strata: { x: { a: cell, b: cell }, 'không rõ': { a: cell, b: cell } } });
    if ('issues' in read) throw new Error(JSON.stringify(read.issues));
    expect(read.dataset.attributes[0]!.strata!.map(({ name }) => name)).toEqual(['x']);
    expect(read.dataset.attributes[0]!.groups.map(({ tally }) => tally.rows)).toEqual([200, 200]);
  });

  it('where no stratum is known, nothing is said of Simpson’s paradox', () => {
    const cell = { selected: 50, total: 100 };
    const values = (strata: object) => {
      const read = readCounts({ strata });
      if ('issues' in read) throw new Error(JSON.stringify(read.issues));
      return fairnessValues(assessFairness(read.dataset, 'assistive'));
    };
    expect(values({ unknown: { a: cell, b: cell } })).not.toHaveProperty(['measured.fairness.simpson-warning']);
    expect(values({ x: { a: cell }, y: { b: cell } })).not.toHaveProperty(['measured.fairness.simpson-warning']);
    expect(values({ x: { a: cell, b: cell } })).toMatchObject({ 'measured.fairness.simpson-warning': false });
  });
});

describe('everyone selected', () => {
  const report = (n: number) => {
    const cell = { selected: n, total: n };
    const read = readCounts({ groups: { a: cell, b: cell } });
    if ('issues' in read) throw new Error(JSON.stringify(read.issues));
    return assessFairness(read.dataset, 'assistive').attributes[0]!.metrics[0]!;
  };

  it('ten of ten twice is no evidence of anything', () => {
    const { verdict, reason, comparisons } = report(10);
    expect({ verdict, reason }).toEqual({ verdict: 'insufficient', reason: 'interval_too_wide' });
    expect(comparisons[0]!.ratioInterval![0]).toBeLessThan(0.7);
    expect(report(200).verdict).toBe('no_evidence_of_disparity');
  });

  it('a rate that exists in no group says so', () => {
    const cell = { tp: 100, fp: 100, tn: 0, fn: 0 };
    const read = readCounts({ groups: { a: cell, b: cell } });
    if ('issues' in read) throw new Error(JSON.stringify(read.issues));
    const { metrics } = assessFairness(read.dataset, 'assistive').attributes[0]!;
    expect(metrics.find(({ rate }) => rate === 'for')).toMatchObject({
      verdict: 'insufficient',
      reason: 'no_one_refused',
    });
  });

  it('where no one’s group is known, that is the reason', () => {
    const read = readCounts({ groups: { unknown: { selected: 100, total: 200 } } });
    if ('issues' in read) throw new Error(JSON.stringify(read.issues));
    expect(assessFairness(read.dataset, 'assistive').attributes[0]!.reason).toBe('too_many_unknown');
  });
});
