/** @module The manifest of a bundle: every file with its size and hash, signed as a whole. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { PATHS } from './paths.ts';
import { partsOf, placesOf } from './places.ts';
import type { BundleFile } from './write-zip.ts';

export const MANIFEST_TYPE = 'luongtri-manifest+jws';

export const Manifest = z.strictObject({
  schema: z.literal('luongtri.bundle/1'),
  /** `full`: with the answers; `public`: without them, and without the titles of the evidence. */
  kind: z.enum(['full', 'public']),
  /** `id` of the credential. */
  attestation: z.url(),
  issuer: z.url(),
  /** Every other file, by path. */
  files: z.array(
    z.strictObject({ path: z.string(), bytes: z.number().int().nonnegative(), sha256: z.string().length(64) }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

/** Files that stand above the manifest. */
export const UNLISTED: readonly string[] = [PATHS.manifest, PATHS.manifestSignature];

export const fileHash = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** Canonical JSON (RFC 8785) as bytes: its SHA-256 is the hash that credentials name. */
export const jsonBytes = (value: unknown): Uint8Array => utf8ToBytes(canonicalize(value)!);

/** By path, in the order of code units: the same on every machine. */
const byPath = (a: BundleFile, b: BundleFile): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/**
 * @param files all files of the bundle, `places.json` included
 * @param hash SHA-256 of a file, where it is known already
 */
export function listFiles(
  files: readonly BundleFile[],
  hash: (file: BundleFile) => string = ({ bytes }) => fileHash(bytes),
): Manifest['files'] {
  return [...files]
    .sort(byPath)
    .filter(({ path }) => !UNLISTED.includes(path))
    .map((file) => ({ path: file.path, bytes: file.bytes.length, sha256: hash(file) }));
}

/** `places.json`: digests of the values of each file, by path. */
export function placesFile(files: readonly BundleFile[]): BundleFile {
  const places: Record<string, string> = {};
  for (const { path, bytes } of files) places[path] = placesOf(partsOf(path, bytes));
  return { path: PATHS.places, bytes: jsonBytes(places) };
}
