/** @module A log in memory and a key that is always the same, for the tests of attestations. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { calculateJwkThumbprint } from 'jose';
import type { Signer } from '../../../src/app/context.ts';
import { toBase64Url } from '../../../src/features/attestations/checkpoint/index.ts';
import {
  appendLeaves,
  type Edge,
  EMPTY_EDGE,
  type Hash,
  leafHash,
  type ReadNode,
  rootOf,
} from '../../../src/features/attestations/merkle/index.ts';

export interface MemoryLog {
  edge: Edge;
  read: ReadNode;
  leaves: Hash[];
  roots: Hash[];
}

/** A log of given leaves; `roots[n]` is its root when it had `n` of them. */
export function memoryLog(leaves: readonly Uint8Array[]): MemoryLog {
  const nodes = new Map<string, Hash>();
  let edge = EMPTY_EDGE;
  const roots = [rootOf(edge)];
  const hashes = leaves.map(leafHash);
  for (const hash of hashes) {
    const grown = appendLeaves(edge, [hash]);
    edge = grown.edge;
    for (const node of grown.nodes) nodes.set(`${node.level}/${node.index}`, node.hash);
    roots.push(rootOf(edge));
  }
  return { edge, read: (level, index) => nodes.get(`${level}/${index}`), leaves: hashes, roots };
}

export const countedLog = (size: number): MemoryLog =>
  memoryLog(Array.from({ length: size }, (_, index) => utf8ToBytes(`leaf ${index}`)));

/** PKCS#8 frame of an Ed25519 seed (RFC 8410). */
const PKCS8 = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);

/** A signer from a seed of one repeated byte, or from 32 given bytes. */
export async function testSigner(seed: number | Uint8Array): Promise<Signer> {
  const secret = typeof seed === 'number' ? new Uint8Array(32).fill(seed) : seed;
  const key = await crypto.subtle.importKey('pkcs8', Uint8Array.from([...PKCS8, ...secret]), 'Ed25519', true, ['sign']);
  const { x } = (await crypto.subtle.exportKey('jwk', key)) as { x: string };
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  const kid = await calculateJwkThumbprint(jwk);
  return {
    keyId: kid,
    publicJwk: { ...jwk, kid },
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes as BufferSource)),
  };
}

/** Changes one character of a base64url text to another valid one. */
export const otherText = (bytes: Uint8Array): string => toBase64Url(bytes.map((byte) => byte ^ 1));
