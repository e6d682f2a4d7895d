/** @module Compact JWS with Ed25519 (RFC 7515, RFC 8037), in one spelling only; checked by jose. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { compactVerify, type JWK } from 'jose';
import type { Signer } from '../../../app/context.ts';
import { fromBase64Url, parseJson, SignatureUnsupported, toBase64Url } from '../checkpoint/index.ts';

export interface JwsHeader {
  alg: string;
  typ: string;
  kid: string;
  [name: string]: unknown;
}

/** A JWS taken apart; nothing about its signature is known yet. */
export interface ReadJws {
  token: string;
  header: JwsHeader;
  payload: unknown;
  /** The third part, base64url. */
  signature: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param payload any JSON value; canonical JSON is what is signed */
export async function signJws(payload: unknown, extra: { typ: string; cty?: string }, signer: Signer): Promise<string> {
  const header = { alg: 'EdDSA', kid: signer.keyId, ...extra };
  const input = `${encodeJson(header)}.${encodeJson(payload)}`;
  return `${input}.${toBase64Url(await signer.sign(utf8ToBytes(input)))}`;
}

const encodeJson = (value: unknown): string => toBase64Url(utf8ToBytes(canonicalize(value)!));

/** @returns `undefined` unless it is a JWS written exactly as `signJws` writes it */
export function readJws(token: string, typ: string): ReadJws | undefined {
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || fromBase64Url(signature!)?.length !== 64) return undefined;
  const [head, body] = [decodeJson(header!), decodeJson(payload!)];
  if (!head || !body || typeof head.value !== 'object' || head.value === null) return undefined;
  const read = head.value as Record<string, unknown>;
  if (read.alg !== 'EdDSA' || read.typ !== typ || typeof read.kid !== 'string' || 'crit' in read) return undefined;
  return { token, header: read as JwsHeader, payload: body.value, signature: signature! };
}

function decodeJson(part: string): { value: unknown } | undefined {
  const bytes = fromBase64Url(part);
  if (!bytes) return undefined;
  try {
    const value: unknown = parseJson(utf8.decode(bytes));
    return encodeJson(value) === part ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @returns is the signature that of the key?
 * @throws SignatureUnsupported where the runtime cannot tell
 */
export async function verifyJws({ token }: ReadJws, jwk: JWK): Promise<boolean> {
  if (!globalThis.crypto?.subtle) throw new SignatureUnsupported('no Web Cryptography: the page must come over https');
  try {
    await compactVerify(token, { kty: jwk.kty, crv: jwk.crv, x: jwk.x } as JWK, { algorithms: ['EdDSA'] });
    return true;
  } catch (error) {
    if ((error as Error).name === 'NotSupportedError') throw new SignatureUnsupported('no Ed25519', { cause: error });
    return false;
  }
}
