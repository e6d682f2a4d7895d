/** @module How many people it takes before a gap could be seen at all. */
import { ALPHA, halfWidth, upperQuantile } from './normal.ts';

/** Chance of seeing the gap if it is there. */
export const POWER = 0.8;

/** The gap looked for: the four-fifths rule of thumb. */
export const RATIO = 0.8;

const Z_POWER = upperQuantile(1 - POWER);

/**
 * People needed in each of two equal groups to tell rate `p1` from rate `p2` (two-sided 5%, power 80%): the standard formula
 * for two proportions without continuity correction, which gives the figures of methods 1.5.
 */
export function peopleNeeded(p1: number, p2: number): number | null {
  if (!(p1 >= 0 && p1 <= 1 && p2 >= 0 && p2 <= 1) || p1 === p2) return null;
  const mean = (p1 + p2) / 2;
  const root = halfWidth(ALPHA) * Math.sqrt(2 * mean * (1 - mean)) + Z_POWER * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  return Math.ceil((root / (p1 - p2)) ** 2);
}

/** Of which a comparison lacks some. */
export interface Shortfall {
  /** People needed in each group. */
  needed: number;
  /** People missing in the compared group, and in the reference group. */
  group: number;
  reference: number;
}

/** People missing before a ratio of 0.8 against the reference rate could be judged (methods 1.5); `null` when that rate is 0. */
export function shortfall(
  referenceRate: number,
  harmIsHigh: boolean,
  group: number,
  reference: number,
): Shortfall | null {
  if (referenceRate <= 0) return null;
  const other = harmIsHigh ? Math.min(1, referenceRate / RATIO) : referenceRate * RATIO;
  const needed = peopleNeeded(referenceRate, other);
  if (needed === null) return null;
  const lacks = (has: number): number => Math.max(0, Math.ceil(needed - has));
  return { needed, group: lacks(group), reference: lacks(reference) };
}
