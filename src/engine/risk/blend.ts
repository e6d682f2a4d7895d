/** @module The arithmetic of the scheme (methods 3.2): blends, inherent risk, mitigation. */
import type { Scheme } from './scheme.ts';

/** The constants that arithmetic needs; the sensitivity analysis draws its own. */
export interface Constants {
  blendFactor: number;
  blendDomain: number;
  base: number;
  caps: Scheme['caps'];
}

export const constantsOf = ({ blend, inherent, caps }: Scheme): Constants => ({
  blendFactor: blend.factor,
  blendDomain: blend.domain,
  base: inherent.base,
  caps,
});

/** Σwx/Σw; 0 for an empty list. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  return total === 0 ? 0 : sum / total;
}

/**
 * `λ·max x + (1−λ)·Σwx/Σw` (methods 3.2): the mean alone would let one grave harm vanish among many small ones.
 * Values and λ are 0–1, weights positive; 0 for an empty list.
 */
export function blend(lambda: number, values: readonly number[], weights: readonly number[]): number {
  let worst = 0;
  for (let i = 0; i < values.length; i += 1) if (values[i]! > worst) worst = values[i]!;
  return lambda * worst + (1 - lambda) * weightedMean(values, weights);
}

/** I = S·(base + (1−base)·L): even an unlikely harm keeps a share of its severity (methods 3.2.2). */
export const inherentOf = (severity: number, likelihood: number, base: number): number =>
  severity * (base + (1 - base) * likelihood);

/** Which cap holds: all key controls work, one is weak, or one does nothing (methods 3.2.3, weakest link). */
export type Cap = 'full' | 'weak_key' | 'missing_key';

export function capOf(
  effects: readonly number[],
  key: readonly boolean[],
  { weak_below: weak }: Constants['caps'],
): Cap {
  let cap: Cap = 'full';
  for (let i = 0; i < effects.length; i += 1) {
    if (!key[i]) continue;
    if (effects[i] === 0) return 'missing_key';
    if (effects[i]! < weak) cap = 'weak_key';
  }
  return cap;
}

/** The numbers of one dimension in one scenario. */
export interface Sheet {
  weight: number;
  severity: number[];
  severityWeights: number[];
  likelihood: number[];
  likelihoodWeights: number[];
  /** Effect of each control, 0–1: design × operation × evidence. */
  effects: number[];
  controlWeights: number[];
  key: boolean[];
}

/** Severity, likelihood, inherent risk, mitigation and residual risk of one dimension, each 0–1. */
export interface Scored {
  S: number;
  L: number;
  I: number;
  M: number;
  R: number;
  cap: Cap;
}

/** @param credit false where nothing that was done may lower the risk (a prohibited act) */
export function scoreSheet(sheet: Sheet, constants: Constants, credit = true): Scored {
  const S = blend(constants.blendFactor, sheet.severity, sheet.severityWeights);
  const L = blend(constants.blendFactor, sheet.likelihood, sheet.likelihoodWeights);
  const I = inherentOf(S, L, constants.base);
  const cap = capOf(sheet.effects, sheet.key, constants.caps);
  const M = credit ? constants.caps[cap] * weightedMean(sheet.effects, sheet.controlWeights) : 0;
  return { S, L, I, M, R: I * (1 - M), cap };
}

/** Domain score 0–100 from the risks (0–1) of its dimensions (methods 3.2.4). */
export const domainScore = (risks: readonly number[], weights: readonly number[], constants: Constants): number =>
  100 * blend(constants.blendDomain, risks, weights);
