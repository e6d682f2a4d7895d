/** @module Signed notes (https://c2sp.org/signed-note): a text and, below it, lines of Ed25519 signatures over it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '../../../app/context.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { type PublicKey, rawPublicKey, verifyEd25519 } from './ed25519.ts';

/** The type byte of plain Ed25519 signatures. */
const ED25519 = 1;
const MAX_SIGNATURES = 16;
const LINE = /^— ([^\s+]+) (\S+)$/u;

export interface NoteSignature {
  /** Name of the key. */
  name: string;
  /** First four bytes of the hash of name and key. */
  keyId: Uint8Array;
  signature: Uint8Array;
}

export interface Note {
  /** With its final line break; this is what is signed. */
  text: string;
  signatures: NoteSignature[];
}

/** A name without spaces and plus signs, as notes ask for. */
export const isKeyName = (name: string): boolean => name.length > 0 && !/[\s+]/u.test(name);

/** @throws TypeError when the key is not Ed25519 */
export function noteKeyId(name: string, jwk: Partial<PublicKey>): Uint8Array {
  const raw = rawPublicKey(jwk);
  if (!raw) throw new TypeError('not an Ed25519 key');
  return sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ED25519), raw)).subarray(0, 4);
}

/**
 * @param text ends with a line break
 * @returns the whole note
 */
export async function signNote(text: string, name: string, signer: Signer): Promise<string> {
  if (!isKeyName(name) || !text.endsWith('\n')) throw new TypeError('not the name or the text of a note');
  const signature = await signer.sign(utf8ToBytes(text));
  const id = noteKeyId(name, signer.publicJwk as Partial<PublicKey>);
  return `${text}\n— ${name} ${toBase64(concatBytes(id, signature))}\n`;
}

/** @returns `undefined` when it is not a note, or not exactly as a note is written */
export function parseNote(note: string): Note | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: notes must not hold them, which is what is tested
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures = lines.map(readSignature);
  if (signatures.some((entry) => entry === undefined)) return undefined;
  return { text: note.slice(0, split + 1), signatures: signatures as NoteSignature[] };
}

function readSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = LINE.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (!name || !bytes || bytes.length < 5) return undefined;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** @returns did each of the note's signatures by this key hold, and was there one? */
export async function verifyNote(note: Note, name: string, jwk: Partial<PublicKey>): Promise<boolean> {
  if (!rawPublicKey(jwk)) return false;
  const id = toBase64(noteKeyId(name, jwk));
  const own = note.signatures.filter((entry) => entry.name === name && toBase64(entry.keyId) === id);
  for (const { signature } of own) {
    if (!(await verifyEd25519(jwk, utf8ToBytes(note.text), signature))) return false;
  }
  return own.length > 0;
}
