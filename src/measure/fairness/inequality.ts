/**
 * @module Inequality of benefit between individuals and between groups (methods 1.2, AIF360): benefit b = ŷ − y + 1,
 * that is 2 for an undeserved advantage (FP), 1 for a right decision, 0 for a withheld one (FN).
 */
import { type Confusion, sumCells } from './counts.ts';
import { type Measured, measured, missing } from './measured.ts';

/** Benefits and how many people have each. */
type Benefits = readonly (readonly [benefit: number, people: number])[];

const benefitsOf = ({ tp, fp, tn, fn }: Confusion): Benefits => [
  [2, fp],
  [1, tp + tn],
  [0, fn],
];

/** Generalised entropy of any benefits (methods 1.2); α = 1 is Theil's index, α = 0 the mean log deviation (standard result). */
function entropy(benefits: Benefits, alpha: number): Measured {
  const n = benefits.reduce((sum, [, people]) => sum + people, 0);
  if (n <= 0) return missing('empty_group');
  const mean = benefits.reduce((sum, [benefit, people]) => sum + benefit * people, 0) / n;
  if (mean <= 0) return missing('both_zero');
  if (alpha === 0 && benefits.some(([benefit, people]) => benefit === 0 && people > 0)) return missing('both_zero');
  const part = (ratio: number): number => {
    if (alpha === 1) return ratio === 0 ? 0 : ratio * Math.log(ratio);
    if (alpha === 0) return -Math.log(ratio);
    return (ratio ** alpha - 1) / (alpha * (alpha - 1));
  };
  const present = benefits.filter(([, people]) => people > 0);
  return measured(present.reduce((sum, [benefit, people]) => sum + people * part(benefit / mean), 0) / n);
}

/** Generalised entropy index between individuals; α = 2 unless told. */
export const generalisedEntropy = (counts: Confusion, alpha = 2): Measured => entropy(benefitsOf(counts), alpha);

/** Theil's index between individuals. */
export const theil = (counts: Confusion): Measured => generalisedEntropy(counts, 1);

/** Standard deviation over mean of the benefits: √(2·GE(2)), AIF360's definition (methods 1.2). */
export function coefficientOfVariation(counts: Confusion): Measured {
  const { value, reason } = generalisedEntropy(counts, 2);
  return value === null ? missing(reason!) : measured(Math.sqrt(2 * value));
}

/** The part of the inequality that lies between groups: everyone is given the mean benefit of their group (methods 1.2). */
export function betweenGroupEntropy(groups: Iterable<Confusion>, alpha = 2): Measured {
  const means = [...groups].map((counts) => {
    const people = sumCells(counts, ['tp', 'fp', 'tn', 'fn']);
    return [people > 0 ? (2 * counts.fp + counts.tp + counts.tn) / people : 0, people] as const;
  });
  return entropy(means, alpha);
}
