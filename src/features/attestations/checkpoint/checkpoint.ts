/** @module Signed checkpoints of the log (https://c2sp.org/tlog-checkpoint): how many leaves, and their root. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '../../../app/context.ts';
import { type Hash, isHash } from '../merkle/index.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { type Note, parseNote, signNote } from './note.ts';

export interface Checkpoint {
  /** Which log: the address of the service without its scheme; also the name of the key. */
  origin: string;
  size: number;
  root: Hash;
}

export interface SignedCheckpoint extends Checkpoint {
  note: Note;
}

/** Origin of the log of a service: its base URL without scheme, and `/log`. */
export const originOf = (baseUrl: string): string => `${baseUrl.replace(/^https?:\/\//, '').replace(/\/+$/, '')}/log`;

/** @throws TypeError when the checkpoint is none */
export async function signCheckpoint({ origin, size, root }: Checkpoint, signer: Signer): Promise<string> {
  if (!isHash(root) || !Number.isSafeInteger(size) || size < 0) throw new TypeError('not a checkpoint');
  return signNote(`${origin}\n${size}\n${toBase64(hexToBytes(root))}\n`, origin, signer);
}

/** @returns what the text says; its signatures are still to be checked (`verifyNote`) */
export function parseCheckpoint(text: string): SignedCheckpoint | undefined {
  const note = parseNote(text);
  if (!note) return undefined;
  // Lines after the third are extensions, which this log does not write.
  const [origin, size, root, ...rest] = note.text.slice(0, -1).split('\n');
  if (!origin || rest.length > 0 || !/^(0|[1-9]\d{0,15})$/.test(size ?? '')) return undefined;
  const bytes = fromBase64(root ?? '');
  if (bytes?.length !== 32) return undefined;
  return { origin, size: Number(size), root: bytesToHex(bytes), note };
}
