/** @module Which nodes of a Merkle log are kept: the roots of full subtrees. Everything else follows from these. */

/** The full subtree over the leaves `index·2^level` to `(index+1)·2^level − 1`; leaves are level 0. */
export interface NodeAddress {
  level: number;
  index: number;
}

/** Logs are counted in doubles: exact up to 2^53 leaves. */
export const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/**
 * Full subtrees that together cover `[begin, end)`, from left to right. `begin` must be aligned: a multiple of the largest
 * power of two that is not above `end − begin`, as every range of RFC 6962 is.
 */
export function coverRange(begin: number, end: number): NodeAddress[] {
  const cover: NodeAddress[] = [];
  let at = begin;
  while (at < end) {
    const level = Math.floor(Math.log2(end - at));
    // The logarithm of a large number may be rounded up.
    const fitting = 2 ** level > end - at ? level - 1 : level;
    cover.push({ level: fitting, index: at / 2 ** fitting });
    at += 2 ** fitting;
  }
  return cover;
}

/** The right edge of a log of `size` leaves: what must be read to append to it, and what its root is made of. */
export const edgeOf = (size: number): NodeAddress[] => coverRange(0, size);

/** The largest power of two that is smaller than `size` (RFC 6962 calls it k). */
export function splitOf(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}
