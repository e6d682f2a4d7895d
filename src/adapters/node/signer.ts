/** @module The service's Ed25519 key. Private keys stay in this module. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Signer } from '../../app/context.ts';

/** @param privateJwk an Ed25519 key; without one a new key is made @returns a signer whose key id is the key's thumbprint */
export async function createSigner(privateJwk?: JWK): Promise<Signer & { privateJwk: JWK }> {
  const jwk = privateJwk ?? (await exportJWK((await generateKeyPair('Ed25519', { extractable: true })).privateKey));
  const { d: _private, ...publicPart } = jwk;
  const kid = await calculateJwkThumbprint(publicPart as JWK);
  const key = (await importJWK({ ...jwk, alg: 'Ed25519' }, 'Ed25519')) as CryptoKey;
  return {
    keyId: kid,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: publicPart.x!, kid, alg: 'EdDSA', use: 'sig' } as Signer['publicJwk'],
    privateJwk: { ...jwk, kid } as JWK,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes as Uint8Array<ArrayBuffer>)),
  };
}
