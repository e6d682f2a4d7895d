/**
 * @module Tallies by combination of values: one step of the tree per value, so that no key has to be built for a row.
 */
import { type Tally, zeroTally } from './counts.ts';

interface Branch {
  next: Map<string, Branch>;
  tally: Tally | undefined;
}

const branch = (): Branch => ({ next: new Map(), tally: undefined });

/** A value cut out of a large text keeps all of that text in memory; this one stands alone. */
const ownCopy = (value: string): string => Array.from(value).join('');

export class TallyTree {
  #root = branch();
  #size = 0;

  /** Number of branches held, which is what memory follows. */
  get size(): number {
    return this.#size;
  }

  /** The tally of the row's values at `places`; `undefined` when one of them holds a NUL character. */
  at(row: readonly string[], places: readonly number[]): Tally | undefined {
    let node = this.#root;
    for (let i = 0; i < places.length; i += 1) {
      const value = row[places[i]!]!;
      let next = node.next.get(value);
      if (next === undefined) {
        if (value.includes('\u0000')) return undefined;
        next = branch();
        node.next.set(ownCopy(value), next);
        this.#size += 1;
      }
      node = next;
    }
    node.tally ??= zeroTally();
    return node.tally;
  }

  /** Gives out everything held. The list of values is used again for the next: whoever keeps it copies it. */
  each(take: (values: readonly string[], tally: Tally) => void): void {
    const values: string[] = [];
    const visit = (node: Branch): void => {
      if (node.tally) take(values, node.tally);
      for (const [value, next] of node.next) {
        values.push(value);
        visit(next);
        values.pop();
      }
    };
    visit(this.#root);
  }

  /** Gives out everything held, and holds nothing after. */
  empty(take: (values: readonly string[], tally: Tally) => void): void {
    this.each(take);
    this.#root = branch();
    this.#size = 0;
  }
}
