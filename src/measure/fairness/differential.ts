/**
 * @module Smoothed empirical differential fairness (methods 1.2, AIF360; 1.5): the largest log ratio of any outcome between any
 * two groups, smoothed so that empty cells stay finite.
 */

import type { Selection } from './four-fifths.ts';
import { type Measured, measured, missing } from './measured.ts';

/** ε of the four-fifths mark on both outcomes: ln 1.25 ≈ 0.223 (methods 1.5). */
export const FOUR_FIFTHS_EPSILON = Math.log(1.25);

/**
 * ε of the groups. Groups without people say nothing and are left out.
 * @param concentration weight of the prior (c = 1 in methods 1.2), spread evenly over the two outcomes
 */
export function differentialFairness(groups: Iterable<Selection>, concentration = 1): Measured {
  const rates = [...groups].filter(({ n }) => n > 0).map(({ x, n }) => (x + concentration / 2) / (n + concentration));
  if (rates.length === 0) return missing('no_group');
  // The widest pair of each outcome is that of the extremes, so no pair needs to be visited.
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  const epsilon = Math.max(Math.log(high / low), Math.log((1 - low) / (1 - high)));
  return rates.length === 1 ? { value: 0, reason: 'one_group' } : measured(epsilon);
}

/** How much wider the decisions make a gap that is already in the outcomes: ε(decisions) − ε(outcomes) (methods 1.2). */
export function biasAmplification(decisions: Measured, outcomes: Measured): Measured {
  if (decisions.value === null) return decisions;
  if (outcomes.value === null) return outcomes;
  return { ...decisions, value: decisions.value - outcomes.value };
}
