/** @module The normal distribution, to double precision and without tables. */

/**
 * Complementary error function, 0–2, by standard results: the series of erf whose terms are all positive, so that nothing
 * cancels, and the continued fraction of erfc for large x.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n += 1) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let tail = x;
  for (let k = 80; k >= 1; k -= 1) tail = x + k / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}

/** Probability of a standard normal value at least as far from zero as `z`, on either side (standard result), 0–1. */
export const twoSidedP = (z: number): number => Math.min(1, erfc(Math.abs(z) / Math.SQRT2));

/** Upper tail probability of chi-squared with one degree of freedom: the square of a standard normal value (standard result). */
export const chiSquared1P = (x: number): number => twoSidedP(Math.sqrt(x));

/** z = Φ⁻¹(1 − tail) (methods 1.5): a standard normal value exceeds it with probability `tail` (0 < tail ≤ ½); by bisection. */
export function upperQuantile(tail: number): number {
  let low = 0;
  let high = 40;
  for (let step = 0; step < 200 && low < high; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (erfc(middle / Math.SQRT2) / 2 > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Two-sided significance level of every test and interval here. */
export const ALPHA = 0.05;

/** Φ⁻¹(0.975) = 1.95996…, the half-width of 95% intervals. */
export const Z95 = upperQuantile(ALPHA / 2);

/** The half-width for another level. */
export const halfWidth = (alpha: number): number => (alpha === ALPHA ? Z95 : upperQuantile(alpha / 2));
