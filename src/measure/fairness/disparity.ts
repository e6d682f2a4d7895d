/**
 * @module One number for the gap between groups (methods 1.2): demographic parity, equal opportunity, equalised odds and
 * their aggregation as in fairlearn (largest difference, smallest ratio); signed forms as in AIF360 (unprivileged minus
 * privileged).
 */
import { type Confusion, sumCells } from './counts.ts';
import { combine, type Measured, missing, quotient } from './measured.ts';
import { type RateName, rateOf } from './rates.ts';

export type Groups = ReadonlyMap<string, Confusion>;
export type Method = 'between_groups' | 'to_overall';

export function overallOf(groups: Groups): Confusion {
  const total = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const { tp, fp, tn, fn } of groups.values()) {
    total.tp += tp;
    total.fp += fp;
    total.tn += tn;
    total.fn += fn;
  }
  return total;
}

/** A rate by group. */
export const ratesOf = (groups: Groups, name: RateName): Map<string, Measured> =>
  new Map([...groups].map(([group, counts]) => [group, rateOf(counts, name)]));

const defined = (values: Iterable<Measured>): number[] =>
  [...values].flatMap(({ value }) => (value === null ? [] : [value]));

/** The gap of one group alone exists in arithmetic only; the reason travels with it. */
const carried = (value: number, count: number): Measured => (count === 1 ? { value, reason: 'one_group' } : { value });

/** Smallest, and largest, defined value. */
export function extremes(values: Iterable<Measured>): { min: Measured; max: Measured } {
  const known = defined(values);
  if (known.length === 0) return { min: missing('no_group'), max: missing('no_group') };
  return { min: { value: Math.min(...known) }, max: { value: Math.max(...known) } };
}

/** Largest difference of a rate, between groups or to everyone together. Groups where it is undefined are left out. */
export function difference(groups: Groups, name: RateName, method: Method = 'between_groups'): Measured {
  const known = defined(ratesOf(groups, name).values());
  if (known.length === 0) return missing('no_group');
  if (method === 'between_groups') return carried(Math.max(...known) - Math.min(...known), known.length);
  const overall = rateOf(overallOf(groups), name).value!;
  return carried(Math.max(...known.map((value) => Math.abs(value - overall))), known.length);
}

/** Smallest ratio of a rate, always the lower to the higher: symmetric, and never a division by zero but 0/0. */
export function ratio(groups: Groups, name: RateName, method: Method = 'between_groups'): Measured {
  const known = defined(ratesOf(groups, name).values());
  if (known.length === 0) return missing('no_group');
  const overall = rateOf(overallOf(groups), name).value!;
  const pairs: [number, number][] =
    method === 'between_groups'
      ? [[Math.min(...known), Math.max(...known)]]
      : known.map((value) => [Math.min(value, overall), Math.max(value, overall)]);
  const ratios = pairs.map(([low, high]) => quotient(low, high, 'both_zero'));
  const { value, reason } = combine(ratios, Math.min);
  return value === null ? missing(reason!) : carried(value, known.length);
}

/** The wider of the gaps in true and in false positive rates (fairlearn `worst_case`, methods 1.2). */
export const equalisedOddsDifference = (groups: Groups): Measured =>
  combine([difference(groups, 'tpr'), difference(groups, 'fpr')], Math.max);

export const equalisedOddsRatio = (groups: Groups): Measured =>
  combine([ratio(groups, 'tpr'), ratio(groups, 'fpr')], Math.min);

/** Rate of one group minus that of another. */
export const signedDifference = (one: Confusion, two: Confusion, name: RateName): Measured =>
  combine([rateOf(one, name), rateOf(two, name)], (a, b) => a - b);

/** Rate of one group over that of another; not symmetric. */
export function signedRatio(one: Confusion, two: Confusion, name: RateName): Measured {
  const [a, b] = [rateOf(one, name), rateOf(two, name)];
  if (a.value === null) return a;
  if (b.value === null) return b;
  return quotient(a.value, b.value, a.value === 0 ? 'both_zero' : 'reference_is_zero');
}

/** Mean of the signed gaps in true and false positive rates (AIF360, methods 1.2). */
export const averageOddsDifference = (one: Confusion, two: Confusion): Measured =>
  combine([signedDifference(one, two, 'tpr'), signedDifference(one, two, 'fpr')], (a, b) => (a + b) / 2);

/** The same without signs, so that opposite gaps do not cancel. */
export const averageAbsoluteOddsDifference = (one: Confusion, two: Confusion): Measured =>
  combine(
    [signedDifference(one, two, 'tpr'), signedDifference(one, two, 'fpr')],
    (a, b) => (Math.abs(a) + Math.abs(b)) / 2,
  );

/** Difference of selection rates in pooled standard deviations (Cohen's d as in holisticai, methods 1.2). */
export function cohenD(one: Confusion, two: Confusion): Measured {
  const [a, b] = [rateOf(one, 'selection_rate'), rateOf(two, 'selection_rate')];
  if (a.value === null) return a;
  if (b.value === null) return b;
  const [na, nb] = [one, two].map((counts) => sumCells(counts, ['tp', 'fp', 'tn', 'fn'])) as [number, number];
  const pooled = ((nb - 1) * b.value * (1 - b.value) + (na - 1) * a.value * (1 - a.value)) / (na + nb - 2);
  return pooled > 0 ? { value: (a.value - b.value) / Math.sqrt(pooled) } : missing('no_variation');
}

/** Selection rate of everyone else minus that of the group: above zero, the group is behind (methods 1.5, intersections). */
export function oneVersusRest(groups: Groups): Map<string, Measured> {
  const all = overallOf(groups);
  return new Map(
    [...groups].map(([name, own]) => {
      const rest = { tp: all.tp - own.tp, fp: all.fp - own.fp, tn: all.tn - own.tn, fn: all.fn - own.fn };
      return [name, signedDifference(rest, own, 'selection_rate')];
    }),
  );
}
