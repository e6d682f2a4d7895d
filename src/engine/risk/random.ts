/**
 * @module A seeded generator of pseudo-random numbers, made of 32-bit integer operations only, so that every machine
 * draws the same numbers: a counter that advances by a fixed odd step, each value mixed by two rounds of
 * shift–xor–multiply. Good enough to vary weights; never for secrets.
 */

const STEP = 0x9e3779b9;
const [FIRST, SECOND] = [0x21f0aaad, 0x735a2d97];

/**
 * @param seed any integer; only its lower 32 bits count
 * @returns a function that gives the next number, 0 ≤ x < 1, in steps of 2⁻³²
 */
export function randomNumbers(seed: number): () => number {
  let counter = seed | 0;
  return () => {
    counter = (counter + STEP) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, FIRST);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, SECOND);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 0x100000000;
  };
}

/** A number drawn evenly from `[least, most)`. */
export const between = ([least, most]: readonly [number, number], next: () => number): number =>
  least + (most - least) * next();
