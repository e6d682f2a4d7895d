/** @module Measures the data sets of an answer file: counts by group, and workforce plans. */
import {
  assessFairness,
  DIRECTIONS,
  type Direction,
  type FairnessReport,
  fairnessValues,
  readCounts,
} from './fairness/index.ts';
import {
  assessWorkforce,
  measuredValues,
  type OccupationTable,
  readWorkforce,
  type WorkforceReport,
  type WorkingDays,
} from './workforce/index.ts';

/** A data set as the engine hands it on. */
export interface GivenDataset {
  id: string;
  kind: 'fairness' | 'workforce';
  data: unknown;
}

interface Issue {
  pointer: string;
  message: { vi: string; en: string };
  fix: { vi: string; en: string };
}

type Values = Record<string, number | boolean | string>;

/** A measured data set: the values for the rules, and the report behind them. */
export type MeasuredDataset =
  | { kind: 'fairness'; values: Values; report: FairnessReport }
  | { kind: 'workforce'; values: Values; report: WorkforceReport };

/** What measuring needs of the world around. */
export interface MeasurerNeeds {
  /** Asked for only when a workforce plan has to be measured. */
  occupations: () => OccupationTable;
  calendar: WorkingDays;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const WITHOUT_OUTCOME: Issue = {
  pointer: '/outcome',
  message: {
    vi: 'Chưa nêu việc được chọn là có lợi hay bất lợi cho người được chọn.',
    en: 'Nothing says whether being selected helps or harms a person.',
  },
  fix: {
    vi: 'Ghi outcome: assistive (ví dụ khoản vay, việc làm) hoặc punitive (ví dụ cảnh báo, cho thôi việc).',
    en: 'Write outcome: assistive (such as a loan or a job) or punitive (such as a flag or a dismissal).',
  },
};

/**
 * @param needs see `MeasurerNeeds`
 * @returns measures one data set on a day: `{outcome, ...counts}` for fairness, a workforce plan as `luongtri workforce` reads
 *   it; or every problem, with JSON pointers inside the data
 */
export function createMeasurer(needs: MeasurerNeeds) {
  return (dataset: GivenDataset, asOf: string): MeasuredDataset | { issues: Issue[] } =>
    dataset.kind === 'fairness' ? measureFairness(dataset.data) : measureWorkforce(dataset.data, asOf, needs);
}

function measureFairness(data: unknown): MeasuredDataset | { issues: Issue[] } {
  // `source` says which file the counts come from; it is kept with the answers and measures nothing.
  const { outcome, source: _, ...counts } = isPlain(data) ? data : {};
  const direction = DIRECTIONS.find((known) => known === outcome);
  const read = readCounts(isPlain(data) ? counts : data);
  const issues = [...(direction ? [] : [WITHOUT_OUTCOME]), ...('issues' in read ? read.issues : [])];
  if (!('dataset' in read) || issues.length > 0) return { issues };
  const report = assessFairness(read.dataset, direction as Direction);
  return { kind: 'fairness', values: stable(fairnessValues(report)), report };
}

function measureWorkforce(data: unknown, asOf: string, needs: MeasurerNeeds): MeasuredDataset | { issues: Issue[] } {
  const table = needs.occupations();
  const read = readWorkforce(data, table);
  if ('issues' in read) return { issues: read.issues };
  const report = assessWorkforce(read.input, { table, calendar: needs.calendar, asOf });
  return { kind: 'workforce', values: stable(measuredValues(report)), report };
}

/**
 * Logarithms and exponentials may differ in the last bits from one JavaScript engine to the next; what rules read, and
 * results carry, must be the same bytes everywhere. Every verdict has been decided on the unrounded numbers.
 */
const stable = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    ]),
  );
