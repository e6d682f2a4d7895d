/**
 * @module From a measured gap to a likelihood for the risk score (methods 1.7): continuous and monotone, half-way at the
 * customary marks 0.8 and 0.1.
 */
import type { Comparison } from './comparison.ts';

/** Straight lines through points in ascending order of x; flat outside. */
function piecewise(points: readonly (readonly [x: number, y: number])[], x: number): number {
  if (x <= points[0]![0]) return points[0]![1];
  for (let i = 1; i < points.length; i += 1) {
    const [[x0, y0], [x1, y1]] = [points[i - 1]!, points[i]!];
    if (x <= x1) return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return points.at(-1)![1];
}

/** h(r) for the smaller-to-larger ratio. */
export const likelihoodOfRatio = (ratio: number): number =>
  piecewise(
    [
      [0.5, 1],
      [0.8, 0.5],
      [0.95, 0],
    ],
    ratio,
  );

/** k(d) for an absolute gap between rates. */
export const likelihoodOfGap = (gap: number): number =>
  piecewise(
    [
      [0.02, 0],
      [0.1, 0.5],
      [0.3, 1],
    ],
    Math.abs(gap),
  );

export interface Likelihood {
  low: number;
  point: number;
  high: number;
}

/** Optimistic, point and pessimistic likelihood; `null` when insufficient, which the score treats as unknown. */
export function likelihoodOf({ verdict, ratio, ratioInterval }: Comparison): Likelihood | null {
  if (verdict === 'insufficient' || ratio === null || !ratioInterval) return null;
  const point = likelihoodOfRatio(ratio);
  const [low, high] = ratioInterval;
  return {
    low: Math.min(point, likelihoodOfRatio(high)),
    point,
    high: Math.max(point, likelihoodOfRatio(low)),
  };
}
