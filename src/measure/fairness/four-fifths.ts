/**
 * @module The four-fifths rule of thumb: 29 CFR 1607.4(D) (United States) and its Questions and Answers of 1979 (methods 1.2).
 * It is a customary mark for looking closer. It is not Vietnamese law, and passing it proves nothing.
 */
import { type Measured, missing, quotient } from './measured.ts';
import type { Sample } from './rates.ts';

/** Selected and total of one group. */
export type Selection = Sample;

/** Relative slack where weights make the counts inexact. */
const SLACK = 1e-12;

/** Sign of a·b − c·d: exact for whole numbers of any size, within rounding for weighted ones. */
export function compareProducts(a: number, b: number, c: number, d: number): -1 | 0 | 1 {
  if ([a, b, c, d].every(Number.isSafeInteger)) {
    const gap = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
    return gap < 0n ? -1 : gap > 0n ? 1 : 0;
  }
  const [left, right] = [a * b, c * d];
  if (Math.abs(left - right) <= SLACK * Math.max(Math.abs(left), Math.abs(right))) return 0;
  return left < right ? -1 : 1;
}

/** Sign of the difference of two rates; both totals must be above zero. */
export const compareRates = (one: Selection, two: Selection): -1 | 0 | 1 => compareProducts(one.x, two.n, two.x, one.n);

/** Whether rate `low` is below four fifths of rate `high`, without dividing: 5·x_low·n_high < 4·x_high·n_low (methods 1.3). */
export const belowFourFifths = (low: Selection, high: Selection): boolean =>
  compareProducts(5 * low.x, high.n, 4 * high.x, low.n) < 0;

/** The group with the highest rate; of equals the largest, then the first by name. Empty groups never count. */
export function highest(groups: ReadonlyMap<string, Selection>): string | undefined {
  let best: string | undefined;
  for (const [name, group] of groups) {
    if (group.n <= 0) continue;
    const leader = best === undefined ? undefined : groups.get(best)!;
    const order = leader ? compareRates(group, leader) : 1;
    const larger = leader && order === 0 ? compareProducts(group.n, 1, leader.n, 1) : 0;
    if (order > 0 || larger > 0 || (order === 0 && larger === 0 && name < best!)) best = name;
  }
  return best;
}

/** Every group's rate against the highest rate, 0–1 (the impact ratio of methods 1.2: 29 CFR 1607.4(D), NYC LL144). */
export function impactRatios(groups: ReadonlyMap<string, Selection>): Map<string, Measured> {
  const best = groups.get(highest(groups) ?? '');
  return new Map(
    [...groups].map(([name, { x, n }]) => [
      name,
      n <= 0 || !best ? missing('empty_group') : quotient((x / n) * best.n, best.x, 'both_zero'),
    ]),
  );
}

/** Every group's flag; `null` for an empty group. */
export function fourFifthsFlags(groups: ReadonlyMap<string, Selection>): Map<string, boolean | null> {
  const best = groups.get(highest(groups) ?? '');
  return new Map(
    [...groups].map(([name, group]) => [name, group.n <= 0 || !best ? null : belowFourFifths(group, best)]),
  );
}

/**
 * Whether moving a single selection from the group ahead to the other would put the other ahead
 * (Q&A 21 of 1979, methods 1.2 "flip-flop rule": such a gap rests on too few people to act on).
 */
export function flipFlop(one: Selection, two: Selection): boolean {
  if (one.n <= 0 || two.n <= 0) return false;
  const [ahead, behind] = compareRates(one, two) >= 0 ? [one, two] : [two, one];
  if (ahead.x < 1 || behind.x + 1 > behind.n) return false;
  return compareRates({ x: behind.x + 1, n: behind.n }, { x: ahead.x - 1, n: ahead.n }) > 0;
}
