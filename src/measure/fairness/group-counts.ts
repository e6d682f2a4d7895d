/** @module Counts by group of one attribute or of several crossed, while rows are coming in. */
import { addTally, byName, type Group, type Tally, zeroTally } from './counts.ts';
import { type AttributeData, crossName } from './dataset.ts';

/** More values than this are no groups. */
export const GROUP_LIMIT = 20_000;
/** More values than this are no strata; groups inside of strata are held against their own limit. */
export const STRATUM_LIMIT = 1_000;
const STRATUM_CELLS = 200_000;

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
  #stratumCells = 0;
  #overflow = false;
  #stratumOverflow = false;
  #identifier = false;

  /** @param places positions of the attributes among the values */
  constructor(
    readonly parts: string[],
    readonly places: readonly number[],
    readonly stratified: boolean,
  ) {}

  /** @param values one per attribute, `null` where not known; @param stratum `null` where not known or not asked for */
  add(values: readonly (string | null)[], stratum: string | null, tally: Tally): void {
    if (this.#overflow) return;
    const name = this.#nameOf(values);
    if (name === null) {
      this.#unknownRows += tally.rows;
      return;
    }
    addTo(this.#groups, name, tally);
    if (this.#groups.size > GROUP_LIMIT) {
      this.#overflow = true;
      this.#identifier = this.looksLikeIdentifier;
      this.#groups.clear();
      this.#strata.clear();
      return;
    }
    if (this.stratified && stratum !== null && !this.#stratumOverflow) this.#addInside(stratum, name, tally);
  }

  /** Name of the group, or `null` where one of its values is not known. */
  #nameOf(values: readonly (string | null)[]): string | null {
    const { places } = this;
    if (places.length === 1) return values[places[0]!] ?? null;
    let name = '';
    for (const place of places) {
      const value = values[place] ?? null;
      if (value === null) return null;
      const part = value.includes('×') ? value.replaceAll('×', '\\×') : value;
      name = name === '' ? part : crossName([name, part]);
    }
    return name;
  }

  #addInside(stratum: string, name: string, tally: Tally): void {
    const inside = this.#strata.get(stratum) ?? new Map<string, Tally>();
    this.#strata.set(stratum, inside);
    if (!inside.has(name)) this.#stratumCells += 1;
    addTo(inside, name, tally);
    if (this.#strata.size <= STRATUM_LIMIT && this.#stratumCells <= STRATUM_CELLS) return;
    this.#stratumOverflow = true;
    this.#strata.clear();
  }

  get stratumOverflow(): boolean {
    return this.#stratumOverflow;
  }

  get overflow(): boolean {
    return this.#overflow;
  }

  /** Nearly one value per row: names, numbers of identity cards. */
  get looksLikeIdentifier(): boolean {
    if (this.#overflow && this.#groups.size === 0) return this.#identifier;
    let rows = 0;
    for (const tally of this.#groups.values()) rows += tally.rows;
    return this.#groups.size >= 10 && rows < 2 * this.#groups.size;
  }

  /** @param small what may not be told, where that is known */
  finish(small?: { closedAt(place: number): string[] }): AttributeData {
    const listed = (groups: Map<string, Tally>): Group[] =>
      [...groups].map(([name, tally]) => ({ name, tally })).sort(byName);
    return {
      parts: this.parts,
      groups: listed(this.#groups),
      unknownRows: this.#unknownRows,
      ...(small && this.places.length === 1 ? { closed: small.closedAt(this.places[0]!) } : {}),
      ...(this.stratified
        ? { strata: [...this.#strata].map(([name, groups]) => ({ name, groups: listed(groups) })).sort(byName) }
        : {}),
    };
  }
}
