/**
 * @module The smallest sets of changes that reach an aim, with the proof that no smaller set does: every smaller set was
 * either evaluated, or ruled out because even all changes still available together would not reach the aim.
 */

export interface SetSearch<C, V> {
  candidates: readonly C[];
  /** Outcome when exactly these changes are made; given in the order of `candidates`. */
  evaluate: (chosen: readonly C[]) => V;
  isBetter: (value: V) => boolean;
  /** No larger set is looked for. */
  maxSize: number;
  /**
   * True if one more change never undoes an aim that was reached: where all remaining changes together do not help, no
   * few of them can. Without it every set is evaluated.
   */
  monotone?: boolean;
  /** A sharper look ahead: false only if no choice of `missing` more from `rest` can reach the aim. */
  canReach?: (chosen: readonly C[], rest: readonly C[], missing: number) => boolean;
  /** False for two changes that cannot be made together, such as two answers to one question. */
  compatible?: (one: C, other: C) => boolean;
}

export interface FoundSets<C, V> {
  /** Size of the smallest sets; `null` if no set of up to `maxSize` changes reaches the aim. */
  size: number | null;
  /** All sets of that size that reach it, in the order of the candidates. */
  sets: { chosen: C[]; value: V }[];
  /** Over all sets of up to that size: `evaluated + ruledOut = total`. `bounds` counts how often the search looked ahead. */
  proof: { total: number; evaluated: number; ruledOut: number; bounds: number };
}

/** Looks at all sets of one change, then of two, and so on; the first size at which any set reaches the aim is smallest. */
export function smallestSets<C, V>(search: SetSearch<C, V>): FoundSets<C, V> {
  const finder = new Finder(search);
  const largest = Math.min(search.maxSize, search.candidates.length);
  let total = 0;
  for (let size = 1; size <= largest; size += 1) {
    total += binomial(search.candidates.length, size);
    finder.visit([], 0, size);
    if (finder.found.length > 0) return { size, sets: finder.found, proof: { total, ...finder.counts } };
  }
  return { size: null, sets: [], proof: { total, ...finder.counts } };
}

/** Number of ways to choose `k` of `n`; exact far beyond any list of changes. */
function binomial(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i += 1) ways = (ways * (n - k + i)) / i;
  return ways;
}

class Finder<C, V> {
  readonly found: { chosen: C[]; value: V }[] = [];
  readonly counts = { evaluated: 0, ruledOut: 0, bounds: 0 };

  constructor(private readonly search: SetSearch<C, V>) {}

  /** Completes `chosen` with `missing` more candidates from position `from` on. */
  visit(chosen: readonly C[], from: number, missing: number): void {
    const { candidates, evaluate, isBetter, compatible } = this.search;
    const left = candidates.length - from;
    if (left < missing) return;
    if (this.isHopeless(chosen, from, missing)) {
      this.counts.ruledOut += binomial(left, missing);
      return;
    }
    for (let next = from; next <= candidates.length - missing; next += 1) {
      const candidate = candidates[next]!;
      if (compatible && !chosen.every((earlier) => compatible(earlier, candidate))) {
        this.counts.ruledOut += binomial(candidates.length - next - 1, missing - 1);
        continue;
      }
      const set = [...chosen, candidate];
      if (missing > 1) {
        this.visit(set, next + 1, missing - 1);
        continue;
      }
      this.counts.evaluated += 1;
      const value = evaluate(set);
      if (isBetter(value)) this.found.push({ chosen: set, value });
    }
  }

  private isHopeless(chosen: readonly C[], from: number, missing: number): boolean {
    const { candidates, evaluate, isBetter, monotone, canReach } = this.search;
    if (candidates.length - from <= missing || !(monotone || canReach)) return false;
    const rest = candidates.slice(from);
    this.counts.bounds += 1;
    if (monotone && !isBetter(evaluate([...chosen, ...rest]))) return true;
    return canReach !== undefined && !canReach(chosen, rest, missing);
  }
}
