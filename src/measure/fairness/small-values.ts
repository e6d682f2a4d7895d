/** @module Values of single attributes that fewer people have than may be shown. */
import { isUnknown } from './dataset.ts';
import { HIDDEN_BELOW } from './floors.ts';
import type { TallyTree } from './tally-tree.ts';

interface Combination {
  values: (string | null)[];
  rows: number;
}

/**
 * What an attribute hides is the total of another minus what it shows. Where that is fewer people than may be shown, those
 * people are counted nowhere but in their own attribute; where it is more, they hide each other.
 * `null` is the value of those of whom it is not known, who are never shown.
 */
export class SmallValues {
  readonly #separate: Set<string | null>[];
  readonly #closed: Set<string | null>[];

  /** @param count how many of the values of a combination are attributes; a stratum may follow them */
  constructor(tree: TallyTree, count: number) {
    const combinations: Combination[] = [];
    tree.each((raw, { rows }) => {
      const values = raw.slice(0, count).map((value) => (isUnknown(value) ? null : value.trim().normalize('NFC')));
      combinations.push({ values, rows });
    });
    this.#separate = Array.from({ length: count }, () => new Set());
    this.#closed = Array.from({ length: count }, () => new Set());
    // Without those people another group may fall below the floor, and what is left of it is to be hidden as well.
    while (this.#grow(combinations));
  }

  /** @returns whether more people have to be separated than before */
  #grow(combinations: readonly Combination[]): boolean {
    let grown = false;
    for (const [place, separate] of this.#separate.entries()) {
      const hidden = [...this.#sizes(combinations, place)].filter(
        ([value, rows]) => (value === null || rows < HIDDEN_BELOW) && !separate.has(value),
      );
      const people = hidden.reduce((sum, [, rows]) => sum + rows, 0);
      for (const [value] of hidden) {
        this.#closed[place]!.add(value);
        if (people >= HIDDEN_BELOW) continue;
        separate.add(value);
        grown = true;
      }
    }
    return grown;
  }

  /** People by value, without those that another attribute separates. */
  #sizes(combinations: readonly Combination[], place: number): Map<string | null, number> {
    const sizes = new Map<string | null, number>();
    for (const { values, rows } of combinations) {
      const elsewhere = values.some((value, index) => index !== place && this.#separate[index]!.has(value));
      const value = values[place]!;
      sizes.set(value, (sizes.get(value) ?? 0) + (elsewhere ? 0 : rows));
    }
    return sizes;
  }

  /** Places of the attributes that separate a combination. @param values `null` where not known */
  placesIn(values: readonly (string | null)[]): number[] {
    return this.#separate.flatMap((separate, place) => (separate.has(values[place]!) ? [place] : []));
  }

  /** Groups of one attribute of which only the size may be told. */
  closedAt(place: number): string[] {
    return [...this.#closed[place]!].filter((name) => name !== null).sort();
  }
}
