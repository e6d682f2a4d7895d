/** @module Reads a column that must hold exactly two values. */
import { isUnknown } from './dataset.ts';

const YES = new Set(['1', '1.0', '+1', 'true', 'yes', 'y', 'có']);
const NO = new Set(['0', '0.0', '-1', 'false', 'no', 'n', 'không']);

/** More different values than this are not kept: they only serve the message. */
const KEPT = 5;

/** Remembers which values were seen, so that a third one refuses the file whatever the order of its rows. */
export class TwoValued {
  readonly #favourable: string | undefined;
  /** The spellings met last: nearly every row repeats them. */
  #lastYes: string | undefined;
  #lastNo: string | undefined;
  readonly #seen = new Set<string>();

  /** @param favourable the value that means "positive"; without it only words like 1/0, yes/no, có/không are understood */
  constructor(favourable: string | undefined) {
    this.#favourable = favourable?.trim().normalize('NFC');
  }

  /** `null` for an empty cell, `undefined` for a value that is not understood. */
  read(raw: string): boolean | null | undefined {
    if (raw === this.#lastYes) return true;
    if (raw === this.#lastNo) return false;
    if (isUnknown(raw)) return null;
    const word = raw.trim().normalize('NFC');
    const value = this.#interpret(word);
    if (value === true) this.#lastYes = raw;
    if (value === false) this.#lastNo = raw;
    if (this.#seen.size < KEPT) this.#seen.add(this.#favourable === undefined ? word.toLowerCase() : word);
    return value;
  }

  #interpret(word: string): boolean | undefined {
    if (this.#favourable !== undefined) return word === this.#favourable;
    const lower = word.toLowerCase();
    if (YES.has(lower)) return true;
    return NO.has(lower) ? false : undefined;
  }

  get values(): string[] {
    return [...this.#seen].sort();
  }

  get twoValued(): boolean {
    return this.#seen.size <= 2;
  }

  /** Whether every value was understood. */
  get understood(): boolean {
    return this.values.every((word) => this.#interpret(word) !== undefined);
  }

  /** Whether the favourable value occurs, or was not asked for. */
  get sawFavourable(): boolean {
    return this.#favourable === undefined || this.#seen.has(this.#favourable);
  }

  /** Two values, neither of them the favourable one: the column is written in other words. */
  get inOtherWords(): boolean {
    return !this.sawFavourable && this.#seen.size === 2;
  }
}
