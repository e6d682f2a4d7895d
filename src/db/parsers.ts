/** @module How values come out of both drivers: one table, so that the same row is the same JSON on either. */

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;

/** By PostgreSQL type id, from the text form. Days stay text; counts and sizes are numbers (they stay far below 2^53). */
export const PARSERS: Record<number, (text: string) => unknown> = {
  [INT8]: Number,
  [NUMERIC]: Number,
  [DATE]: (text) => text,
};
