/** @module Text of people among words of ours: kept apart where no element can do it, and cut where there is no room. */

const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/;

/** Marks that end every direction set inside; only around a text that sets one. */
export const isolate = (text: string): string => (DIRECTIONS.test(text) ? `\u2068${text}\u2069` : text);

/** By characters, not by halves of them; what is left out is shown to be left out. */
export function shortened(text: string, letters: number): string {
  const all = [...text.slice(0, 2 * letters + 2)];
  return all.length <= letters ? text : `${all.slice(0, letters).join('').trimEnd()} …`;
}
