/** @module Keeps secrets readable for the service alone: AES-256-GCM under a key derived from its own secret. */
import type { Vault } from '../app/context.ts';

const NONCE_BYTES = 12;
/** Comes first, so that another way of sealing can be told apart later. */
const VERSION = 'v1';

/** @param secret of the service; with another one, what was sealed before does not open */
export function createVault(secret: string): Vault {
  const key = deriveKey(secret);
  return {
    async seal(text, context) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt(algorithm(nonce, context), await key, utf8(text));
      return [VERSION, toBase64(nonce), toBase64(new Uint8Array(sealed))].join('.');
    },
    async open(sealed, context) {
      const [version, nonce = '', body = ''] = sealed.split('.');
      if (version !== VERSION) throw new Error(`sealed in a way this version does not know: ${version}`);
      const text = await crypto.subtle.decrypt(algorithm(fromBase64(nonce), context), await key, fromBase64(body));
      return new TextDecoder().decode(text);
    },
  };
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const algorithm = (iv: Uint8Array<ArrayBuffer>, context: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(context),
});

async function deriveKey(secret: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('luongtri vault v1') };
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
