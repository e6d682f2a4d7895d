/** @module Checkpoints of the log: written, signed, read and checked. */
export { fromBase64, fromBase64Url, toBase64, toBase64Url } from './base64.ts';
export { type Checkpoint, originOf, parseCheckpoint, type SignedCheckpoint, signCheckpoint } from './checkpoint.ts';
export { type PublicKey, rawPublicKey, SignatureUnsupported, verifyEd25519 } from './ed25519.ts';
export { type Note, noteKeyId, parseNote, signNote, verifyNote } from './note.ts';
export { parseJson } from './parse-json.ts';
