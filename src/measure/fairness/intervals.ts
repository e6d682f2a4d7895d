/** @module 95% intervals that stay honest for small groups and for rates of 0 and 1. */
import { ALPHA, halfWidth } from './normal.ts';
import type { Sample } from './rates.ts';

export type Interval = readonly [low: number, high: number];

/** Wilson score interval of a rate (methods 1.5), within 0–1; `null` without people. @param alpha 1 − confidence */
export function wilson({ x, n }: Sample, alpha = ALPHA): Interval | null {
  if (n <= 0) return null;
  const z = halfWidth(alpha);
  const p = x / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / scale;
  return [x === 0 ? 0 : Math.max(0, centre - half), x === n ? 1 : Math.min(1, centre + half)];
}

/** Newcombe's hybrid score interval of a difference p₁ − p₂ (methods 1.5), within −1 to 1; `null` without people. */
export function newcombe(first: Sample, second: Sample, alpha = ALPHA): Interval | null {
  const one = wilson(first, alpha);
  const two = wilson(second, alpha);
  if (!one || !two) return null;
  const p1 = first.x / first.n;
  const p2 = second.x / second.n;
  const difference = p1 - p2;
  return [
    Math.max(-1, difference - Math.hypot(p1 - one[0], two[1] - p2)),
    Math.min(1, difference + Math.hypot(p2 - two[0], one[1] - p1)),
  ];
}

/** What one rate adds to the half-width of the log ratio. */
function logHalfWidth({ x, n }: Sample, alpha: number): number {
  if (x === n) return -Math.log(wilson({ x, n }, alpha)![0]);
  return halfWidth(alpha) * Math.sqrt(Math.max(0, 1 / (x + 0.5) - 1 / (n + 0.5)));
}

/**
 * Interval of a ratio p₁/p₂ on the log scale with ½ added to counts and totals, finite even when a count is zero
 * (methods 1.5; Katz's interval is the same without the ½). Where everyone of a group is selected its part of the variance is
 * zero however few they are, and ten of ten twice would give [1, 1]: there the log of its Wilson bound stands in (ours).
 */
export function adjustedLogRatio(first: Sample, second: Sample, alpha = ALPHA): Interval | null {
  if (first.n <= 0 || second.n <= 0) return null;
  const [x1, n1, x2, n2] = [first.x + 0.5, first.n + 0.5, second.x + 0.5, second.n + 0.5];
  const centre = Math.log(x1 / n1 / (x2 / n2));
  const half = Math.hypot(logHalfWidth(first, alpha), logHalfWidth(second, alpha));
  return [Math.exp(centre - half), Math.exp(centre + half)];
}
