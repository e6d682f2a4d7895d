/**
 * @module Walks a JSON text once, without recursion. `JSON.parse` keeps the last of two equal keys and says nothing:
 * here that is a mistake, because an answer would be lost. Also finds the place of a syntax error and bounds depth.
 */
import type { Text } from '../../engine/index.ts';
import { DEPTH_MAX, duplicateKey, pointerOf, type TextIssue, tooDeep, tooMany, VALUES_MAX } from './text-issues.ts';

/** An open object (`keys` is set) or array. */
interface Frame {
  keys: Set<string> | undefined;
  key: string;
  index: number;
}

const same = (sign: string): Text => ({ vi: sign, en: sign });
const EXPECTED = {
  end: { vi: 'chỗ kết thúc', en: 'the end' },
  value: { vi: 'một giá trị', en: 'a value' },
  key: { vi: 'một khóa trong dấu nháy kép', en: 'a key in double quotes' },
  colon: same("':'"),
  inObject: { vi: "',' hoặc '}'", en: "',' or '}'" },
  inArray: { vi: "',' hoặc ']'", en: "',' or ']'" },
  escape: { vi: 'ký hiệu thoát như \\n hoặc \\u00e9', en: 'an escape such as \\n or \\u00e9' },
  quote: { vi: 'dấu nháy kép đóng', en: 'a closing quote' },
  printable: {
    vi: 'ký hiệu thoát thay cho ký tự điều khiển hoặc chỗ xuống dòng',
    en: 'an escape instead of a control character or line break',
  },
} satisfies Record<string, Text>;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** @returns every duplicate key; or the first syntax error, excess of depth or of values, after which nothing is read. */
export function scanJson(text: string): TextIssue[] {
  const scanner = new Scanner(text);
  scanner.run();
  return scanner.issues;
}

class Scanner {
  readonly issues: TextIssue[] = [];
  private at = 0;
  private values = 0;
  private readonly frames: Frame[] = [];

  constructor(private readonly text: string) {}

  /** Reads one value after the other; `value` returns false where an array or object has just been opened. */
  run(): void {
    let expectsValue = true;
    while (true) {
      this.skipSpace();
      if (expectsValue) {
        const done = this.value();
        if (done === undefined) return;
        expectsValue = !done;
        continue;
      }
      const frame = this.frames.at(-1);
      if (!frame) {
        if (this.at < this.text.length) this.fail(EXPECTED.end);
        return;
      }
      const next = this.afterValue(frame);
      if (next === undefined) return;
      expectsValue = next === 'value';
    }
  }

  /** @returns true after a whole value, false when its first child comes next, undefined after a failure */
  private value(): boolean | undefined {
    this.values += 1;
    if (this.values > VALUES_MAX) {
      this.issues.push(tooMany(this.at));
      return undefined;
    }
    switch (this.text[this.at]) {
      case '{':
        return this.open(new Set());
      case '[':
        return this.open(undefined);
      case '"':
        return this.string() === undefined ? undefined : true;
      default: {
        const found = this.match(NUMBER) ?? this.match(LITERAL);
        return found === undefined ? this.fail(EXPECTED.value) : true;
      }
    }
  }

  private open(keys: Set<string> | undefined): boolean | undefined {
    if (this.frames.length >= DEPTH_MAX) {
      this.issues.push(tooDeep(this.at, this.path()));
      return undefined;
    }
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === (keys ? '}' : ']')) {
      this.at += 1;
      return true;
    }
    this.frames.push({ keys, key: '', index: 0 });
    return keys && !this.member(this.frames.at(-1)!) ? undefined : false;
  }

  /** What follows a value inside `frame`: another value, or the end of the frame. */
  private afterValue(frame: Frame): 'value' | 'end' | undefined {
    const sign = this.text[this.at];
    if (sign === (frame.keys ? '}' : ']')) {
      this.at += 1;
      this.frames.pop();
      return 'end';
    }
    if (sign !== ',') return this.fail(frame.keys ? EXPECTED.inObject : EXPECTED.inArray);
    this.at += 1;
    frame.index += 1;
    if (!frame.keys) return 'value';
    this.skipSpace();
    return this.member(frame) ? 'value' : undefined;
  }

  /** Key and colon of an object's member. */
  private member(frame: Frame): boolean {
    const start = this.at;
    if (this.text.charCodeAt(start) !== QUOTE) return this.fail(EXPECTED.key) ?? false;
    const raw = this.string();
    if (raw === undefined) return false;
    frame.key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    if (frame.keys!.has(frame.key)) this.issues.push(duplicateKey(frame.key, start, this.path()));
    frame.keys!.add(frame.key);
    this.skipSpace();
    if (this.text[this.at] !== ':') return this.fail(EXPECTED.colon) ?? false;
    this.at += 1;
    return true;
  }

  /** The string at the cursor, quotes included. */
  private string(): string | undefined {
    const start = this.at;
    this.at += 1;
    while (true) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        if (this.match(ESCAPE) === undefined) return this.fail(EXPECTED.escape);
      } else if (code >= 0x20) this.at += 1;
      else return this.fail(Number.isNaN(code) ? EXPECTED.quote : EXPECTED.printable);
    }
    this.at += 1;
    return this.text.slice(start, this.at);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skipSpace(): void {
    let code = this.text.charCodeAt(this.at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = this.text.charCodeAt(++this.at);
  }

  private path(): (string | number)[] {
    return this.frames.map(({ keys, key, index }) => (keys ? key : index));
  }

  /** A syntax error ends the reading: what comes after it cannot be trusted. */
  private fail(expected: Text): undefined {
    const sign = this.text.codePointAt(this.at);
    const found = sign === undefined ? EXPECTED.end : same(JSON.stringify(String.fromCodePoint(sign)));
    this.issues.push({
      code: 'syntax',
      offset: this.at,
      pointer: pointerOf(this.path()),
      message: {
        vi: `JSON sai cú pháp: cần ${expected.vi}, gặp ${found.vi}`,
        en: `Not valid JSON: expected ${expected.en}, found ${found.en}`,
      },
      fix: { vi: 'Sửa cú pháp JSON tại chỗ này', en: 'Correct the JSON at this place' },
    });
    return undefined;
  }
}
