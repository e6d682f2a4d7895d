/**
 * @module Reads a zip that a stranger may have made: sizes are known before anything is unpacked, each file has one name and
 * one content whichever program unpacks it, and no name leads out of the folder.
 */
import { inflateSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { isSafePath } from './paths.ts';

export const ZIP_LIMITS = {
  /** Bytes of the zip itself. */
  zip: 64 * 2 ** 20,
  /** Bytes of one file, unpacked. */
  file: 48 * 2 ** 20,
  /** Bytes of all files, unpacked. */
  total: 160 * 2 ** 20,
  files: 500,
} as const;

export type ZipFault =
  | 'not_a_zip'
  | 'too_large'
  | 'too_many_files'
  | 'unsafe_name'
  | 'duplicate_name'
  | 'unsupported'
  | 'damaged';

/** Why it cannot be read; `path` where one file is to blame. */
export class ZipError extends Error {
  constructor(
    readonly fault: ZipFault,
    readonly path: string | null = null,
  ) {
    super(path === null ? fault : `${fault}: ${path}`);
  }
}

interface Entry {
  path: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  /** Where its local header starts. */
  at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const END_LENGTH = 22;
const ENCRYPTED = 1;
const SIZES_BEHIND = 8;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * @returns files by path, in the order of the zip
 * @throws ZipError
 */
export function readZip(zip: Uint8Array): Map<string, Uint8Array> {
  if (zip.length > ZIP_LIMITS.zip) throw new ZipError('too_large');
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const { entries, start } = readDirectory(zip, view);
  refuse(entries);
  refuseGaps(view, entries, start);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (!entry.path.endsWith('/')) files.set(entry.path, unpack(zip, view, entry));
  }
  return files;
}

/** The directory at the end of the file, which every program reads. */
function readDirectory(zip: Uint8Array, view: DataView): { entries: Entry[]; start: number } {
  const end = zip.length - END_LENGTH;
  // A comment could hold a second directory; a bundle has none.
  if (end < 0 || view.getUint32(end, true) !== END || view.getUint16(end + 20, true) !== 0) {
    throw new ZipError('not_a_zip');
  }
  const count = view.getUint16(end + 10, true);
  const [length, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (count > ZIP_LIMITS.files) throw new ZipError('too_many_files');
  if (start + length !== end || view.getUint32(end + 4, true) !== 0) throw new ZipError('damaged');
  const entries: Entry[] = [];
  let at = start;
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new ZipError('damaged');
    const nameLength = view.getUint16(at + 28, true);
    const path = nameOf(zip, at + 46, nameLength);
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw new ZipError('unsupported', path);
    entries.push({
      path,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (at !== end) throw new ZipError('damaged');
  return { entries, start };
}

function nameOf(zip: Uint8Array, at: number, length: number): string {
  try {
    return utf8.decode(zip.subarray(at, at + length));
  } catch {
    throw new ZipError('unsafe_name');
  }
}

/** Everything that can be refused before a byte is unpacked. */
function refuse(entries: readonly Entry[]): void {
  const names = new Set<string>();
  let total = 0;
  for (const { path, size } of entries) {
    const isFolder = path.endsWith('/');
    if (!isSafePath(isFolder ? path.slice(0, -1) : path)) throw new ZipError('unsafe_name', path);
    // One file to some systems, two to others.
    const name = path.toLowerCase();
    if (names.has(name)) throw new ZipError('duplicate_name', path);
    names.add(name);
    total += size;
    if (size > ZIP_LIMITS.file || total > ZIP_LIMITS.total) throw new ZipError('too_large', path);
    if (isFolder && size > 0) throw new ZipError('damaged', path);
  }
}

/** Programs that read from the front would find a file that stands between two others, and that no directory names. */
function refuseGaps(view: DataView, entries: readonly Entry[], start: number): void {
  let at = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.at !== at || at + 30 > start || view.getUint32(at, true) !== LOCAL) {
      throw new ZipError('damaged', entry.path);
    }
    at += 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true) + entry.packed;
    if (at > start) throw new ZipError('damaged', entry.path);
    if (leavesSizesOut(view, entry)) at += behind(view, entry, at);
  }
  if (at !== start) throw new ZipError('damaged');
}

/** @returns length of what stands behind a file whose header leaves its sizes out, which may begin with a mark */
function behind(view: DataView, { path, crc, packed, size }: Entry, at: number): number {
  const mark = view.getUint32(at, true) === DESCRIPTOR ? 4 : 0;
  const said = [0, 4, 8].map((place) => view.getUint32(at + mark + place, true));
  if (![crc, packed, size].every((value, position) => value === said[position])) throw new ZipError('damaged', path);
  return mark + 12;
}

function unpack(zip: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const { path, method, crc, packed, size, at } = entry;
  if (at + 30 > zip.length || view.getUint32(at, true) !== LOCAL) throw new ZipError('damaged', path);
  const nameLength = view.getUint16(at + 26, true);
  if (nameOf(zip, at + 30, nameLength) !== path || !isSaidAgain(view, entry)) throw new ZipError('damaged', path);
  const start = at + 30 + nameLength + view.getUint16(at + 28, true);
  const data = zip.subarray(start, start + packed);
  if (data.length !== packed) throw new ZipError('damaged', path);
  const bytes = expand(data, method, size, path);
  if (bytes.length !== size || crc32(bytes) !== crc) throw new ZipError('damaged', path);
  return bytes;
}

/** Some programs unpack by what stands before a file, others by the directory: both must say the same. */
function isSaidAgain(view: DataView, { method, crc, packed, size, at }: Entry): boolean {
  const isSame = [crc, packed, size].every((value, position) => value === saidBefore(view, at)[position]);
  return view.getUint16(at + 8, true) === method && (isSame || leavesSizesOut(view, { at }));
}

const saidBefore = (view: DataView, at: number): number[] =>
  [at + 14, at + 18, at + 22].map((place) => view.getUint32(place, true));

/** Whoever writes without knowing the sizes yet leaves them out before a file and puts them behind it. */
const leavesSizesOut = (view: DataView, { at }: Pick<Entry, 'at'>): boolean =>
  (view.getUint16(at + 6, true) & SIZES_BEHIND) !== 0 && saidBefore(view, at).every((value) => value === 0);

function expand(data: Uint8Array, method: number, size: number, path: string): Uint8Array {
  if (method === 0) return data.slice();
  if (method !== 8) throw new ZipError('unsupported', path);
  try {
    // One byte more than the directory promised: what unpacks to more is cut there, and is then too long.
    return inflateSync(data, { out: new Uint8Array(size + 1) });
  } catch {
    throw new ZipError('damaged', path);
  }
}
