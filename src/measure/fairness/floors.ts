/** @module Sizes below which a number is not shown, not compared, or not put in the headline (methods 1.5). */

/** Fewer people than this: no rate is shown or judged, for privacy and because it would be noise. */
export const HIDDEN_BELOW = 10;

/** Fewer than this: shown with a small-sample label. */
export const SMALL_BELOW = 30;

/** A smaller share of the records stays out of the headline ratio and is never the reference (Q&A of 1979 and NYC LL144, methods 1.2, 1.5). */
export const SHARE_FLOOR = 0.02;

/** `judged` has no label; `hidden` is below the floor; `withheld` protects a hidden one; `small_share` is judged but cannot set the mark for others. */
export type GroupStatus = 'judged' | 'small_sample' | 'small_share' | 'hidden' | 'withheld' | 'empty';

/**
 * The people a group must have to count in the headline. Where fewer than two groups reach the share (34 provinces, say),
 * the share is not a sensible mark and only the floor of people applies.
 */
export function headlineFloor(sizes: readonly number[]): number {
  const known = sizes.reduce((sum, rows) => sum + rows, 0);
  const floor = Math.max(HIDDEN_BELOW, SHARE_FLOOR * known);
  return sizes.filter((rows) => rows >= floor).length >= 2 ? floor : HIDDEN_BELOW;
}

/** @param floor see `headlineFloor`; @param withheld see `withheldGroups` */
export function statusOf(rows: number, floor: number, withheld = false): GroupStatus {
  if (rows === 0) return 'empty';
  if (rows < HIDDEN_BELOW) return 'hidden';
  if (withheld) return 'withheld';
  if (rows < floor) return 'small_share';
  return rows < SMALL_BELOW ? 'small_sample' : 'judged';
}

/** Whether anything but its size may be told of a group. */
export const isShown = (status: GroupStatus): boolean =>
  status !== 'hidden' && status !== 'withheld' && status !== 'empty';

/** Whether a group may be the reference and counts in the headline. */
export const inHeadline = (status: GroupStatus): boolean => status === 'judged' || status === 'small_sample';

/** With a larger share of people whose group is not known, "no evidence" would say more than the data do. */
export const UNKNOWN_LIMIT = 0.2;

/** With a larger share of rows left out, "no evidence" would speak of people nobody looked at (the same mark as above: ours). */
export const REJECTED_LIMIT = 0.2;
