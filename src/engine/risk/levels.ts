/** @module From scores to a level: thresholds, then floors that only raise (methods 3.2.4, 3.2.5, 3.5). */
import { type Constants, domainScore, type Scored } from './blend.ts';
import type { Confidence } from './confidence.ts';
import type { Level, RiskRules, Scheme } from './scheme.ts';

/** Position of a level in the scheme, 0 = mildest. */
export type Rank = number;

/** Something that keeps the level from being milder. */
export interface Floor {
  /** `dimension`, `evidence`, `controls`, or the id of a gate. */
  by: string;
  rank: Rank;
}

export interface Verdict {
  /** Residual and inherent score of the domain, 0–100, never rounded. */
  residual: number;
  inherent: number;
  /** Level of the residual score by itself. */
  scoreRank: Rank;
  inherentRank: Rank;
  /** The level: the score's own, or the highest floor above it. */
  rank: Rank;
  floors: Floor[];
}

/** What a verdict depends on besides the scored dimensions; the same for all changes that are tried. */
export interface Limits {
  scheme: Scheme;
  levels: readonly Level[];
  constants: Constants;
  /** Floors that hold whatever the score: gates, and missing evidence. */
  fixed: Floor[];
}

export const rankOf = (id: string, levels: readonly Level[]): Rank => levels.findIndex((level) => level.id === id);

/** Half-open: a score on a threshold belongs to the level that begins there. */
export function rankOfScore(score: number, levels: readonly Level[]): Rank {
  let rank = 0;
  for (let i = 0; i < levels.length; i += 1) {
    const { from } = levels[i]!;
    if (from !== undefined && score >= from) rank = i;
  }
  return rank;
}

/** Floors that follow from what is not known: too little evidence is never a low risk. */
export function evidenceFloors({ confidence, completeness }: Confidence, { scheme, gates }: RiskRules): Floor[] {
  const floors: Floor[] = [];
  const { evidence } = scheme.floors;
  if (confidence < evidence.confidence_below) {
    floors.push({ by: 'evidence', rank: rankOf(evidence.level, scheme.levels) });
  }
  for (const gate of gates) {
    if (!gate.evidence) continue;
    const { completeness_below: least, confidence_below: surest } = gate.evidence;
    if (completeness < least || confidence < surest) {
      floors.push({ by: gate.id, rank: rankOf(gate.floor, scheme.levels) });
    }
  }
  return floors;
}

/**
 * @param scored risks of the dimensions that apply; at least one
 * @param weights their weights, in the same order
 */
export function verdictOn(scored: readonly Scored[], weights: readonly number[], limits: Limits): Verdict {
  const { constants, levels, scheme, fixed } = limits;
  const residuals = scored.map(({ R }) => R);
  const inherents = scored.map(({ I }) => I);
  const residual = domainScore(residuals, weights, constants);
  const inherent = domainScore(inherents, weights, constants);
  const scoreRank = rankOfScore(residual, levels);
  const inherentRank = Math.max(rankOfScore(inherent, levels), dimensionFloor(inherents, scheme));
  const floors = [...fixed];
  const worst = dimensionFloor(residuals, scheme);
  if (worst > 0) floors.push({ by: 'dimension', rank: worst });
  const least = inherentRank - scheme.floors.controls.levels_at_most;
  if (least > 0) floors.push({ by: 'controls', rank: least });
  let rank = scoreRank;
  for (const floor of floors) if (floor.rank > rank) rank = floor.rank;
  return { residual, inherent, scoreRank, inherentRank, rank, floors };
}

/** One grave dimension is enough for a level of its own. */
function dimensionFloor(risks: readonly number[], { floors, levels }: Scheme): Rank {
  const { residual_from: from, level } = floors.dimension;
  for (const risk of risks) if (risk >= from) return rankOf(level, levels);
  return 0;
}
