/** @module Differences in who is in the data and who gets which outcome. */
import { type Measured, measured, missing, quotient } from './measured.ts';

/** (n_u − n_p)/(n_u + n_p): how far the data lean to one group (AIF360 class imbalance, methods 1.2). */
export const classImbalance = (unprivileged: number, privileged: number): Measured =>
  quotient(unprivileged - privileged, unprivileged + privileged, 'no_group');

/** Σ p ln(p/q) over outcomes (AIF360 KL, methods 1.2); undefined where q is zero and p is not. */
export function klDivergence(p: readonly number[], q: readonly number[]): Measured {
  let sum = 0;
  for (const [index, share] of p.entries()) {
    const other = q[index] ?? 0;
    if (share === 0) continue;
    if (other === 0) return missing('reference_is_zero');
    sum += share * Math.log(share / other);
  }
  return measured(sum);
}

/** People with the favourable and the unfavourable outcome. */
export interface Outcomes {
  pos: number;
  neg: number;
}

/** Σ n_i·(neg_i/Σneg − pos_i/Σpos) / Σ n_i over groups, as in AIF360 `conditional_demographic_disparity` (methods 1.2). */
export function conditionalDemographicDisparity(groups: Iterable<Outcomes>): Measured {
  const all = [...groups];
  const pos = all.reduce((sum, group) => sum + group.pos, 0);
  const neg = all.reduce((sum, group) => sum + group.neg, 0);
  if (pos + neg === 0) return missing('no_group');
  if (pos === 0) return missing('no_one_selected');
  if (neg === 0) return missing('no_one_refused');
  const sum = all.reduce((total, group) => total + (group.pos + group.neg) * (group.neg / neg - group.pos / pos), 0);
  return measured(sum / (pos + neg));
}

/**
 * Demographic disparity of one group inside each stratum, averaged by stratum size: the group's share of the refused less
 * its share of the selected (our reading of conditional demographic disparity, methods 1.2, for strata; no verdict rests on it).
 * Strata where no one, or everyone, was selected cannot be judged and are left out.
 */
export function disparityGivenStrata(strata: Iterable<{ group: Outcomes; all: Outcomes }>): Measured {
  let people = 0;
  let sum = 0;
  for (const { group, all } of strata) {
    if (all.pos <= 0 || all.neg <= 0) continue;
    people += all.pos + all.neg;
    sum += (all.pos + all.neg) * (group.neg / all.neg - group.pos / all.pos);
  }
  return people === 0 ? missing('no_variation') : measured(sum / people);
}
