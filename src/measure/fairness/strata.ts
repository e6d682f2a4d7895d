/**
 * @module The same comparison inside strata (a department, a job, a district), and Simpson's warning when the pooled
 * numbers tell another story (methods 1.5, 1.6).
 */
import { type Measured, measured, missing, quotient } from './measured.ts';
import { chiSquared1P } from './normal.ts';

/** Rows are groups, columns selected and not selected. */
export type TwoByTwo = readonly [readonly [a: number, b: number], readonly [c: number, d: number]];

/** Common odds ratio Σ(ad/n) / Σ(bc/n) (Mantel-Haenszel, methods 1.5). */
export function mantelHaenszelOddsRatio(tables: Iterable<TwoByTwo>): Measured {
  let above = 0;
  let below = 0;
  for (const [[a, b], [c, d]] of tables) {
    const n = a + b + c + d;
    if (n <= 0) continue;
    above += (a * d) / n;
    below += (b * c) / n;
  }
  return quotient(above, below, above === 0 ? 'no_variation' : 'reference_is_zero');
}

/** Mantel-Haenszel χ² with one degree of freedom (methods 1.5); without continuity correction, where methods is silent. */
export function mantelHaenszelChiSquared(tables: Iterable<TwoByTwo>): Measured {
  let gap = 0;
  let variance = 0;
  for (const [[a, b], [c, d]] of tables) {
    const n = a + b + c + d;
    if (n <= 1) continue;
    gap += a - ((a + b) * (a + c)) / n;
    variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1));
  }
  return variance <= 0 ? missing('no_variation') : measured((gap * gap) / variance);
}

/** `reversed`: the direction turns round; `vanishes`: the pooled gap is significant, the stratified one is not; `appears`: the opposite. */
export type Simpson = 'reversed' | 'vanishes' | 'appears';

export interface Stratified {
  strata: number;
  pooledOddsRatio: number | null;
  commonOddsRatio: number | null;
  pooledP: number | null;
  stratifiedP: number | null;
  simpson: Simpson | null;
}

/** Compares the pooled table with the stratified ones. */
export function stratify(tables: readonly TwoByTwo[], alpha = 0.05): Stratified {
  const used = tables.filter(([[a, b], [c, d]]) => a + b > 0 && c + d > 0);
  const sum = (row: 0 | 1, column: 0 | 1): number => tables.reduce((total, table) => total + table[row][column], 0);
  const pooled: TwoByTwo = [
    [sum(0, 0), sum(0, 1)],
    [sum(1, 0), sum(1, 1)],
  ];
  const pooledOddsRatio = mantelHaenszelOddsRatio([pooled]).value;
  const commonOddsRatio = mantelHaenszelOddsRatio(used).value;
  const p = (chi: Measured): number | null => (chi.value === null ? null : chiSquared1P(chi.value));
  const pooledP = p(mantelHaenszelChiSquared([pooled]));
  const stratifiedP = p(mantelHaenszelChiSquared(used));
  return {
    strata: used.length,
    pooledOddsRatio,
    commonOddsRatio,
    pooledP,
    stratifiedP,
    simpson: simpsonOf(pooledOddsRatio, commonOddsRatio, pooledP, stratifiedP, alpha),
  };
}

function simpsonOf(
  pooled: number | null,
  common: number | null,
  pooledP: number | null,
  stratifiedP: number | null,
  alpha: number,
): Simpson | null {
  const significant = (value: number | null): boolean => value !== null && value < alpha;
  if (!significant(pooledP) && !significant(stratifiedP)) return null;
  if (pooled !== null && common !== null && (pooled - 1) * (common - 1) < 0) return 'reversed';
  if (significant(pooledP) && !significant(stratifiedP)) return 'vanishes';
  return !significant(pooledP) && significant(stratifiedP) ? 'appears' : null;
}
