/**
 * @module Rates of one group (methods 1.1, the table of rates).
 */
import { CELLS, type Cell, type Confusion, sumCells, type Tally } from './counts.ts';
import { combine, type Measured, quotient, type Reason } from './measured.ts';

interface Definition {
  /** Cells of the numerator, and of the denominator. */
  over: readonly Cell[];
  of: readonly Cell[];
  /** Why it does not exist when the denominator is empty. */
  undefined: Reason;
  /** Whether it can be computed without knowing what was deserved. */
  needsLabels: boolean;
}

const P = { of: ['tp', 'fn'], undefined: 'no_actual_positives', needsLabels: true } as const;
const N = { of: ['fp', 'tn'], undefined: 'no_actual_negatives', needsLabels: true } as const;
const SELECTED = { of: ['tp', 'fp'], undefined: 'no_one_selected', needsLabels: true } as const;
const REFUSED = { of: ['tn', 'fn'], undefined: 'no_one_refused', needsLabels: true } as const;
const ALL = { of: CELLS, undefined: 'empty_group', needsLabels: true } as const;

export const RATES = {
  selection_rate: { ...ALL, over: ['tp', 'fp'], needsLabels: false },
  tpr: { ...P, over: ['tp'] },
  fnr: { ...P, over: ['fn'] },
  fpr: { ...N, over: ['fp'] },
  tnr: { ...N, over: ['tn'] },
  ppv: { ...SELECTED, over: ['tp'] },
  fdr: { ...SELECTED, over: ['fp'] },
  npv: { ...REFUSED, over: ['tn'] },
  for: { ...REFUSED, over: ['fn'] },
  accuracy: { ...ALL, over: ['tp', 'tn'] },
  error_rate: { ...ALL, over: ['fp', 'fn'] },
  base_rate: { ...ALL, over: ['tp', 'fn'] },
} as const satisfies Record<string, Definition>;

export type RateName = keyof typeof RATES;
export const RATE_NAMES = Object.keys(RATES) as RateName[];

/** A rate of one group, 0–1 (methods 1.1), or the reason why it does not exist (methods 1.3: never 0). */
export function rateOf(counts: Confusion, name: RateName): Measured {
  const { over, of, undefined: reason } = RATES[name];
  return quotient(sumCells(counts, over), sumCells(counts, of), reason);
}

/** Mean of sensitivity and specificity (standard result; methods 1.4, vectors), 0–1. */
export const balancedAccuracy = (counts: Confusion): Measured =>
  combine([rateOf(counts, 'tpr'), rateOf(counts, 'tnr')], (tpr, tnr) => (tpr + tnr) / 2);

/** Harmonic mean of precision and recall, 2TP/(2TP+FP+FN) (standard result; methods 1.4, vectors), 0–1. */
export const f1 = ({ tp, fp, fn }: Confusion): Measured => quotient(2 * tp, 2 * tp + fp + fn, 'no_actual_positives');

/** Share of all selections that went to this group (Aequitas "PPR", methods 1.1, 1.2); it follows group size and is not demographic parity. */
export const shareOfSelections = (counts: Confusion, all: Confusion): Measured =>
  quotient(counts.tp + counts.fp, all.tp + all.fp, 'no_one_selected');

/** Numerator and denominator of a rate as a sample of people. */
export interface Sample {
  x: number;
  n: number;
}

/**
 * The sample behind a rate. With weights its size is the effective size (Σw)²/Σw² (standard result of survey sampling;
 * methods 1.1 gives sums of weights for rates and is silent on intervals: ours), which does not change when all weights are
 * multiplied by the same number.
 */
export function sampleOf(tally: Tally, name: RateName): Sample {
  const { over, of } = RATES[name];
  const total = sumCells(tally, of);
  const squares = sumCells(tally.squares, of);
  const x = sumCells(tally, over);
  if (total === 0 || squares === 0) return { x: 0, n: 0 };
  if (CELLS.every((cell) => tally[cell] === tally.squares[cell])) return { x, n: total };
  const n = snap((total * total) / squares);
  return { x: snap((x / total) * n), n };
}

/**
 * A whole or half number where only rounding keeps it from being one: tests that need whole people round, and a half must not
 * fall to either side with the scale of the weights.
 */
export function snap(value: number): number {
  const half = Math.round(2 * value) / 2;
  return Math.abs(value - half) <= 1e-9 * Math.max(1, value) ? half : value;
}
