/** @module A number, or why there is none. An undefined rate is never 0, never 1, and never "fair" (methods 1.3). */

export const REASONS = [
  'empty_group',
  'no_actual_positives',
  'no_actual_negatives',
  'no_one_selected',
  'no_one_refused',
  'both_zero',
  'reference_is_zero',
  'no_group',
  'one_group',
  'no_variation',
  'hidden_small',
  'withheld',
  'no_labels',
  'too_few_people',
  'interval_too_wide',
  'too_many_unknown',
  'too_many_rejected',
] as const;

/** Why a value does not exist or must not be relied on; words in `words.ts`. */
export type Reason = (typeof REASONS)[number];

/** `value: null` always has its reason. A value with a reason exists in arithmetic but carries no evidence. */
export interface Measured {
  value: number | null;
  reason?: Reason;
}

export const measured = (value: number): Measured => ({ value });
export const missing = (reason: Reason): Measured => ({ value: null, reason });

/** numerator ÷ denominator, or `reason` when the denominator is zero. */
export const quotient = (numerator: number, denominator: number, reason: Reason): Measured =>
  denominator === 0 ? missing(reason) : measured(numerator / denominator);

/** Combines values; the first missing one decides. */
export function combine(values: readonly Measured[], how: (...known: number[]) => number): Measured {
  const gap = values.find(({ value }) => value === null);
  if (gap) return gap;
  const weak = values.find(({ reason }) => reason !== undefined)?.reason;
  const value = how(...values.map((entry) => entry.value!));
  return weak === undefined ? { value } : { value, reason: weak };
}
