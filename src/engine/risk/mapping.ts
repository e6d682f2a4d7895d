/**
 * @module How answers, facts and measured values become the input of a score: the shape of
 * `rules/risk/fairness.yaml` and `rules/risk/workforce.yaml`.
 */
import type { Logic, PlainDate, Text } from '../content.ts';
import type { RiskDomain } from './scheme.ts';

export const SEVERITY_FACTORS = ['scale', 'scope', 'irremediability', 'vulnerability'] as const;

interface Applicable {
  /** False: the entry does not apply, for the reason `not_applicable`. Unknown counts as true. */
  applies?: Logic;
  not_applicable?: Text;
}

/**
 * A factor has either `value` (a rule that gives a number) or `question` with `scores` (one number for each answer).
 * Values are 0–1, 1 = worst; `curve` turns another measure into that by straight lines through its points.
 */
export interface MappedFactor extends Applicable {
  factor: string;
  title: Text;
  weight: number;
  critical?: true;
  value?: Logic;
  /** Optimistic and pessimistic value, where `value` was measured with an interval. */
  low?: Logic;
  high?: Logic;
  curve?: (readonly [x: number, y: number])[];
  question?: string;
  /** By option id, or `true` and `false`. */
  scores?: Record<string, number>;
  /** Grade of evidence where the answers do not say it, e.g. for a measured value. */
  evidence?: string;
  basis: string[];
  method_source?: Text;
}

/** `question` is on the scale `duty`; the grade of its evidence comes from the answer. */
export interface MappedControl extends Applicable {
  id: string;
  title: Text;
  dimension: string;
  weight: number;
  key?: true;
  question: string;
  basis: string[];
  method_source?: Text;
}

export interface MappedDimension extends Applicable {
  /** `F1`, `W2`: stands in the vector string, never renamed. */
  id: string;
  title: Text;
  weight: number;
  severity: MappedFactor[];
  likelihood: MappedFactor[];
  basis: string[];
  method_source?: Text;
}

export interface MappedOpportunity {
  id: string;
  title: Text;
  when: Logic;
  basis: string[];
  method_source?: Text;
}

export interface RiskMapping {
  domain: RiskDomain;
  title: Text;
  version: string;
  applies_from: PlainDate;
  until?: PlainDate;
  dimensions: MappedDimension[];
  controls: MappedControl[];
  /** Conditions of the gates of `rules/risk/gates.yaml` that read this domain's questions. */
  gates: { id: string; when: Logic }[];
  opportunities: MappedOpportunity[];
}

/** Value at `x` of straight lines through points in ascending order of x; flat outside. */
export function onCurve(points: readonly (readonly [x: number, y: number])[], x: number): number {
  if (x <= points[0]![0]) return points[0]![1];
  for (let i = 1; i < points.length; i += 1) {
    const [[x0, y0], [x1, y1]] = [points[i - 1]!, points[i]!];
    if (x <= x1) return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return points.at(-1)![1];
}
