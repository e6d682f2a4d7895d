/**
 * @module The report as flat values for the rules. What is not known is absent, so that a rule sees it as unknown; nothing
 * missing ever becomes 0 or false.
 */
import type { FairnessReport } from './assess.ts';
import { type Likelihood, likelihoodOf } from './likelihood.ts';
import type { StratifiedComparison } from './stratified.ts';

/** Keys are declared in `rules/measures.yaml`. */
export function fairnessValues(report: FairnessReport): Record<string, number | boolean | string> {
  const { attributes, verdict } = report;
  const groups = attributes.flatMap((attribute) => attribute.groups);
  const ratios = attributes.flatMap(({ metrics }) => metrics.flatMap(({ headline }) => headline?.ratio ?? []));
  const sizes = groups.map(({ rows }) => rows);
  // While the whole could not be judged, what could be judged says nothing about the worst.
  const likelihood = verdict === 'insufficient' ? null : likelihoodOfReport(report);
  const stratified = attributes.flatMap(({ strata }) => strata);
  const values: Record<string, number | boolean | string | null> = {
    verdict,
    'worst-ratio': ratios.length > 0 ? least(ratios) : null,
    groups: groups.length,
    'smallest-group': sizes.length > 0 ? least(sizes) : null,
    'likelihood-low': likelihood?.low ?? null,
    likelihood: likelihood?.point ?? null,
    'likelihood-high': likelihood?.high ?? null,
    'simpson-warning': simpsonWarning(stratified),
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[`measured.fairness.${key}`, value]])),
  );
}

/** `null` where nobody has looked: there are no strata, or none in which a comparison could be tested. */
function simpsonWarning(stratified: readonly StratifiedComparison[]): boolean | null {
  if (stratified.some(({ simpson }) => simpson !== null)) return true;
  return stratified.length > 0 && stratified.every(({ stratifiedP }) => stratifiedP !== null) ? false : null;
}

const least = (numbers: number[]): number => numbers.reduce((least, number) => Math.min(least, number));

/**
 * Methods 1.7: the worst comparison that could be judged drives the likelihood. While an attribute could not be judged, it
 * may be worse than all others, so the pessimistic value is 1.
 */
function likelihoodOfReport({ attributes }: FairnessReport): Likelihood | null {
  const judged = attributes.flatMap(({ metrics }) =>
    metrics.flatMap(({ comparisons }) =>
      comparisons.filter(({ smallShare }) => !smallShare).flatMap((comparison) => likelihoodOf(comparison) ?? []),
    ),
  );
  if (judged.length === 0) return null;
  const isOpen = attributes.some(({ verdict }) => verdict === 'insufficient');
  const worst = (key: keyof Likelihood): number =>
    judged.reduce((most, likelihood) => Math.max(most, likelihood[key]), 0);
  return { low: worst('low'), point: worst('point'), high: isOpen ? 1 : worst('high') };
}
