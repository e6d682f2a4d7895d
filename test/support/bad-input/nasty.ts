/** @module What somebody may send by mistake or on purpose: values, texts of a body, bytes, headers, ids. */
import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './operations.ts';

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

/** Texts that a database, a template or a page could trip over. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\ufeff\u202e\u200b',
  '🙂'.repeat(200),
  "'; drop table member; --",
  '../../etc/passwd',
  '%00',
  '{{constructor.constructor("return 1")()}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '2026-02-30',
  '2026-02-30T25:61:00Z',
  '-000001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999+14:00',
  '99999999999999999999',
  'javascript:alert(1)',
  'http://127.0.0.1:22/',
  'http://[::1',
  'a@b',
  'A\u030a'.repeat(50),
  'ệ'.repeat(21_000),
];

const VALUES = [0, -1, -0, 1.5, 1e21, 1e308, -1e-320, 2 ** 31, 2 ** 53, 2 ** 63, true, false, null, [], {}];

export const nastyText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

export const nastyValue: Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: nastyText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...VALUES) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(nested(60), nested(400), [null], [[]], { '': 1 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

export interface Change {
  /** Which place of the value, counted through all of them. */
  at: number;
  how: 'set' | 'remove' | 'add' | 'repeat';
  key: string;
  to: unknown;
}

export const change: Arbitrary<Change> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('set', 'set', 'set', 'remove', 'add', 'repeat'),
  key: nastyText,
  to: nastyValue,
});

interface Place {
  holder: Schema;
  key: string | number;
}

