import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Confusion } from '../../src/measure/fairness/counts.ts';
import { differentialFairness } from '../../src/measure/fairness/differential.ts';
import * as gap from '../../src/measure/fairness/disparity.ts';
import {
  classImbalance,
  conditionalDemographicDisparity,
  klDivergence,
} from '../../src/measure/fairness/distribution.ts';
import { flipFlop, fourFifthsFlags, impactRatios } from '../../src/measure/fairness/four-fifths.ts';
import { betweenGroupEntropy, generalisedEntropy, theil } from '../../src/measure/fairness/inequality.ts';
import { newcombe, wilson } from '../../src/measure/fairness/intervals.ts';
import type { Measured } from '../../src/measure/fairness/measured.ts';
import { balancedAccuracy, f1, RATE_NAMES, type RateName, rateOf } from '../../src/measure/fairness/rates.ts';
import { disparitiesAgainst, type ReferenceMetric, withinParity } from '../../src/measure/fairness/reference.ts';
import { fisherExact, logRatioZ, pooledZ } from '../../src/measure/fairness/significance.ts';
import { mantelHaenszelOddsRatio, type TwoByTwo } from '../../src/measure/fairness/strata.ts';

interface Vector {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the kind of input
  input: any;
  metric: string;
  expected: unknown;
  tolerance: number;
  tolerance_kind: 'abs' | 'rel';
  convention: 'strict' | 'fairlearn-zero';
}

const VECTORS: Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'vectors', 'fairness_vectors.json'), 'utf8'),
);

/** Counts by group of any input that has groups. */
function groupsOf(input: Vector['input']): Map<string, Confusion> {
  const groups = new Map<string, Confusion>();
  if (input.kind === 'rows') {
    for (const [index, name] of (input.group as string[]).entries()) {
      const counts = groups.get(name) ?? { tp: 0, fp: 0, tn: 0, fn: 0 };
      const weight = input.sample_weight?.[index] ?? 1;
      counts[`${input.y_true[index] === input.y_pred[index] ? 't' : 'f'}${input.y_pred[index] ? 'p' : 'n'}`] += weight;
      groups.set(name, counts);
    }
    return groups;
  }
  for (const [name, raw] of Object.entries<Record<string, number>>(input.groups)) {
    groups.set(
      name,
      input.kind === 'confusion_by_group'
        ? (raw as unknown as Confusion)
        : { tp: raw.selected!, fp: 0, tn: raw.total! - raw.selected!, fn: 0 },
    );
  }
  return groups;
}

const plain = (values: Map<string, Measured | boolean | null>): Record<string, unknown> =>
  Object.fromEntries(
    [...values].map(([name, entry]) => [name, typeof entry === 'object' && entry !== null ? entry.value : entry]),
  );

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

const ALIASES: Record<string, RateName> = { demographic_parity: 'selection_rate', equal_opportunity: 'tpr' };
const asRate = (word: string): RateName | undefined =>
  ALIASES[word] ?? (RATE_NAMES.includes(word as RateName) ? (word as RateName) : undefined);

