/** @module The customary single numbers of one attribute, over the groups that pass the floors. */
import type { Confusion, Group } from './counts.ts';
import { biasAmplification, differentialFairness } from './differential.ts';
import { averageAbsoluteOddsDifference, difference, overallOf, ratio } from './disparity.ts';
import { HIDDEN_BELOW } from './floors.ts';
import { highest } from './four-fifths.ts';
import { betweenGroupEntropy, coefficientOfVariation, generalisedEntropy, theil } from './inequality.ts';
import { combine, type Measured, missing } from './measured.ts';
import { type RateName, sampleOf } from './rates.ts';

export const SUMMARY = [
  'demographic_parity_difference',
  'disparate_impact',
  'equal_opportunity_difference',
  'equal_opportunity_ratio',
  'false_positive_difference',
  'false_positive_ratio',
  'equalised_odds_difference',
  'equalised_odds_ratio',
  'average_absolute_odds_difference',
  'predictive_parity_difference',
  'predictive_parity_ratio',
  'for_difference',
  'fdr_difference',
  'accuracy_difference',
  'base_rate_difference',
  'generalised_entropy',
  'theil_index',
  'coefficient_of_variation',
  'between_group_entropy',
  'differential_fairness',
  'differential_fairness_of_outcomes',
  'bias_amplification',
] as const;

export type SummaryName = (typeof SUMMARY)[number];
export type Summary = Record<SummaryName, Measured>;

/** A gap of a single group is not a gap. */
const evidence = (value: Measured): Measured => (value.reason === 'one_group' ? missing('one_group') : value);

/** @param groups the groups in the headline; @param shown every group above the floor: a hidden one must not be readable from ε */
export function summarise(groups: readonly Group[], shown: readonly Group[], labelled: boolean): Summary {
  const over = (name: RateName): Map<string, Confusion> =>
    new Map(groups.filter(({ tally }) => sampleOf(tally, name).n >= HIDDEN_BELOW).map((g) => [g.name, g.tally]));
  const gap = (name: RateName): Measured => evidence(difference(over(name), name));
  const share = (name: RateName): Measured => evidence(ratio(over(name), name));
  const all = overallOf(new Map(groups.map((group) => [group.name, group.tally])));
  const epsilon = (name: RateName): Measured =>
    evidence(differentialFairness(shown.map(({ tally }) => sampleOf(tally, name))));
  const selection = {
    demographic_parity_difference: gap('selection_rate'),
    disparate_impact: share('selection_rate'),
    differential_fairness: epsilon('selection_rate'),
  };
  if (!labelled) {
    const rest = SUMMARY.filter((name) => !(name in selection)).map((name) => [name, missing('no_labels')]);
    return { ...Object.fromEntries(rest), ...selection } as Summary;
  }
  const outcomes = epsilon('base_rate');
  return {
    ...selection,
    equal_opportunity_difference: gap('tpr'),
    equal_opportunity_ratio: share('tpr'),
    false_positive_difference: gap('fpr'),
    false_positive_ratio: share('fpr'),
    equalised_odds_difference: combine([gap('tpr'), gap('fpr')], Math.max),
    equalised_odds_ratio: combine([share('tpr'), share('fpr')], Math.min),
    average_absolute_odds_difference: worstAverageOdds(groups),
    predictive_parity_difference: gap('ppv'),
    predictive_parity_ratio: share('ppv'),
    for_difference: gap('for'),
    fdr_difference: gap('fdr'),
    accuracy_difference: gap('accuracy'),
    base_rate_difference: gap('base_rate'),
    generalised_entropy: generalisedEntropy(all),
    theil_index: theil(all),
    coefficient_of_variation: coefficientOfVariation(all),
    between_group_entropy: groups.length === 1 ? missing('one_group') : betweenGroupEntropy(groups.map((g) => g.tally)),
    differential_fairness_of_outcomes: outcomes,
    bias_amplification: biasAmplification(selection.differential_fairness, outcomes),
  };
}

/** Widest average absolute odds difference between the group selected most and any other. */
function worstAverageOdds(groups: readonly Group[]): Measured {
  const known = groups.filter(({ tally }) =>
    (['tpr', 'fpr'] as const).every((r) => sampleOf(tally, r).n >= HIDDEN_BELOW),
  );
  const name = highest(new Map(known.map((group) => [group.name, sampleOf(group.tally, 'selection_rate')])));
  const reference = known.find((group) => group.name === name);
  if (!reference) return missing('no_group');
  if (known.length === 1) return missing('one_group');
  const others = known.filter((group) => group !== reference);
  return combine(
    others.map(({ tally }) => averageAbsoluteOddsDifference(tally, reference.tally)),
    Math.max,
  );
}
