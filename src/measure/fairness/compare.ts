/** @module Compares every group with the best-treated one on one rate. */
import type { Comparison, MetricReport, Standing } from './comparison.ts';
import type { Compared } from './direction.ts';
import { HIDDEN_BELOW, inHeadline, isShown, SMALL_BELOW } from './floors.ts';
import { belowFourFifths, compareProducts, flipFlop, highest } from './four-fifths.ts';
import { adjustedLogRatio, newcombe } from './intervals.ts';
import { type Measured, quotient, type Reason } from './measured.ts';
import { shortfall } from './power.ts';
import { type RateName, rateOf, type Sample, sampleOf } from './rates.ts';
import { holm, testProportions } from './significance.ts';
import { judge, type Verdict, worst } from './verdict.ts';

interface Entry extends Standing {
  sample: Sample;
}

/** The group treated best: highest rate, or lowest where a high rate is the harm. */
function referenceOf(entries: readonly Entry[], harmIsHigh: boolean): Entry | undefined {
  const candidates = entries.filter(({ status, sample }) => inHeadline(status) && sample.n >= HIDDEN_BELOW);
  const name = highest(
    new Map(candidates.map(({ name, sample: { x, n } }) => [name, { x: harmIsHigh ? n - x : x, n }])),
  );
  return candidates.find((entry) => entry.name === name);
}

/** A rate that exists in no group (everyone was selected, say) is another story than groups that are too small. */
function whyNoReference(entries: readonly Entry[], rate: RateName): Reason {
  const reasons = new Set(
    entries.filter(({ status }) => isShown(status)).map(({ tally }) => rateOf(tally, rate).reason),
  );
  return (reasons.size === 1 ? [...reasons][0] : undefined) ?? 'no_group';
}

/** @param groups in a fixed order, without the unknown bucket */
export function compareOn({ rate, harmIsHigh }: Compared, groups: readonly Standing[]): MetricReport {
  const entries = groups
    .filter(({ status }) => status !== 'empty')
    .map((group) => ({ ...group, sample: sampleOf(group.tally, rate) }));
  const reference = referenceOf(entries, harmIsHigh);
  const base = { rate, harmIsHigh, reference: reference?.name ?? null };
  if (!reference) {
    return {
      ...base,
      referenceRate: null,
      headline: null,
      comparisons: [],
      verdict: 'insufficient',
      reason: whyNoReference(entries, rate),
    };
  }
  const others = entries.filter((entry) => entry !== reference);
  const drafts = others.map((entry) => draft(entry, reference, rate, harmIsHigh));
  const tested = drafts.filter(({ p }) => p !== null);
  const corrected = holm(tested.map(({ p }) => p!));
  for (const [index, comparison] of tested.entries()) comparison.pHolm = corrected[index]!;
  const comparisons = drafts.map(settle);
  const headlined = comparisons.filter(({ ratio, smallShare }) => ratio !== null && !smallShare);
  // Of equals the first by name; which one it is must not hang on the last digit of a weighted sum.
  const lowest = headlined.reduce<Comparison | null>(
    (a, b) => (a && compareProducts(a.ratio!, 1, b.ratio!, 1) <= 0 ? a : b),
    null,
  );
  return {
    ...base,
    referenceRate: rateOf(reference.tally, rate).value,
    headline: lowest ? { group: lowest.group, ratio: lowest.ratio! } : null,
    comparisons,
    ...overall(comparisons),
  };
}

type Draft = Omit<Comparison, 'verdict' | 'reason'> & { why?: Reason | undefined };

function draft({ name, tally, status, sample }: Entry, reference: Entry, rate: RateName, harmIsHigh: boolean): Draft {
  const value = rateOf(tally, rate);
  const labels = { group: name, smallSample: sample.n < SMALL_BELOW, smallShare: status === 'small_share' };
  if (status === 'withheld') return { ...labels, ...NOTHING, why: 'withheld' };
  if (status === 'hidden' || sample.n < HIDDEN_BELOW)
    return { ...labels, ...NOTHING, why: value.reason ?? 'too_few_people' };
  const [low, high] = harmIsHigh ? [reference.sample, sample] : [sample, reference.sample];
  const ratio: Measured = quotient((low.x / low.n) * high.n, high.x, low.x === 0 ? 'both_zero' : 'reference_is_zero');
  const { test, p } = testProportions(sample, reference.sample);
  return {
    ...labels,
    rate: value.value,
    ratio: ratio.value,
    ratioInterval: adjustedLogRatio(low, high),
    difference: sample.x / sample.n - reference.sample.x / reference.sample.n,
    differenceInterval: newcombe(sample, reference.sample),
    belowFourFifths: ratio.value === null ? null : belowFourFifths(low, high),
    test,
    p,
    pHolm: null,
    flipFlop: flipFlop(sample, reference.sample),
    shortfall: shortfall(reference.sample.x / reference.sample.n, harmIsHigh, sample.n, reference.sample.n),
    why: ratio.reason,
  };
}

const NOTHING = {
  rate: null,
  ratio: null,
  ratioInterval: null,
  difference: null,
  differenceInterval: null,
  belowFourFifths: null,
  test: null,
  p: null,
  pHolm: null,
  flipFlop: false,
  shortfall: null,
};

function settle({ why, ...comparison }: Draft): Comparison {
  const { ratio, ratioInterval, belowFourFifths, pHolm } = comparison;
  return {
    ...comparison,
    ...judge({ ratio, reason: why, low: ratioInterval?.[0] ?? null, belowFourFifths, p: pHolm }),
  };
}

/** A group that is only a small share cannot by itself make the whole undecided; what is found on it still counts. */
function overall(comparisons: readonly Comparison[]): { verdict: Verdict; reason?: Reason } {
  const counted = comparisons.filter(({ smallShare, verdict }) => !smallShare || verdict !== 'insufficient');
  const verdict = worst(counted.map((comparison) => comparison.verdict));
  if (verdict !== 'insufficient') return { verdict };
  return { verdict, reason: counted.find(({ reason }) => reason)?.reason ?? 'one_group' };
}