/** The value this product gives for a vector. */
function compute({ input, metric }: Vector): unknown {
  const { args = {} } = input;
  switch (metric) {
    case 'wilson_ci':
      return wilson({ x: input.count, n: input.nobs }, input.alpha);
    case 'newcombe_ci':
      return newcombe({ x: input.count1, n: input.nobs1 }, { x: input.count2, n: input.nobs2 }, input.alpha);
    case 'fisher_exact_two_sided':
      return fisherExact(...(input.table.flat() as [number, number, number, number]));
    case 'mantel_haenszel_or':
      return mantelHaenszelOddsRatio(input.tables as TwoByTwo[]).value;
    case 'smoothed_edf':
      return differentialFairness(
        Object.values<{ positive: number; total: number }>(input.groups).map((g) => ({ x: g.positive, n: g.total })),
        input.concentration,
      ).value;
    case 'kl_divergence':
      return klDivergence(input.p, input.q).value;
    case 'class_imbalance':
      return classImbalance(sum(input.unprivileged_weights), sum(input.privileged_weights)).value;
    case 'conditional_demographic_disparity':
      return conditionalDemographicDisparity(Object.values(input.groups)).value;
  }
  if (input.kind === 'rates_by_group') {
    const rates = Object.entries<number>(input.groups).map(([name, x]) => [name, { x, n: 1 }] as const);
    return plain(impactRatios(new Map(rates)));
  }
  const groups = groupsOf(input);
  const selections = new Map([...groups].map(([name, c]) => [name, { x: c.tp + c.fp, n: sum(Object.values(c)) }]));
  const overall = gap.overallOf(groups);
  const one = groups.get(args.unprivileged)!;
  const two = groups.get(args.privileged)!;
  switch (metric) {
    case 'confusion_by_group':
      return Object.fromEntries(groups);
    case 'count_by_group':
      return Object.fromEntries([...selections].map(([name, { n }]) => [name, n]));
    case 'overall':
      return Object.fromEntries(
        (args.metrics as string[]).map((name) => [
          name,
          name === 'count' ? sum(Object.values(overall)) : rateOf(overall, name as RateName).value,
        ]),
      );
    case 'impact_ratio_by_group':
      return plain(impactRatios(selections));
    case 'four_fifths_flag_by_group':
      return plain(fourFifthsFlags(selections));
    case 'flip_flop_small_number':
      return flipFlop(...([...selections.values()] as [{ x: number; n: number }, { x: number; n: number }]));
    case 'one_vs_rest_spd':
      return plain(gap.oneVersusRest(groups));
    case 'disparity_vs_reference':
    case 'parity_flag': {
      const byMetric = (args.metrics as ReferenceMetric[]).map(
        (name) => [name, disparitiesAgainst(groups, args.reference, name)] as const,
      );
      return Object.fromEntries(
        [...groups.keys()].map((group) => [
          group,
          Object.fromEntries(
            byMetric.map(([name, values]) => {
              const value = values.get(group)!;
              return [name, metric === 'parity_flag' ? withinParity(value, args.tau) : value.value];
            }),
          ),
        ]),
      );
    }
    case 'equalized_odds_difference':
      return gap.equalisedOddsDifference(groups).value;
    case 'equalized_odds_ratio':
      return gap.equalisedOddsRatio(groups).value;
    case 'statistical_parity_difference':
      return gap.signedDifference(one, two, 'selection_rate').value;
    case 'disparate_impact':
      return gap.signedRatio(one, two, 'selection_rate').value;
    case 'four_fifths_min_ratio':
      return gap.ratio(groups, 'selection_rate').value;
    case 'average_odds_difference':
      return gap.averageOddsDifference(one, two).value;
    case 'cohen_d':
      return gap.cohenD(one, two).value;
    case 'z_test_difference':
      return pooledZ(selections.get(args.unprivileged)!, selections.get(args.privileged)!).value;
    case 'z_test_ratio':
      return logRatioZ(selections.get(args.unprivileged)!, selections.get(args.privileged)!).value;
    case 'generalized_entropy_index':
      return generalisedEntropy(overall).value;
    case 'theil_index':
      return theil(overall).value;
    case 'between_group_generalized_entropy_index':
      return betweenGroupEntropy(groups.values()).value;
    case 'balanced_accuracy_group_min':
      return gap.extremes([...groups.values()].map(balancedAccuracy)).min.value;
    case 'f1_group_min':
      return gap.extremes([...groups.values()].map(f1)).min.value;
  }
  const [, word, form] = /^(.+?)_(by_group|group_min|group_max|difference_signed|difference|ratio)$/.exec(metric)!;
  const rate = asRate(word!);
  if (!rate) throw new Error(`the vectors name ${metric}, which nothing here computes`);
  switch (form) {
    case 'by_group':
      return plain(gap.ratesOf(groups, rate));
    case 'group_min':
      return gap.extremes(gap.ratesOf(groups, rate).values()).min.value;
    case 'group_max':
      return gap.extremes(gap.ratesOf(groups, rate).values()).max.value;
    case 'difference_signed':
      return gap.signedDifference(one, two, rate).value;
    case 'difference':
      return gap.difference(groups, rate, args.method).value;
    default:
      return gap.ratio(groups, rate, args.method).value;
  }
}

function compare(actual: unknown, expected: unknown, vector: Vector, path: string): void {
  const { tolerance, tolerance_kind } = vector;
  if (typeof expected === 'number') {
    expect(typeof actual, path).toBe('number');
    const allowed = tolerance_kind === 'rel' ? tolerance * Math.abs(expected) : tolerance;
    expect(Math.abs((actual as number) - expected), path).toBeLessThanOrEqual(allowed);
  } else if (expected === null || typeof expected !== 'object') {
    expect(actual, path).toBe(expected);
  } else {
    expect(Object.keys(actual as object).sort(), path).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) {
      compare((actual as Record<string, unknown>)[key], value, vector, `${path}.${key}`);
    }
  }
}

/** The other convention calls an undefined rate 0. This product never does; only the comparison here translates. */
function underConvention(value: unknown, convention: Vector['convention']): unknown {
  if (convention === 'strict') return value;
  if (value === null) return 0;
  return typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, underConvention(entry, convention)]))
    : value;
}

describe('acceptance vectors', () => {
  it('are all there', () => {
    expect(new Set(VECTORS.map(({ name }) => name)).size).toBe(127);
  });

  it.each(VECTORS.map((vector) => [vector.name, vector] as const))('%s', (name, vector) => {
    compare(underConvention(compute(vector), vector.convention), vector.expected, vector, name);
  });
});
