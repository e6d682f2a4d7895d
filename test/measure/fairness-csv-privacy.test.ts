import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvCounter } from '../../src/measure/csv/index.ts';
import { assessFairness, CELLS, type FairnessReport, readCounts } from '../../src/measure/fairness/index.ts';

const columns = { label: 'y', prediction: 'd', attributes: ['sex', 'region'] };

function measure(rows: readonly string[]): { report: FairnessReport; codes: string[]; separated?: string } {
  const counter = new CsvCounter({ columns });
  counter.push(new TextEncoder().encode(`y,d,sex,region\n${rows.join('\n')}\n`));
  const { dataset, issues, warnings } = counter.end();
  if (!dataset) throw new Error(JSON.stringify(issues));
  const separated = warnings.find(({ code }) => code === 'small_groups_separated')?.message.en;
  return {
    report: assessFairness(dataset, 'assistive'),
    codes: warnings.map(({ code }) => code),
    ...(separated === undefined ? {} : { separated }),
  };
}
const attributeOf = (report: FairnessReport, name: string) =>
  report.attributes.find(({ attribute }) => attribute === name)!;
const shownSum = (report: FairnessReport, name: string): number[] =>
  CELLS.map((cell) => attributeOf(report, name).groups.reduce((sum, { counts }) => sum + (counts?.[cell] ?? 0), 0));

describe('a small group cannot be worked out from the others', () => {
  const big = (sex: string, region: string, n: number) =>
    Array.from({ length: n }, (_, i) => `${i % 2},${i % 3 ? 1 : 0},${sex},${region}`);

  it('its people are counted in their own attribute only', () => {
    const rows = [
      ...big('nam', 'bắc', 60),
      ...big('nam', 'trung', 50),
      ...big('nữ', 'bắc', 40),
      ...big('nữ', 'trung', 45),
      ...big('khác', 'bắc', 3),
    ];
    const { report, codes } = measure(rows);
    expect(attributeOf(report, 'sex').groups.find(({ name }) => name === 'khác')).toMatchObject({
      rows: 3,
      status: 'hidden',
      counts: null,
      rates: null,
    });
    expect(shownSum(report, 'region')).toEqual(shownSum(report, 'sex'));
    expect(attributeOf(report, 'sex').groups.filter(({ status }) => status === 'withheld')).toEqual([]);
    expect(codes).toEqual(['small_groups_separated']);
  });

  it('a cell of an intersection takes another of its row and its column with it', () => {
    const rows = [
      ...big('nam', 'bắc', 60),
      ...big('nam', 'trung', 50),
      ...big('nữ', 'bắc', 40),
      ...big('nữ', 'trung', 5),
      ...big('nữ', 'nam', 30),
      ...big('nam', 'nam', 33),
    ];
    const cross = attributeOf(measure(rows).report, 'sex × region');
    const closed = cross.groups.filter(({ counts }) => counts === null).map(({ name, status }) => `${name}: ${status}`);
    expect(closed).toEqual([
      'nam × nam: withheld',
      'nam × trung: withheld',
      'nữ × nam: withheld',
      'nữ × trung: hidden',
    ]);
    for (const { comparisons } of cross.metrics)
      for (const { group, verdict, rate } of comparisons)
        if (group === 'nam × trung') expect([verdict, rate]).toEqual(['insufficient', null]);
  });

  it('counts of several attributes: the total of one does not give away a group of another', () => {
    const read = readCounts({
      attributes: {
        sex: {
          groups: {
            nam: { selected: 50, total: 100 },
            nữ: { selected: 40, total: 100 },
            khác: { selected: 1, total: 3 },
          },
        },
        region: { groups: { bắc: { selected: 80, total: 180 }, nam: { selected: 11, total: 23 } } },
      },
    });
    if ('issues' in read) throw new Error(JSON.stringify(read.issues));
    const report = assessFairness(read.dataset, 'assistive');
    // The cheaper way is to close the small region.
    expect(attributeOf(report, 'region').groups.find(({ name }) => name === 'nam')!.status).toBe('withheld');
    expect(attributeOf(report, 'sex').groups.find(({ name }) => name === 'nữ')!.counts).not.toBeNull();
  });

  it('no line of any table with a shown total leaves a single closed cell, or fewer than ten people', () => {
    const person = fc.tuple(
      fc.constantFrom('0', '1'),
      fc.constantFrom('0', '1'),
      fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', ''),
      fc.constantFrom('p', 'p', 'p', 'q', 'q', 'r', 's'),
    );
    fc.assert(
      fc.property(fc.array(person, { minLength: 20, maxLength: 250 }), (people) => {
        const { report, separated } = measure(people.map((row) => row.join(',')));
        // Everyone but those who were separated is counted in both attributes.
        const common = people.length - Number(/^\d+/.exec(separated ?? '0')![0]);
        for (const { groups: listed } of report.attributes.filter(({ parts }) => parts.length === 1)) {
          const told = listed.reduce((sum, { counts, rows }) => sum + (counts ? rows : 0), 0);
          expect(common - told === 0 || common - told >= 10).toBe(true);
        }
        const cross = attributeOf(report, 'sex × region');
        for (const [place, single] of ['sex', 'region'].entries()) {
          for (const margin of attributeOf(report, single).groups) {
            const line = cross.groups.filter(({ name }) => name.split(' × ')[place] === margin.name);
            const closed = line.filter(({ counts }) => counts === null);
            if (margin.counts === null || closed.length === 0) continue;
            const open = line.filter(({ counts }) => counts !== null);
            // People of whom the other value is not known stand in no cell, and hide the closed ones.
            const hidden = margin.rows - open.reduce((sum, { rows }) => sum + rows, 0);
            const alone = closed.length === 1 && closed[0]!.rows === hidden;
            if (open.length > 0)
              expect([single, margin.name, !alone && hidden >= 10]).toEqual([single, margin.name, true]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
