/** @module Could a gap this large be chance? "Not significant" is never "fair". */
import { type Measured, measured, missing } from './measured.ts';
import { twoSidedP } from './normal.ts';
import { type Sample, snap } from './rates.ts';

/** Pooled two-proportion z of p₁ − p₂ (methods 1.5); undefined when everyone or no one is selected. */
export function pooledZ(first: Sample, second: Sample): Measured {
  if (first.n <= 0 || second.n <= 0) return missing('empty_group');
  const p = (first.x + second.x) / (first.n + second.n);
  const variance = p * (1 - p) * (1 / first.n + 1 / second.n);
  if (!(variance > 0)) return missing('no_variation');
  return measured((first.x / first.n - second.x / second.n) / Math.sqrt(variance));
}

/** z of the log ratio (Morris 2001 as named in methods 1.2, holisticai "Z (ratio)"); for the vectors, no verdict rests on it. */
export function logRatioZ(first: Sample, second: Sample): Measured {
  if (first.n <= 0 || second.n <= 0) return missing('empty_group');
  if (first.x <= 0 && second.x <= 0) return missing('both_zero');
  if (first.x <= 0 || second.x <= 0) return missing('reference_is_zero');
  const n = first.n + second.n;
  const p = (first.x + second.x) / n;
  if (p >= 1) return missing('no_variation');
  const share = first.n / n;
  const spread = Math.sqrt((1 - p) / (p * n * share * (1 - share)));
  return measured(Math.log(first.x / first.n / (second.x / second.n)) / spread);
}

/**
 * Fisher's exact test, two-sided by probability, ties with the factor 1 + 1e-7 (methods 1.5), 0–1.
 * Hypergeometric weights by recurrence from the mode in place of the log-gamma of the method: nothing overflows or cancels.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const [row1, row2, column] = [a + b, c + d, a + c];
  if (row1 === 0 || row2 === 0 || column === 0 || b + d === 0) return 1;
  const low = Math.max(0, column - row2);
  const high = Math.min(row1, column);
  const mode = Math.min(high, Math.max(low, Math.floor(((row1 + 1) * (column + 1)) / (row1 + row2 + 2))));
  const up = (k: number): number => ((row1 - k) * (column - k)) / ((k + 1) * (row2 - column + k + 1));
  const weights = new Float64Array(high - low + 1);
  weights[mode - low] = 1;
  for (let k = mode; k < high; k += 1) weights[k + 1 - low] = weights[k - low]! * up(k);
  for (let k = mode; k > low; k -= 1) weights[k - 1 - low] = weights[k - low]! / up(k - 1);
  const limit = weights[a - low]! * (1 + 1e-7);
  const ascending = weights.toSorted();
  let total = 0;
  let tail = 0;
  for (const weight of ascending) {
    total += weight;
    if (weight <= limit) tail += weight;
  }
  return Math.min(1, tail / total);
}

export interface Tested {
  test: 'fisher' | 'z';
  p: number;
}

/** Fisher below 30 people or an expected cell below 5 (methods 1.5; OFCCP manual, methods 1.2), otherwise the pooled z. */
export function testProportions(first: Sample, second: Sample): Tested {
  const n = first.n + second.n;
  const selected = first.x + second.x;
  const expected = [first.n, second.n].flatMap((rows) => [
    snap((rows * selected) / n),
    snap((rows * (n - selected)) / n),
  ]);
  const exact = first.n < 30 || second.n < 30 || Math.min(...expected) < 5;
  const z = exact ? null : pooledZ(first, second).value;
  if (z !== null) return { test: 'z', p: twoSidedP(z) };
  const [x1, n1, x2, n2] = [first.x, first.n, second.x, second.n].map(Math.round) as [number, number, number, number];
  return { test: 'fisher', p: fisherExact(x1, n1 - x1, x2, n2 - x2) };
}

/** Holm's step-down correction over one family of comparisons (methods 1.5); order is kept. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((i, j) => values[i]! - values[j]!);
  const adjusted = new Array<number>(values.length);
  let running = 0;
  for (const [rank, index] of order.entries()) {
    running = Math.max(running, Math.min(1, values[index]! * (values.length - rank)));
    adjusted[index] = running;
  }
  return adjusted;
}
