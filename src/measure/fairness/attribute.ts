/** @module Everything measured about one attribute. */

import { compareOn } from './compare.ts';
import type { MetricReport, Standing } from './comparison.ts';
import { byName, type Confusion, sumTallies, type Tally } from './counts.ts';
import { type AttributeData, crossName } from './dataset.ts';
import { comparedRates, type Direction, notComparable } from './direction.ts';
import { oneVersusRest } from './disparity.ts';
import {
  type GroupStatus,
  HIDDEN_BELOW,
  headlineFloor,
  inHeadline,
  isShown,
  REJECTED_LIMIT,
  statusOf,
  UNKNOWN_LIMIT,
} from './floors.ts';
import { type Interval, wilson } from './intervals.ts';
import { type Measured, missing, type Reason } from './measured.ts';
import { RATE_NAMES, RATES, type RateName, rateOf, sampleOf } from './rates.ts';
import { type StratifiedComparison, stratifiedComparisons } from './stratified.ts';
import { type Summary, summarise } from './summary.ts';
import { type Verdict, worst } from './verdict.ts';

export interface RateReport extends Measured {
  interval: Interval | null;
}

export interface GroupReport {
  name: string;
  rows: number;
  /** Of the people whose value is known. */
  share: number;
  status: GroupStatus;
  /** `null` below the floor, and where the counts would give away a group below it. */
  counts: Confusion | null;
  rates: Record<RateName, RateReport> | null;
  /** Selection rate of everyone else minus that of the group. */
  oneVersusRest: Measured;
}

export interface AttributeReport {
  attribute: string;
  parts: string[];
  records: number;
  unknown: { rows: number; share: number };
  groups: GroupReport[];
  /** Rates of the groups that are shown, taken together. */
  overall: Record<RateName, RateReport>;
  metrics: MetricReport[];
  /** Rates that matter for this direction and could not be compared, because the data have no labels. */
  notMeasured: readonly RateName[];
  summary: Summary;
  strata: StratifiedComparison[];
  verdict: Verdict;
  /** Only with `insufficient`. */
  reason?: Reason;
}

/** What is known of the whole data set while one attribute is reported. */
export interface Surroundings {
  direction: Direction;
  labelled: boolean;
  /** Rows that were left out, of all rows, 0–1. */
  rejectedShare: number;
}

/** @param withheld names of groups of which only the size may be told */
export function reportAttribute(
  data: AttributeData,
  { direction, labelled, rejectedShare }: Surroundings,
  withheld: ReadonlySet<string>,
): AttributeReport {
  const groups = data.groups.toSorted(byName);
  const known = groups.reduce((sum, { tally }) => sum + tally.rows, 0);
  const records = known + data.unknownRows;
  const floor = headlineFloor(groups.map(({ tally }) => tally.rows));
  const standings: Standing[] = groups.map((group) => ({
    ...group,
    status: statusOf(group.tally.rows, floor, withheld.has(group.name)),
  }));
  const headline = standings.filter(({ status }) => inHeadline(status));
  const shown = standings.filter(({ status }) => isShown(status));
  const unknownShare = records > 0 ? data.unknownRows / records : 0;
  const metrics = comparedRates(direction, labelled).map((compared) => compareOn(compared, standings));
  // Totals of a stratum would give away the groups that are not shown.
  const told = new Set(shown.map(({ name }) => name));
  const layers = data.strata?.map(({ name, groups: inside }) => ({
    name,
    groups: inside.filter((group) => told.has(group.name)),
  }));
  const strata = layers ? stratifiedComparisons(metrics[0]!, layers) : [];
  const rests = oneVersusRest(new Map(shown.map(({ name, tally }) => [name, tally])));
  return {
    attribute: crossName(data.parts),
    parts: data.parts,
    records,
    unknown: { rows: data.unknownRows, share: unknownShare },
    groups: standings.map((group) => reportGroup(group, known, labelled, rests.get(group.name))),
    overall: ratesReport(sumTallies(shown.map(({ tally }) => tally)), labelled),
    metrics,
    notMeasured: notComparable(direction, labelled),
    summary: summarise(headline, shown, labelled),
    strata,
    ...verdictOf(metrics, strata, { unknownShare, rejectedShare }),
  };
}

/** A gap that shows only inside the strata, people of unknown group, or rows left out must not pass as "no evidence". */
function verdictOf(
  metrics: readonly MetricReport[],
  strata: readonly StratifiedComparison[],
  { unknownShare, rejectedShare }: { unknownShare: number; rejectedShare: number },
): { verdict: Verdict; reason?: Reason } {
  const hidden = strata.some(({ simpson }) => simpson === 'appears' || simpson === 'reversed');
  const verdict = worst([...metrics.map((metric) => metric.verdict), ...(hidden ? (['disparity'] as const) : [])]);
  if (verdict === 'no_evidence_of_disparity' && unknownShare > UNKNOWN_LIMIT) {
    return { verdict: 'insufficient', reason: 'too_many_unknown' };
  }
  if (verdict === 'no_evidence_of_disparity' && rejectedShare > REJECTED_LIMIT) {
    return { verdict: 'insufficient', reason: 'too_many_rejected' };
  }
  if (verdict !== 'insufficient') return { verdict };
  const reason = metrics.find((metric) => metric.reason)?.reason ?? 'no_group';
  return { verdict, reason: reason === 'no_group' && unknownShare > UNKNOWN_LIMIT ? 'too_many_unknown' : reason };
}

function reportGroup(
  { name, tally, status }: Standing,
  known: number,
  labelled: boolean,
  rest: Measured | undefined,
): GroupReport {
  const { rows, tp, fp, tn, fn } = tally;
  const visible = isShown(status);
  return {
    name,
    rows,
    share: known > 0 ? rows / known : 0,
    status,
    counts: visible ? { tp, fp, tn, fn } : null,
    rates: visible ? ratesReport(tally, labelled) : null,
    oneVersusRest:
      rest ?? missing(status === 'empty' ? 'empty_group' : status === 'withheld' ? 'withheld' : 'hidden_small'),
  };
}

function ratesReport(tally: Tally, labelled: boolean): Record<RateName, RateReport> {
  const report = (name: RateName): RateReport => {
    if (!labelled && RATES[name].needsLabels) return { ...missing('no_labels'), interval: null };
    const value = rateOf(tally, name);
    const sample = sampleOf(tally, name);
    if (value.value === null) return { ...value, interval: null };
    return sample.n < HIDDEN_BELOW
      ? { ...missing('hidden_small'), interval: null }
      : { ...value, interval: wilson(sample) };
  };
  return Object.fromEntries(RATE_NAMES.map((name) => [name, report(name)])) as Record<RateName, RateReport>;
}