function placesOf(holder: Schema): Place[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

/** @returns a copy of a body that fits, with some places changed */
export function changed(body: unknown, changes: readonly Change[]): unknown {
  const root = { body: structuredClone(body) };
  for (const { at, how, key, to: drawn } of changes) {
    const to = structuredClone(drawn);
    // The body itself is the first place, and the least often changed.
    const places = placesOf(root);
    const place = places[at % places.length]!;
    const { holder } = place;
    const value = holder[place.key];
    if (how === 'set') put(holder, place.key, to);
    else if (how === 'remove') holder === root ? put(root, 'body', {}) : remove(holder, place.key);
    else if (how === 'repeat') put(holder, place.key, Array.isArray(value) ? [...value, ...value] : [value, value]);
    else put(typeof value === 'object' && value !== null ? value : holder, key, to);
    if (root.body === undefined) root.body = null;
  }
  return root.body;
}

/** As a parser would: `__proto__` is a key like any other. */
const put = (holder: Schema, key: string | number, value: unknown): void => {
  Object.defineProperty(holder, Array.isArray(holder) ? Number(key) || 0 : key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
};

const remove = (holder: Schema, key: string | number): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** Bodies that are no JSON, or a trap for who reads it; made from one that fits. */
export const TEXT_TRICKS = {
  empty: () => utf8(''),
  blank: () => utf8(' \n\t'),
  cut: (text) => utf8(text.slice(0, -1)),
  'more behind it': (text) => utf8(`${text} x`),
  'a key twice': (text) => utf8(text.replace(/^\{("(?:[^"\\]|\\.)*")/, '{$1:1,$1')),
  'a key twice, once escaped': () => utf8('{"name":"a","\\u006eame":"b"}'),
  'half a character': () => utf8('{"name":"\\ud800","title":"\\udc00","answers":{"\\ud800":1}}'),
  'NUL escaped': () => utf8('{"name":"\\u0000","\\u0000":1}'),
  'NUL itself': () => utf8('{"name":"\0"}'),
  'deep lists': () => utf8('['.repeat(50_000) + ']'.repeat(50_000)),
  'deep objects': () => utf8('{"a":'.repeat(20_000)),
  huge: () => utf8(`{"name":"${'x'.repeat(1_100_000)}"}`),
  'huge number': () => utf8(`{"name":${'9'.repeat(5_000)}}`),
  'wide list': () => utf8(`[${'0,'.repeat(60_000)}0]`),
  'no UTF-8': () => bytes(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d),
  'UTF-16': (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')),
  'byte order mark': (text) => utf8(`\ufeff${text}`),
  form: () => utf8('name=a&name=b&%00=%ff'),
  multipart: () => utf8('--x\r\nContent-Disposition: form-data; name="file"; filename="../a\0.txt"\r\n\r\nabc\r\n'),
  'a PDF': () => utf8('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF'),
  'a PNG': () => bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0),
  'a ZIP': () => bytes(0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0, 8, 0),
  'a page': () => utf8('<!doctype html><script>alert(1)</script>'),
  'a table': () => utf8('group,prediction,label\nA,1,1\nB,0,\0\n"unclosed'),
  'YAML that grows': () => utf8('a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n'),
  'YAML with a type': () => utf8('a: !!js/function "function(){}"\n? [1]\n: 2\n'),
} as const satisfies Record<string, (text: string) => Uint8Array<ArrayBuffer>>;

export type TextTrick = keyof typeof TEXT_TRICKS;
export const textTrick: Arbitrary<TextTrick> = fc.constantFrom(...(Object.keys(TEXT_TRICKS) as TextTrick[]));

export const mediaType: Arbitrary<string> = fc.constantFrom(
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json; charset=utf-16',
  'application/json;;;=',
  'APPLICATION/JSON',
  'application/problem+json',
  'application/yaml',
  'text/csv',
  'application/pdf',
  '',
  'é',
  'constructor',
);

/** Ids that no list gave, as they stand in an address. */
export const nastyId: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%',
    '%ff',
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%2e%2e',
    '%2F..%2F',
    'x'.repeat(200),
    'x'.repeat(5_000),
    'null',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    '__proto__',
    'constructor',
    'sys_',
    "'--",
  ),
  nastyText.map((text) => encodeURIComponent(text.slice(0, 300).toWellFormed()) || 'x'),
);

/** Headers that mean something here, with what should not stand in them. No header can carry NUL or more than one byte a character. */
const HEADERS: Record<string, readonly string[]> = {
  'If-Match': ['*', '"1"', 'W/"1"', '', '1', '"1", "2"', '"99999999999"', '"-1"', 'é', '"1'],
  'Idempotency-Key': ['once', 'x'.repeat(201), '', 'é', "'; --", ' '],
  Accept: ['*/*', 'text/html', 'application/pdf', 'application/pdf;q=0', 'image/png', ';;;q=x', '', 'a/b,'.repeat(500)],
  'Accept-Language': ['en', 'vi', 'xx', 'en;q=', '*', ';'.repeat(300)],
  Prefer: ['respond-async', 'respond-async, wait=-1', 'wait=99999999999', 'é;=', ''],
  Authorization: ['Bearer lt_forged', 'Bearer', 'Basic eA==', 'bearer  lt_', `Bearer lt_${'x'.repeat(4_000)}`, '', 'é'],
  'Organisation-Id': ['org_00000000000000000000000000000000', '', 'é', "'--", 'x'.repeat(3_000), '__proto__'],
  'Content-Length': ['0', '-1', '1e3', '99999999999', 'x', ''],
  'Content-Encoding': ['gzip', 'identity', 'x'],
  'Transfer-Encoding': ['chunked', 'x'],
  'X-Request-Id': ['a b', 'é', 'x'.repeat(500), 'mine-1', ''],
  Origin: ['https://evil.example', 'null', '', 'é'],
  'Sec-Fetch-Site': ['cross-site', 'x'],
  'If-None-Match': ['*', 'W/"', '"x"', ''],
  Range: ['bytes=0-', 'bytes=5-1', 'x'],
  'User-Agent': ['', 'é'.repeat(600), '<b>'],
};

export const headers: Arbitrary<Record<string, string>> = fc
  .array(
    fc
      .constantFrom(...Object.keys(HEADERS))
      .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...HEADERS[name]!))),
    { maxLength: 3 },
  )
  .map((entries) => Object.fromEntries(entries));

/** Cookies beside the session, if there is one. */
export const cookie: Arbitrary<string> = fc.constantFrom(
  'luongtri.organisation=%00',
  'luongtri.organisation=%',
  'luongtri.organisation=org_00000000000000000000000000000000',
  'luongtri.session_token=forged.forged',
  'luongtri.session_token=%E0%A4%A',
  'session=__proto__',
  ';;=;a',
  `a=${'x'.repeat(5_000)}`,
);
