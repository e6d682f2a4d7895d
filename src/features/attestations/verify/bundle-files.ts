/** @module The files of an opened bundle: read once, located precisely. */
import { bytesToHex } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import {
  fieldsOf,
  fileHash,
  firstChange,
  listFiles,
  type Manifest,
  PATHS,
  partsOf,
  UNLISTED,
} from '../bundle/index.ts';
import { parseJson } from '../checkpoint/index.ts';
import type { Difference } from './checks.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class BundleFiles {
  private readonly hashes = new Map<string, string>();
  private readonly parsed = new Map<string, { value: unknown } | undefined>();

  private constructor(readonly files: ReadonlyMap<string, Uint8Array>) {}

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** @returns `undefined` when the file is not there or not UTF-8 */
  text(path: string): string | undefined {
    const bytes = this.files.get(path);
    try {
      return bytes && utf8.decode(bytes);
    } catch {
      return undefined;
    }
  }

  /** @returns the value, only where the file is canonical JSON: one value has one spelling */
  json(path: string): unknown {
    if (!this.parsed.has(path)) this.parsed.set(path, this.parse(path));
    return this.parsed.get(path)?.value;
  }

  private parse(path: string): { value: unknown } | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    try {
      const value: unknown = parseJson(text);
      return canonicalize(value) === text ? { value } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Hashes every file once, with the runtime's own SHA-256 where it has one. */
  static async open(files: ReadonlyMap<string, Uint8Array>): Promise<BundleFiles> {
    const opened = new BundleFiles(files);
    const subtle = globalThis.crypto?.subtle;
    for (const [path, bytes] of files) {
      const hash = subtle
        ? bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)))
        : fileHash(bytes);
      opened.hashes.set(path, hash);
    }
    return opened;
  }

  /** SHA-256 of a file; `undefined` when it is not there. */
  hash(path: string): string | undefined {
    return this.hashes.get(path);
  }

  /** The manifest as it would be for these files. */
  list(): Manifest['files'] {
    return listFiles(
      [...this.files].map(([path, bytes]) => ({ path, bytes })),
      ({ path }) => this.hash(path)!,
    );
  }

  /** Pointer of the first value of a file that is not what it was, as far as `places.json` can tell. */
  private change(file: string): string | undefined {
    const bytes = this.files.get(file);
    const places = (this.json(PATHS.places) as Record<string, unknown> | undefined)?.[file];
    return bytes && typeof places === 'string' ? firstChange(partsOf(file, bytes), places) : '';
  }

  /** Has a file kept all the values it had when the bundle was made? */
  isUnchanged(file: string): boolean {
    return this.change(file) === undefined;
  }

  /** The first value of a file that is not what it was; the file as a whole where that cannot be told. */
  locate(file: string): Difference {
    return this.place(file, this.change(file) ?? '');
  }

  /** With the id of what stands around the pointer. */
  place(file: string, pointer: string): Difference {
    const bytes = this.files.get(file);
    return { file, pointer, within: bytes ? idAround(fieldsOf(file, bytes), pointer) : null };
  }

  /** The first file, by its place in `places.json` and then in the zip, that is not what it was. */
  firstChanged(): Difference | undefined {
    const listed = Object.keys((this.json(PATHS.places) as object | undefined) ?? {});
    const own = [...this.files.keys()].filter((file) => file !== PATHS.places && !UNLISTED.includes(file));
    const changed = new Set([...listed, ...own]);
    for (const file of changed) if (!this.isUnchanged(file)) return this.locate(file);
    return undefined;
  }
}

/** The nearest `id` on the way from the root of a value to a pointer. */
function idAround(value: unknown, pointer: string): string | null {
  let found: string | null = null;
  let at = value;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) break;
    at = (at as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    const id = typeof at === 'object' && at !== null ? (at as { id?: unknown }).id : undefined;
    if (typeof id === 'string') found = id;
  }
  return found;
}
