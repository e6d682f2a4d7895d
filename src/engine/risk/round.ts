/** @module Rounding, for display only: every decision is made on the unrounded number. */

const PRECISION = 1e6;

/** Six decimals, never in exponent form and never −0, so that the same result has the same bytes. */
export const round = (value: number): number => Math.round(value * PRECISION) / PRECISION + 0;
