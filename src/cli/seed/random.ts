/** @module Chance that repeats itself: the same seed gives the same numbers, ids and instants on every machine. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Clock, Ids } from '../../app/context.ts';

const WORDS_OF_A_HASH = 8;

/** Made of SHA-256, so that neighbouring seeds have nothing in common. For made-up data only, never for a secret. */
export class Random {
  private block = new DataView(new ArrayBuffer(0));
  private used = 0;
  private count = 0;

  constructor(private readonly seed: string) {}

  private word(): number {
    if (this.used % WORDS_OF_A_HASH === 0) {
      this.block = new DataView(sha256(utf8ToBytes(`${this.seed}/${this.count}`)).buffer as ArrayBuffer);
      this.count += 1;
      this.used = 0;
    }
    this.used += 1;
    return this.block.getUint32(4 * (this.used - 1));
  }

  /** From 0 to below 1. */
  next(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @throws Error for an empty list */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to choose from');
    return list[this.between(0, list.length - 1)]!;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.word().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
}

/** A clock that is moved by hand. */
export class SetClock implements Clock {
  constructor(private at: number) {}

  now(): Date {
    return new Date(this.at);
  }

  set(at: number): void {
    this.at = at;
  }
}

/** Ids as the service makes them (UUID version 7 without hyphens), out of repeatable chance. */
export const repeatableIds = (random: Random, clock: Clock): Ids => ({
  requestId: () => random.hex(32),
  next: (prefix) => {
    const time = clock.now().getTime().toString(16).padStart(12, '0');
    return `${prefix}_${time}7${random.hex(3)}8${random.hex(15)}`;
  },
  secret: (bytes) => bytesToHex(utf8ToBytes(random.hex(bytes))),
});
