/** @module Whose keys are trusted: named by whoever checks, never by the bundle. */
import { z } from 'zod';
import { isValidAt, type KeySet, type PublishedKey } from '../credential/index.ts';

/** Any JWK set; the members that ours adds are used where they are there. */
const TrustFile = z.object({
  issuer: z.string().optional(),
  keys: z.array(
    z.object({
      kty: z.string(),
      crv: z.string().optional(),
      x: z.string().optional(),
      kid: z.string().optional(),
      valid_from: z.string().optional(),
      valid_until: z.string().optional(),
    }),
  ),
});

export interface TrustedKey {
  /** Base URL of the service whose key it is; `null`: whichever it says it is. */
  issuer: string | null;
  x: string;
  validFrom: string | null;
  validUntil: string | null;
}

/** @returns the Ed25519 keys of a JWK set; `undefined` when it is none */
export function readTrust(json: unknown): TrustedKey[] | undefined {
  const read = TrustFile.safeParse(json);
  if (!read.success) return undefined;
  const { issuer, keys } = read.data;
  return keys.flatMap(({ kty, crv, x, valid_from, valid_until }) =>
    kty === 'OKP' && crv === 'Ed25519' && x !== undefined
      ? [{ issuer: issuer ?? null, x, validFrom: valid_from ?? null, validUntil: valid_until ?? null }]
      : [],
  );
}

/** A key as a bundle names it, and whether it is trusted for its issuer. */
export interface ResolvedKey {
  key: PublishedKey;
  trusted: TrustedKey | undefined;
}

/** Did the key sign at that time? Whoever checks may know better than the bundle when a key was given up. */
export function wasInUse({ key, trusted }: ResolvedKey, at: string): boolean {
  const until = trusted?.validUntil ?? key.valid_until;
  const dated = { ...key, valid_from: trusted?.validFrom ?? key.valid_from };
  return isValidAt(until === undefined ? dated : { ...dated, valid_until: until }, at);
}

/** Finds keys by name among those that a bundle brings, and compares them with the trusted ones by their bytes. */
export class Keyring {
  /** Names of keys that signed something and are not trusted. */
  readonly untrusted = new Set<string>();

  constructor(
    private readonly keys: KeySet | undefined,
    private readonly issuer: string | undefined,
    private readonly trust: readonly TrustedKey[],
  ) {}

  /** Asking for a key means relying on it. */
  find(kid: string): ResolvedKey | undefined {
    const key = this.keys?.keys.find((entry) => entry.kid === kid);
    if (!key) return undefined;
    const trusted = this.trust.find(({ x, issuer }) => x === key.x && (issuer === null || issuer === this.issuer));
    if (!trusted) this.untrusted.add(kid);
    return { key, trusted };
  }

  get all(): PublishedKey[] {
    return this.keys?.keys ?? [];
  }

  rely(key: PublishedKey): void {
    this.find(key.kid);
  }
}
