/**
 * @module What is counted: who was selected, who deserved it. Nothing else of a file is ever kept.
 * "Positive" is the outcome the system can give (a loan, a job; or a flag, a dismissal); the direction says which.
 */

/** True and false positives and negatives; sums of weights where rows carry weights. */
export interface Confusion {
  tp: number;
  fp: number;
  tn: number;
  fn: number;
}

export type Cell = keyof Confusion;
export const CELLS = ['tp', 'fp', 'tn', 'fn'] as const satisfies readonly Cell[];

/** Counts of one group with what intervals need when rows carry weights. */
export interface Tally extends Confusion {
  /** People, unweighted. */
  rows: number;
  /** Sums of squared weights by cell; equal to the counts when every weight is 1. */
  squares: Confusion;
}

export const zeroConfusion = (): Confusion => ({ tp: 0, fp: 0, tn: 0, fn: 0 });
export const zeroTally = (): Tally => ({ ...zeroConfusion(), rows: 0, squares: zeroConfusion() });

/** A tally of unweighted counts. */
export function tallyOf({ tp, fp, tn, fn }: Confusion): Tally {
  return { tp, fp, tn, fn, rows: tp + fp + tn + fn, squares: { tp, fp, tn, fn } };
}

/** Adds `more` to `into`. */
export function addTally(into: Tally, more: Tally): void {
  // Written out: this runs for every combination of values and every crossing.
  into.tp += more.tp;
  into.fp += more.fp;
  into.tn += more.tn;
  into.fn += more.fn;
  into.squares.tp += more.squares.tp;
  into.squares.fp += more.squares.fp;
  into.squares.tn += more.squares.tn;
  into.squares.fn += more.squares.fn;
  into.rows += more.rows;
}

export function sumTallies(tallies: Iterable<Tally>): Tally {
  const total = zeroTally();
  for (const tally of tallies) addTally(total, tally);
  return total;
}

export const sumCells = (counts: Confusion, cells: readonly Cell[]): number =>
  cells.reduce((sum, cell) => sum + counts[cell], 0);

/** A group and its tally. */
export interface Group {
  name: string;
  tally: Tally;
}

/** Order of code units: the same everywhere, unlike the order of a locale. */
export const byName = (a: { name: string }, b: { name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
