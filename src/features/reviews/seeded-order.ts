/** @module An order that nobody chose and anybody can repeat: by the SHA-256 of a seed and an id. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** `SHA-256(seed, line feed, id)` in lower-case hex: `printf '%s\n%s' SEED ID | sha256sum`. */
export const rankOf = (seed: string, id: string): string => bytesToHex(sha256(utf8ToBytes(`${seed}\n${id}`)));

/**
 * Ids in the order of their ranks. The place of two ids among each other does not depend on which others there are, so a
 * population that grows or shrinks does not shuffle the rest.
 */
export const inSeededOrder = (ids: readonly string[], seed: string): string[] =>
  [...new Set(ids)]
    .map((id) => ({ id, rank: rankOf(seed, id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ id }) => id);
