/** @module Checks Ed25519 signatures with the Web Cryptography of the runtime: Node, Workers and browsers alike. */
import { fromBase64Url } from './base64.ts';

/** The public half of an Ed25519 key (RFC 8037). */
export interface PublicKey {
  kty: 'OKP';
  crv: 'Ed25519';
  /** 32 bytes, base64url. */
  x: string;
}

/** The runtime has no Ed25519, as browsers before 2025: nothing can be said about a signature. */
export class SignatureUnsupported extends Error {}

/** @returns the 32 bytes of the key; `undefined` when it is no Ed25519 key */
export function rawPublicKey(jwk: Partial<PublicKey>): Uint8Array | undefined {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.x !== 'string') return undefined;
  const bytes = fromBase64Url(jwk.x);
  return bytes?.length === 32 ? bytes : undefined;
}

/**
 * @returns is `signature` the one of `jwk` over `bytes`?
 * @throws SignatureUnsupported where the runtime cannot tell
 */
export async function verifyEd25519(
  jwk: Partial<PublicKey>,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const raw = rawPublicKey(jwk);
  if (!raw || signature.length !== 64) return false;
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) throw new SignatureUnsupported('no Web Cryptography: the page must come over https');
  let key: CryptoKey;
  try {
    key = await subtle.importKey('raw', raw as BufferSource, { name: 'Ed25519' }, false, ['verify']);
  } catch (error) {
    if ((error as Error).name === 'NotSupportedError') throw new SignatureUnsupported('no Ed25519', { cause: error });
    return false;
  }
  return subtle.verify({ name: 'Ed25519' }, key, signature as BufferSource, bytes as BufferSource);
}
