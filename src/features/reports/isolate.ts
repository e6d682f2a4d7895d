/** @module Text of people among words of ours, where no element can keep their writing directions apart. */

const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/;

/** Marks that end every direction set inside; only around a text that sets one. */
export const isolate = (text: string): string => (DIRECTIONS.test(text) ? `\u2068${text}\u2069` : text);
