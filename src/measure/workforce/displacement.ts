/**
 * @module Work that the system could take over, as full-time equivalents (methods 2.5):
 * `T = coverage · intent · exposure`, `FTE = Σ headcount · T`, `share = FTE ÷ Σ headcount`.
 * What is not known keeps its whole range: it can only widen the result, and takes the point value away.
 */
import { type Exposure, exposureOf } from './exposure.ts';
import type { Intent, OccupationInput } from './input.ts';
import type { OccupationTable } from './occupations.ts';

/** `point` is `null` while something is not measured. */
export interface Range {
  low: number;
  point: number | null;
  high: number;
}

/** Weight of the intent (methods 2.5, a judgement, not a measurement). */
export const INTENT_WEIGHTS = { replace: 1, mixed: 0.5, assist: 0.2 } as const;

const intentRange = (intent: Intent): Range =>
  intent === 'unknown'
    ? { low: INTENT_WEIGHTS.assist, point: null, high: INTENT_WEIGHTS.replace }
    : { low: INTENT_WEIGHTS[intent], point: INTENT_WEIGHTS[intent], high: INTENT_WEIGHTS[intent] };

const coverageRange = (coverage: number | null): Range =>
  coverage === null ? { low: 0, point: null, high: 1 } : { low: coverage, point: coverage, high: coverage };

/** Product of ranges of numbers that are not negative; a factor that is zero for certain decides alone. */
export function times(...ranges: readonly Range[]): Range {
  const point = ranges.some((range) => range.high === 0)
    ? 0
    : ranges.reduce<number | null>(
        (product, range) => (product === null || range.point === null ? null : product * range.point),
        1,
      );
  return {
    low: ranges.reduce((product, range) => product * range.low, 1),
    point,
    high: ranges.reduce((product, range) => product * range.high, 1),
  };
}

export function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce<Range>(
    (sum, range) => ({
      low: sum.low + range.low,
      point: sum.point === null || range.point === null ? null : sum.point + range.point,
      high: sum.high + range.high,
    }),
    { low: 0, point: 0, high: 0 },
  );
}

export const mapRange = ({ low, point, high }: Range, how: (value: number) => number): Range => ({
  low: how(low),
  point: point === null ? null : how(point),
  high: how(high),
});

export interface Displacement {
  exposure: Exposure;
  /** Share of the work of the occupation, 0–1. */
  share: Range;
  /** Full-time equivalents. */
  fte: Range;
}

export function displacementOf(occupation: OccupationInput, table: OccupationTable): Displacement {
  const exposure = exposureOf(occupation, table);
  const share = times(coverageRange(occupation.coverage), intentRange(occupation.intent), exposure);
  return { exposure, share, fte: mapRange(share, (value) => value * occupation.headcount) };
}

const POINTS = [
  [0, 0],
  [0.02, 0.25],
  [0.1, 0.5],
  [0.3, 1],
] as const;

/** Likelihood of dimension W1 from the share of displaced work: straight lines through the points of methods 2.5, 0–1. */
export function likelihoodOfShare(share: number): number {
  for (let i = 1; i < POINTS.length; i += 1) {
    const [[x0, y0], [x1, y1]] = [POINTS[i - 1]!, POINTS[i]!];
    if (share <= x1) return y0 + ((y1 - y0) * Math.max(0, share - x0)) / (x1 - x0);
  }
  return 1;
}
