/** @module Outcomes of sets of changes, computed once for each part: a search meets the same parts thousands of times. */
import { type Scored, scoreSheet } from './blend.ts';
import { applyChanges, type Change } from './changes.ts';
import { confidenceOf } from './confidence.ts';
import { evidenceFloors, type Floor, type Rank, verdictOn } from './levels.ts';
import { withoutEvidence } from './monte-carlo.ts';
import { type Prepared, type Proof, prepareDimension, proofOf } from './prepare.ts';
import type { RiskRules } from './scheme.ts';
import type { DomainScore, Scenario } from './score.ts';

export interface Outcome {
  rank: Rank;
  residual: number;
  confidence: number;
}

/** A dimension after some of its changes. */
interface Part {
  scored: Scored;
  proof: Proof;
}

/** Up to this many changes of one dimension a set of them is an exact number: one bit each. */
const BITS = 52;

export class TriedChanges {
  private readonly prepared: readonly Prepared[];
  private readonly rules: RiskRules;
  private readonly fixed: Floor[];
  private readonly weights: number[];
  private readonly unchanged: Part[];
  /** By dimension, then by the set of its changes. */
  private readonly known: Map<number, Part>[];
  /** Position of the dimension of each candidate (−1: it does not apply), and the candidate's bit there. */
  private readonly home: number[];
  private readonly bit: number[] = [];

  constructor(
    { prepared, gates }: DomainScore,
    private readonly point: Scenario,
    rules: RiskRules,
    private readonly candidates: readonly Change[],
  ) {
    this.prepared = prepared;
    this.rules = { ...rules, gates: gates.map(({ gate }) => gate) };
    this.fixed = withoutEvidence(point.limits.fixed, this.rules);
    this.weights = prepared.map(({ dimension }) => dimension.weight);
    this.unchanged = prepared.map(({ entries }, index) => ({ scored: point.scored[index]!, proof: proofOf(entries) }));
    this.known = prepared.map(() => new Map());
    const positions = new Map(prepared.map(({ dimension }, index) => [dimension.id, index]));
    this.home = candidates.map(({ dimension }) => positions.get(dimension) ?? -1);
    const used = prepared.map(() => 0);
    for (const home of this.home) this.bit.push(home < 0 ? 0 : used[home]!++);
  }

  /** Level and score when the candidates at these positions are carried out. */
  outcome(chosen: readonly number[]): Outcome {
    return this.judge(this.partsWith(this.unchanged, this.grouped(chosen)));
  }

  /**
   * Can `missing` more of `rest` reach the aim? So many changes touch at most so many dimensions; each of these is supposed
   * to have all its changes at once, which no choice can surpass.
   */
  canReach(
    chosen: readonly number[],
    rest: readonly number[],
    missing: number,
    isBetter: (outcome: Outcome) => boolean,
  ): boolean {
    const base = this.partsWith(this.unchanged, this.grouped(chosen));
    const full = this.partsWith(base, this.grouped([...chosen, ...rest]));
    const movable = full.flatMap((part, home) => (part === base[home] ? [] : [home]));
    const visit = (parts: readonly Part[], from: number, left: number): boolean => {
      if (left === 0 || from === movable.length) return isBetter(this.judge(parts));
      for (let next = from; next < movable.length; next += 1) {
        const moved = [...parts];
        moved[movable[next]!] = full[movable[next]!]!;
        if (visit(moved, next + 1, left - 1)) return true;
      }
      return false;
    };
    return visit(base, 0, Math.min(missing, movable.length));
  }

  private grouped(chosen: readonly number[]): Map<number, number[]> {
    const groups = new Map<number, number[]>();
    for (const index of chosen) {
      const home = this.home[index]!;
      if (home < 0) continue;
      const group = groups.get(home);
      if (group) group.push(index);
      else groups.set(home, [index]);
    }
    return groups;
  }

  private partsWith(parts: readonly Part[], groups: ReadonlyMap<number, number[]>): Part[] {
    const changed = [...parts];
    for (const [home, group] of groups) changed[home] = this.part(home, group);
    return changed;
  }

  private judge(parts: readonly Part[]): Outcome {
    const proofs = parts.map(({ proof }) => proof);
    const confidence = confidenceOf(proofs, this.rules.scheme);
    const fixed = [...this.fixed, ...evidenceFloors(confidence, this.rules)];
    const scored = parts.map((part) => part.scored);
    const { rank, residual } = verdictOn(scored, this.weights, { ...this.point.limits, fixed });
    return { rank, residual, confidence: confidence.confidence };
  }

  private part(home: number, indexes: readonly number[]): Part {
    if (indexes.some((index) => this.bit[index]! >= BITS)) return this.compute(home, indexes);
    const key = indexes.reduce((sum, index) => sum + 2 ** this.bit[index]!, 0);
    const before = this.known[home]!.get(key);
    if (before) return before;
    const part = this.compute(home, indexes);
    this.known[home]!.set(key, part);
    return part;
  }

  private compute(home: number, indexes: readonly number[]): Part {
    const { scheme } = this.rules;
    const changes = indexes.map((index) => this.candidates[index]!);
    const changed = prepareDimension(applyChanges(this.prepared[home]!.dimension, changes, scheme), scheme)!;
    const { limits, credit } = this.point;
    return { scored: scoreSheet(changed.sheets.point, limits.constants, credit), proof: proofOf(changed.entries) };
  }
}
