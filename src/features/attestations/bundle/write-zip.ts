/** @module Writes a zip whose bytes depend on nothing but the files. */
import { zipSync } from 'fflate';
import { isSafePath } from './paths.ts';

export interface BundleFile {
  path: string;
  bytes: Uint8Array;
}

/** @throws TypeError for a path that `read-zip.ts` would refuse, or that is there twice */
export function writeZip(files: readonly BundleFile[]): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  for (const { path, bytes } of files) {
    if (!isSafePath(path) || path in entries) throw new TypeError(`${path} cannot be a file of a bundle`);
    entries[path] = bytes;
  }
  // Local time goes in as local time, so this is the same day everywhere: the first that a zip can hold.
  return zipSync(entries, { level: 6, mtime: new Date(1980, 0, 1) });
}
