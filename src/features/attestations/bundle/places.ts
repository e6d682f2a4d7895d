/**
 * @module Where two versions of a file differ. A bundle carries four bytes of hash for every single value of its files: enough
 * to point at the value that was changed, while the full hashes and signatures decide that something was.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64, parseJson, toBase64 } from '../checkpoint/index.ts';

const WIDTH = 4;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One value that holds no others, and its JSON pointer (RFC 6901). */
export interface Leaf {
  pointer: string;
  value: unknown;
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Values in the order of canonical JSON; an empty list or object counts as one. */
export function* leavesOf(value: unknown, pointer = ''): Generator<Leaf> {
  if (typeof value !== 'object' || value === null) {
    yield { pointer, value };
    return;
  }
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  let isEmpty = true;
  for (const [key, inner] of entries) {
    isEmpty = false;
    yield* leavesOf(inner, `${pointer}/${typeof key === 'string' ? escaped(key) : key}`);
  }
  if (isEmpty) yield { pointer, value };
}

/** What a file is made of: its fields or, where it has none, its hash. */
export const partsOf = (path: string, bytes: Uint8Array): unknown => fieldsOf(path, bytes) ?? bytesToHex(sha256(bytes));

/** Fields of a file: JSON as it is, tokens taken apart, text by lines; `undefined` for everything else. */
export function fieldsOf(path: string, bytes: Uint8Array): unknown {
  if (!/\.(json|jwt|jws|txt|md)$/.test(path)) return undefined;
  try {
    const text = utf8.decode(bytes);
    if (path.endsWith('.json')) return parseJson(text);
    return /\.(jwt|jws)$/.test(path) ? tokenFields(text) : text.split('\n');
  } catch {
    return undefined;
  }
}

function tokenFields(token: string): unknown {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const part = (text: string): unknown => {
    const decoded = fromBase64(
      text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (text.length % 4)) % 4),
    );
    return decoded === undefined || text === '' ? text : parseJson(utf8.decode(decoded));
  };
  return { header: part(header), payload: part(payload), signature };
}

const digest = ({ pointer, value }: Leaf): string =>
  toBase64(sha256(utf8ToBytes(`${pointer}\n${JSON.stringify(value)}`)).subarray(0, WIDTH));

/** Digests of all values of a file, base64. */
export function placesOf(fields: unknown): string {
  const parts: Uint8Array[] = [];
  for (const leaf of leavesOf(fields)) parts.push(fromBase64(digest(leaf))!);
  const all = new Uint8Array(parts.length * WIDTH);
  parts.forEach((part, position) => {
    all.set(part, position * WIDTH);
  });
  return toBase64(all);
}

/**
 * @param places what `placesOf` gave for the file as it should be
 * @returns pointer of the first value that was changed or added; where values were taken away, of what held them; `undefined`
 *   when all values are the same
 */
export function firstChange(fields: unknown, places: string): string | undefined {
  const bytes = fromBase64(places) ?? new Uint8Array();
  const expected = Array.from({ length: Math.floor(bytes.length / WIDTH) }, (_, at) =>
    toBase64(bytes.subarray(at * WIDTH, (at + 1) * WIDTH)),
  );
  let position = 0;
  for (const leaf of leavesOf(fields)) {
    const own = digest(leaf);
    if (own !== expected[position]) {
      const wasLater = expected.indexOf(own, position + 1) >= 0;
      return wasLater ? parentOf(leaf.pointer) : leaf.pointer;
    }
    position += 1;
  }
  return position < expected.length ? '' : undefined;
}

const parentOf = (pointer: string): string => pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));

/** Pointer of the first value that differs between two values, in canonical order; `undefined` when they are equal. */
export function firstDifference(
  expected: unknown,
  found: unknown,
): { pointer: string; expected: unknown; found: unknown } | undefined {
  const [left, right] = [[...leavesOf(expected)], [...leavesOf(found)]];
  const known = new Map(right.map(({ pointer, value }) => [pointer, value]));
  for (const { pointer, value } of left) {
    if (!known.has(pointer)) return { pointer, expected: value, found: undefined };
    const other = known.get(pointer);
    if (JSON.stringify(other) !== JSON.stringify(value)) return { pointer, expected: value, found: other };
    known.delete(pointer);
  }
  const [extra] = known;
  return extra && { pointer: extra[0], expected: undefined, found: extra[1] };
}
