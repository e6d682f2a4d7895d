/** @module The files of an opened bundle: read once, located precisely. */
import canonicalize from 'canonicalize';
import { fieldsOf, firstChange, PATHS } from '../bundle/index.ts';
import type { Difference } from './checks.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class BundleFiles {
  private readonly parsed = new Map<string, { value: unknown } | undefined>();

  constructor(readonly files: ReadonlyMap<string, Uint8Array>) {}

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
      const value: unknown = JSON.parse(text);
      return canonicalize(value) === text ? { value } : undefined;
    } catch {
      return undefined;
    }
  }

  /** The first value of a file that is not what it was when the bundle was made, as far as `places.json` can tell. */
  locate(file: string): Difference {
    const bytes = this.files.get(file);
    const fields = bytes && fieldsOf(file, bytes);
    const places = (this.json(PATHS.places) as Record<string, unknown> | undefined)?.[file];
    const pointer = fields !== undefined && typeof places === 'string' ? firstChange(fields, places) : undefined;
    return this.place(file, pointer ?? '');
  }

  /** With the id of what stands around the pointer. */
  place(file: string, pointer: string): Difference {
    const bytes = this.files.get(file);
    return { file, pointer, within: bytes ? idAround(fieldsOf(file, bytes), pointer) : null };
  }

  /** Any file whose values are not what they were. */
  firstChanged(): Difference | undefined {
    for (const file of this.files.keys()) {
      const found = this.locate(file);
      if (found.pointer !== '') return found;
    }
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
