/** @module The smallest sets of changes that lower the level of a domain. */
import { type Change, changesOf } from './changes.ts';
import { distanceOf } from './distance.ts';
import type { DomainInput } from './input.ts';
import { evidenceFloors, type Rank } from './levels.ts';
import type { RiskRules } from './scheme.ts';
import type { DomainScore } from './score.ts';
import { type FoundSets, smallestSets } from './smallest-sets.ts';
import { type Outcome, TriedChanges } from './tried-changes.ts';

export interface LowerLevel extends FoundSets<Change, Outcome> {
  from: Rank;
  /** Floors that hold the level now; a gate among them must be lifted, no control can make up for it. */
  heldBy: string[];
  /** Changes looked at, and weaker ones left out: "smallest" holds among those looked at. */
  candidates: number;
  leftOut: number;
}

/**
 * @param changes what may be changed, all of it looked at; by default the strongest of everything worth trying, as many as
 *   the scheme says. Of risk factors, stronger evidence is tried only while missing evidence holds the level.
 * @returns `null` where nothing is scored
 *
 * All changes can only lower the score and raise the confidence, so the search may rule out whatever does not help even
 * when all the rest is done.
 */
export function lowerLevel(
  input: DomainInput,
  score: DomainScore,
  rules: RiskRules,
  changes?: readonly Change[],
): LowerLevel | null {
  if (!score.scenarios) return null;
  const { point } = score.scenarios;
  const evidence = evidenceFloors(score.confidence, rules).length > 0;
  const all = changes ?? changesOf(input, rules.scheme, { evidence });
  const candidates = changes ?? strongest(all, score, rules, evidence);
  const tried = new TriedChanges(score, point, rules, candidates);
  const isBetter = ({ rank }: Outcome): boolean => rank < point.rank;
  const found = smallestSets({
    candidates: candidates.map((_, index) => index),
    evaluate: (chosen) => tried.outcome(chosen),
    isBetter,
    canReach: (chosen, rest, missing) => tried.canReach(chosen, rest, missing, isBetter),
    maxSize: rules.scheme.actions.max_size,
    monotone: true,
  });
  const sets = found.sets
    .map(({ chosen, value }) => ({ chosen: chosen.map((index) => candidates[index]!), value }))
    .sort((a, b) => a.value.rank - b.value.rank || a.value.residual - b.value.residual);
  return {
    ...found,
    sets,
    from: point.rank,
    heldBy: distanceOf(point).heldBy,
    candidates: candidates.length,
    leftOut: all.length - candidates.length,
  };
}

/** The changes that alone do most: for the confidence while missing evidence holds the level, else for the score. */
function strongest(all: readonly Change[], score: DomainScore, rules: RiskRules, evidence: boolean): Change[] {
  const limit = rules.scheme.actions.candidates;
  if (all.length <= limit) return [...all];
  const tried = new TriedChanges(score, score.scenarios!.point, rules, all);
  const outcomes = all.map((_, index) => ({ index, ...tried.outcome([index]) }));
  outcomes.sort(
    (a, b) =>
      a.rank - b.rank ||
      (evidence ? b.confidence - a.confidence : 0) ||
      a.residual - b.residual ||
      b.confidence - a.confidence ||
      a.index - b.index,
  );
  const kept = new Set(outcomes.slice(0, limit).map(({ index }) => index));
  return all.filter((_, index) => kept.has(index));
}
