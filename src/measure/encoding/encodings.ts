/** @module The encodings that are read, and how one is recognised from the first bytes of a file. */
import { vietnameseLikeness } from './syllables.ts';
import { BYTE_TABLES } from './tables.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', 'tcvn3', 'vni'] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const BYTE_ENCODINGS = ['windows-1258', 'tcvn3', 'vni'] as const satisfies readonly Encoding[];

/** How many bytes are looked at before the encoding is settled. */
export const HEAD_BYTES = 65_536;

export interface Recognised {
  encoding: Encoding;
  /** `given` by the caller, told by a byte order mark, or recognised from the text itself. */
  from: 'given' | 'mark' | 'text';
  /** Bytes of the mark, which are not text. */
  mark: number;
}

const MARKS: [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** A share of possible syllables that wrong readings do not reach, and how far it must lie ahead of the next. */
const LIKELY = 0.7;
const AHEAD = 0.2;

/**
 * @param head the first bytes of a file, up to `HEAD_BYTES`
 * @param whole whether `head` is the whole file, so that its last character must be complete
 * @returns `null` when the bytes are not UTF-8 and nothing else fits well enough to be sure
 */
export function recognise(head: Uint8Array, whole: boolean, given?: Encoding): Recognised | null {
  const marked = MARKS.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  // A mark of another encoding than the one that was given is not skipped: it will show as broken text.
  if (given !== undefined) {
    return { encoding: given, from: 'given', mark: marked?.[0] === given ? marked[1].length : 0 };
  }
  if (marked) return { encoding: marked[0], from: 'mark', mark: marked[1].length };
  const wide = wideOrder(head);
  if (wide) return { encoding: wide, from: 'text', mark: 0 };
  if (isUtf8(head, whole)) return { encoding: 'utf-8', from: 'text', mark: 0 };
  const narrow = vietnameseBytes(head);
  return narrow ? { encoding: narrow, from: 'text', mark: 0 } : null;
}

/** UTF-16 without its mark: in ASCII, which separators and digits are, every other byte is NUL. */
function wideOrder(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2]! += 1;
  const pairs = head.length / 2;
  if (zeros[1]! > 0.25 * pairs && zeros[0]! < 0.02 * pairs) return 'utf-16le';
  if (zeros[0]! > 0.25 * pairs && zeros[1]! < 0.02 * pairs) return 'utf-16be';
  return undefined;
}

function isUtf8(head: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

function vietnameseBytes(head: Uint8Array): Encoding | undefined {
  const read = BYTE_ENCODINGS.map((encoding) => {
    const table = BYTE_TABLES[encoding];
    let text = '';
    for (const byte of head) text += table[byte];
    return { encoding, share: vietnameseLikeness(text).share };
  }).sort((a, b) => b.share - a.share);
  const [best, next] = read;
  return best!.share >= LIKELY && best!.share >= next!.share + AHEAD ? best!.encoding : undefined;
}
