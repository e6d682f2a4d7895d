/** @module From bytes in pieces of any size to text, with the place of the first byte that is not text. */
import type { Encoding } from './encodings.ts';
import { BYTE_TABLES } from './tables.ts';

/** Bytes that are not text in the encoding; `byte` counts from 0 at the beginning of the file. */
export class BrokenText extends Error {
  constructor(
    readonly encoding: Encoding,
    readonly byte: number,
  ) {
    super(`byte ${byte} is not ${encoding}`);
  }
}

export interface Decoder {
  /** @throws BrokenText */
  decode(bytes: Uint8Array): string;
  /** What is left at the end of the file. @throws BrokenText when a character is not complete */
  end(): string;
}

/** @param at place of the first byte in the file */
export function createDecoder(encoding: Encoding, at: number): Decoder {
  if (encoding === 'utf-8') return new Utf8Decoder(at);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new WideDecoder(encoding, at);
  return new ByteDecoder(BYTE_TABLES[encoding]);
}

class Utf8Decoder implements Decoder {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** Bytes of a character that began in an earlier piece. */
  #open: Uint8Array = new Uint8Array();
  #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  decode(bytes: Uint8Array): string {
    const joined = this.#open.length > 0 ? join(this.#open, bytes) : bytes;
    const whole = joined.length - openBytes(joined);
    let text: string;
    try {
      text = this.#decoder.decode(joined.subarray(0, whole));
    } catch {
      throw new BrokenText('utf-8', this.#at + firstBroken(joined));
    }
    this.#open = joined.slice(whole);
    this.#at += whole;
    return text;
  }

  end(): string {
    if (this.#open.length > 0) throw new BrokenText('utf-8', this.#at);
    return '';
  }
}

/** Bytes at the end that may begin a character which continues in the next piece. */
function openBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

/** Halves the bytes until the first broken one is found; only runs once, when the file is refused. */
function firstBroken(bytes: Uint8Array): number {
  const fits = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good - openBytes(bytes.subarray(0, good));
}

function join(one: Uint8Array, two: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
}

/** Code units given to one call of `fromCharCode`: more would not fit the stack. */
const UNITS = 8_192;

function textOf(units: Uint16Array): string {
  let text = '';
  for (let i = 0; i < units.length; i += UNITS) text += String.fromCharCode(...units.subarray(i, i + UNITS));
  return text;
}

class WideDecoder implements Decoder {
  #open: Uint8Array = new Uint8Array();
  #at: number;

  constructor(
    readonly encoding: 'utf-16le' | 'utf-16be',
    at: number,
  ) {
    this.#at = at;
  }

  decode(bytes: Uint8Array): string {
    const joined = this.#open.length > 0 ? join(this.#open, bytes) : bytes;
    let length = joined.length >> 1;
    const high = this.encoding === 'utf-16le' ? 1 : 0;
    const isLead = (unit: number): boolean => (joined[2 * unit + high]! & 0xfc) === 0xd8;
    // The second half of a pair may still be on its way.
    if (length > 0 && isLead(length - 1)) length -= 1;
    const units = new Uint16Array(length);
    for (let i = 0; i < length; i += 1) units[i] = (joined[2 * i + high]! << 8) | joined[2 * i + 1 - high]!;
    const text = textOf(units);
    if (!text.isWellFormed()) throw new BrokenText(this.encoding, this.#at + 2 * loneHalf(text));
    this.#open = joined.slice(2 * length);
    this.#at += 2 * length;
    return text;
  }

  end(): string {
    if (this.#open.length > 0) throw new BrokenText(this.encoding, this.#at);
    return '';
  }
}

/** Place of the first half of a surrogate pair that stands alone. */
function loneHalf(text: string): number {
  return text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
}

class ByteDecoder implements Decoder {
  /** One or two code units for each byte; a second one of 0 is none. */
  readonly #units: Uint16Array;

  constructor(table: readonly string[]) {
    this.#units = Uint16Array.from(
      table.flatMap((text) => [text.charCodeAt(0), text.length > 1 ? text.charCodeAt(1) : 0]),
    );
  }

  decode(bytes: Uint8Array): string {
    const units = new Uint16Array(2 * bytes.length);
    let length = 0;
    for (const byte of bytes) {
      units[length++] = this.#units[2 * byte]!;
      const second = this.#units[2 * byte + 1]!;
      if (second !== 0) units[length++] = second;
    }
    return textOf(units.subarray(0, length));
  }

  end(): string {
    return '';
  }
}
