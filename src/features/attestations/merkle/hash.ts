/** @module Hashes of a Merkle log (RFC 6962, section 2.1): SHA-256 with one byte in front that keeps leaves and nodes apart. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

/** SHA-256 as 64 lower-case hex digits: as the database keeps it and as proofs carry it. */
export type Hash = string;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const HASH = /^[0-9a-f]{64}$/;

export const isHash = (value: unknown): value is Hash => typeof value === 'string' && HASH.test(value);

/** @param data the bytes that were logged */
export const leafHash = (data: Uint8Array): Hash => bytesToHex(sha256(concatBytes(LEAF, data)));

export const nodeHash = (left: Hash, right: Hash): Hash =>
  bytesToHex(sha256(concatBytes(NODE, hexToBytes(left), hexToBytes(right))));

/** The root of a log that holds nothing. */
export const EMPTY_ROOT: Hash = bytesToHex(sha256(new Uint8Array()));

/** Root of neighbouring subtrees, given from left to right: the right-most two are joined first. */
export function foldSubtrees(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return EMPTY_ROOT;
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}
