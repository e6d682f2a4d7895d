/** @module Bit strings of status lists (W3C Bitstring Status List 1.0): one bit an attestation, compressed. */
import { Gunzip, gzipSync } from 'fflate';
import { fromBase64Url, toBase64Url } from '../checkpoint/index.ts';
import { LIST_LENGTH } from '../credential/index.ts';

const BYTES = LIST_LENGTH / 8;

/**
 * @param set positions whose bit is 1; the first bit is the left-most one of the first byte
 * @returns multibase base64url (`u…`) of the gzip of the bits; the same positions give the same text
 * @throws RangeError when a position is not in a list
 */
export function encodeBits(set: Iterable<number>): string {
  const bits = new Uint8Array(BYTES);
  for (const at of set) {
    if (!Number.isInteger(at) || at < 0 || at >= LIST_LENGTH)
      throw new RangeError(`no position ${at} in a status list`);
    bits[at >> 3]! |= 128 >> (at & 7);
  }
  return `u${toBase64Url(gzipSync(bits, { mtime: 0, level: 9 }))}`;
}

/** @returns the bits; `undefined` when the text is no list of that length, or holds more than one */
export function decodeBits(encoded: string): Uint8Array | undefined {
  const bytes = encoded.startsWith('u') ? fromBase64Url(encoded.slice(1)) : undefined;
  if (!bytes) return undefined;
  const bits = new Uint8Array(BYTES);
  let length = 0;
  try {
    const unzip = new Gunzip((chunk) => {
      // A few hundred bytes can unpack to gigabytes.
      if (length + chunk.length > BYTES) throw new RangeError('longer than a status list');
      bits.set(chunk, length);
      length += chunk.length;
    });
    unzip.push(bytes, true);
  } catch {
    return undefined;
  }
  return length === BYTES ? bits : undefined;
}

/** Is the bit at that position 1? */
export const hasBit = (bits: Uint8Array, at: number): boolean => (bits[at >> 3]! & (128 >> (at & 7))) !== 0;
