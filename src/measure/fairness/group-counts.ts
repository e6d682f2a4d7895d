/** @module Counts by group of one attribute or of several crossed, while rows are coming in. */
import { addTally, byName, type Group, type Tally, zeroTally } from './counts.ts';
import { type AttributeData, crossName } from './dataset.ts';

/** More values than this are no groups. */
export const GROUP_LIMIT = 20_000;

const copyOf = (tally: Tally): Tally => {
  const copy = zeroTally();
  addTally(copy, tally);
  return copy;
};

function addTo(groups: Map<string, Tally>, name: string, tally: Tally): void {
  const own = groups.get(name);
  if (own) addTally(own, tally);
  else groups.set(name, copyOf(tally));
}

export class GroupCounts {
  readonly #groups = new Map<string, Tally>();
  readonly #strata = new Map<string, Map<string, Tally>>();
  #unknownRows = 0;
  #overflow = false;

  /** @param places positions of the attributes among the values */
  constructor(
    readonly parts: string[],
    readonly places: readonly number[],
    readonly stratified: boolean,
  ) {}

  /** @param values one per attribute, `null` where not known; @param stratum `null` where not known or not asked for */
  add(values: readonly (string | null)[], stratum: string | null, tally: Tally): void {
    if (this.#overflow) return;
    const own = this.places.map((place) => values[place] ?? null);
    if (own.includes(null)) {
      this.#unknownRows += tally.rows;
      return;
    }
    const name = own.length === 1 ? own[0]! : crossName(own.map((value) => value!.replaceAll('×', '\\×')));
    addTo(this.#groups, name, tally);
    if (this.#groups.size > GROUP_LIMIT) {
      this.#overflow = true;
      this.#groups.clear();
      this.#strata.clear();
      return;
    }
    if (!this.stratified || stratum === null) return;
    const inside = this.#strata.get(stratum) ?? new Map<string, Tally>();
    this.#strata.set(stratum, inside);
    addTo(inside, name, tally);
  }

  get overflow(): boolean {
    return this.#overflow;
  }

  /** Nearly one value per row: names, numbers of identity cards. */
  get looksLikeIdentifier(): boolean {
    let rows = 0;
    for (const tally of this.#groups.values()) rows += tally.rows;
    return this.#groups.size >= 10 && rows < 2 * this.#groups.size;
  }

  finish(): AttributeData {
    const listed = (groups: Map<string, Tally>): Group[] =>
      [...groups].map(([name, tally]) => ({ name, tally })).sort(byName);
    return {
      parts: this.parts,
      groups: listed(this.#groups),
      unknownRows: this.#unknownRows,
      ...(this.stratified
        ? { strata: [...this.#strata].map(([name, groups]) => ({ name, groups: listed(groups) })).sort(byName) }
        : {}),
    };
  }
}
