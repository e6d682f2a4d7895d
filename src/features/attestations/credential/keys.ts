/** @module The keys of a service: published with the days on which they sign, also after they were replaced. */
import { calculateJwkThumbprint } from 'jose';
import { z } from 'zod';

const instant = z.iso.datetime({ offset: false });

/** One Ed25519 key. `kid` is its RFC 7638 thumbprint, so that no two keys can share one. */
export const PublishedKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().length(43),
  kid: z.string().length(43),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
  /** RFC 3339, UTC: from then on the key signs. */
  valid_from: instant,
  /** Absent while it is the current key. */
  valid_until: instant.optional(),
});
export type PublishedKey = z.infer<typeof PublishedKey>;

/** A JWK set (RFC 7517) that says whose keys these are. */
export const KeySet = z.strictObject({ issuer: z.url(), keys: z.array(PublishedKey).min(1).max(200) });
export type KeySet = z.infer<typeof KeySet>;

export interface KeyEntry {
  /** The public half, as the signer holds it. */
  jwk: { x?: string | undefined; kid?: string | undefined };
  validFrom: string;
  validUntil: string | null;
}

/**
 * The document at `/.well-known/jwks.json`, newest key first. Old keys stay in it for good: what they signed stays valid.
 * @throws TypeError when a key is not Ed25519 or not named by its thumbprint
 */
export async function buildKeySet(issuer: string, entries: readonly KeyEntry[]): Promise<KeySet> {
  const keys = entries.map(({ jwk, validFrom, validUntil }) => ({
    kty: 'OKP' as const,
    crv: 'Ed25519' as const,
    x: jwk.x!,
    kid: jwk.kid!,
    alg: 'EdDSA' as const,
    use: 'sig' as const,
    valid_from: validFrom,
    ...(validUntil === null ? {} : { valid_until: validUntil }),
  }));
  keys.sort((a, b) => (a.valid_from < b.valid_from ? 1 : a.valid_from > b.valid_from ? -1 : a.kid < b.kid ? -1 : 1));
  const set = KeySet.parse({ issuer, keys });
  const wrong = await misnamedKey(set);
  if (wrong !== undefined) throw new TypeError(`key ${set.keys[wrong]!.kid} is not named by its thumbprint`);
  return set;
}

/** Position of the first key whose `kid` is not its thumbprint. */
export async function misnamedKey({ keys }: KeySet): Promise<number | undefined> {
  for (const [position, { kty, crv, x, kid }] of keys.entries()) {
    if ((await calculateJwkThumbprint({ kty, crv, x })) !== kid) return position;
  }
  return undefined;
}

/** Did the key sign at that time? Compares instants as RFC 3339 texts in UTC. */
export const isValidAt = (key: PublishedKey, at: string): boolean =>
  Date.parse(key.valid_from) <= Date.parse(at) &&
  (key.valid_until === undefined || Date.parse(at) <= Date.parse(key.valid_until));
