/** @module Every group against the reference inside the strata, where the data have strata. */
import type { MetricReport } from './comparison.ts';
import { type Group, sumTallies } from './counts.ts';
import { disparityGivenStrata, type Outcomes } from './distribution.ts';
import type { Measured } from './measured.ts';
import { type Sample, sampleOf } from './rates.ts';
import { type Stratified, stratify, type TwoByTwo } from './strata.ts';

export interface StratifiedComparison extends Stratified {
  group: string;
  reference: string;
  /** Conditional demographic disparity of the group. */
  conditionalDisparity: Measured;
}

const EMPTY: Sample = { x: 0, n: 0 };
const outcomes = ({ x, n }: Sample): Outcomes => ({ pos: x, neg: n - x });

/** @param selection the comparison of selection rates, which says who is compared with whom */
export function stratifiedComparisons(
  selection: MetricReport,
  strata: readonly { name: string; groups: readonly Group[] }[],
): StratifiedComparison[] {
  const { reference } = selection;
  if (reference === null) return [];
  const tables = strata.map(({ groups }) => ({
    samples: new Map(groups.map(({ name, tally }) => [name, sampleOf(tally, 'selection_rate')])),
    all: outcomes(sampleOf(sumTallies(groups.map(({ tally }) => tally)), 'selection_rate')),
  }));
  return selection.comparisons
    .filter(({ p }) => p !== null)
    .map(({ group }) => ({
      group,
      reference,
      ...stratify(tables.map(({ samples }) => table(samples.get(group) ?? EMPTY, samples.get(reference) ?? EMPTY))),
      conditionalDisparity: disparityGivenStrata(
        tables.map(({ samples, all }) => ({ group: outcomes(samples.get(group) ?? EMPTY), all })),
      ),
    }));
}

const table = (one: Sample, two: Sample): TwoByTwo => [
  [one.x, one.n - one.x],
  [two.x, two.n - two.x],
];
