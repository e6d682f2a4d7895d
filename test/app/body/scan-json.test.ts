import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../../src/app/body/parse-body.ts';
import { scanJson } from '../../../src/app/body/scan-json.ts';
import { DEPTH_MAX, VALUES_MAX } from '../../../src/app/body/text-issues.ts';

const codes = (text: string): string[] =>
  scanJson(text).map(({ code, pointer, offset }) => `${code} ${pointer} ${offset}`);

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('scanJson', () => {
  it('a JSON text without repeated keys has nothing wrong', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(scanJson(text)).toEqual([]);
      }),
    );
  });

  it('it agrees with JSON.parse on texts that were damaged in one place', () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"', '\\', 'tru', 'e', '1', '-', '.', 'E5', ' ', '\n', 'é', '\u0001'];
    const damaged = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat(2), fc.constantFrom('', ...pieces))
      .map(([text, at, cut, piece]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + piece + text.slice(place + cut);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect({ text, syntax: scanJson(text).some(({ code }) => code === 'syntax') }).toEqual({
          text,
          syntax: !parses(text),
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('it agrees with JSON.parse on any text', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'{}[],:"\\0123456789.eE+-truefalsn \n'), maxLength: 20 });
    fc.assert(
      fc.property(soup, (text) => {
        expect({ text, syntax: scanJson(text).some(({ code }) => code === 'syntax') }).toEqual({
          text,
          syntax: !parses(text),
        });
      }),
      { numRuns: 5_000 },
    );
  });

  it('a repeated key is found wherever it stands, and however it is written', () => {
    expect(codes('{"a":1,"b":{"c":1,"c":2},"a":3}')).toEqual(['duplicate_key /b/c 18', 'duplicate_key /a 25']);
    expect(codes('{"a":1,"\\u0061":2}')).toEqual(['duplicate_key /a 7']);
    expect(codes('{"é":1,"\\u00e9":2}')).toEqual(['duplicate_key /é 7']);
    expect(codes('[{"x":1},{"x":1,"x":1}]')).toEqual(['duplicate_key /1/x 16']);
    expect(codes('{"":1,"":2}')).toEqual(['duplicate_key / 6']);
    expect(codes('{"a/b":1,"a~b":1,"a/b":2}')).toEqual(['duplicate_key /a~1b 17']);
    expect(codes('{"__proto__":1,"__proto__":2}')).toEqual(['duplicate_key /__proto__ 15']);
  });

  it('equal keys of different objects, and values that equal keys, are no duplicates', () => {
    expect(codes('{"a":{"a":{"a":"a"}},"b":["a","a",{"a":1}]}')).toEqual([]);
    expect(codes('{"é":1,"e\\u0301":2}')).toEqual([]);
  });

  it('every key of an object that was built with one key doubled is reported', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 }), fc.nat(), (keys, choice) => {
        const doubled = keys[choice % keys.length]!;
        const text = `{${[...keys, doubled].map((key) => `${JSON.stringify(key)}:0`).join(' , ')}}`;
        expect(scanJson(text).map(({ code }) => code)).toEqual(['duplicate_key']);
      }),
    );
  });

  it(`depth ${DEPTH_MAX} is read, ${DEPTH_MAX + 1} is not, and a million brackets take no time or stack`, () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(codes(nested(DEPTH_MAX))).toEqual([]);
    expect(scanJson(nested(DEPTH_MAX + 1)).map(({ code }) => code)).toEqual(['too_deep']);
    expect(scanJson('{"a":'.repeat(200_000)).map(({ code }) => code)).toEqual(['too_deep']);
    expect(scanJson('['.repeat(1_000_000)).map(({ code }) => code)).toEqual(['too_deep']);
  });

  it('a text of too many values is given up early', () => {
    expect(scanJson(`[${'1,'.repeat(VALUES_MAX - 2)}1]`)).toEqual([]);
    expect(scanJson(`[${'1,'.repeat(VALUES_MAX)}1]`).map(({ code }) => code)).toEqual(['too_many']);
  });
});

describe('parseBody', () => {
  const read = (text: string | Uint8Array, format: 'json' | 'yaml' = 'json') =>
    parseBody(typeof text === 'string' ? new TextEncoder().encode(text) : text, format);
  const places = (text: string | Uint8Array, format: 'json' | 'yaml' = 'json'): string[] => {
    const parsed = read(text, format);
    if ('data' in parsed) return [];
    return parsed.issues.map(({ code, pointer, line, column }) => `${line}:${column} ${pointer} ${code}`);
  };

  it('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(read(JSON.stringify(value))).toEqual({ data: JSON.parse(JSON.stringify(value)) });
      }),
    );
  });

  it('names line and column, counted from one', () => {
    expect(places('{\n  "a": 1,\n  "a": 2\n}')).toEqual(['3:3 /a duplicate_key']);
    expect(places('{"a": }')).toEqual(['1:7 /a syntax']);
    expect(places('')).toEqual(['1:1  syntax']);
    expect(places('{"a": 1')).toEqual(['1:8 /a syntax']);
  });

  it('a byte order mark is no mistake, bytes that are not UTF-8 are', () => {
    expect(read('\ufeff{"a":1}')).toEqual({ data: { a: 1 } });
    expect(places(new Uint8Array([0x22, 0xff, 0x22]))).toEqual(['undefined:undefined  invalid_utf8']);
    expect(places(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toEqual(['undefined:undefined  invalid_utf8']);
  });

  it('half a surrogate pair is refused in values and keys; a whole pair is not', () => {
    expect(places('{"a":["\\ud83d"]}')).toEqual(['undefined:undefined /a/0 broken_character']);
    expect(places('{"\\udc00":1}')).toEqual(['undefined:undefined  broken_character']);
    expect(places('a: "\\uD800"', 'yaml')).toEqual(['undefined:undefined /a broken_character']);
    expect(read('{"a":"\\ud83d\\ude00"}')).toEqual({ data: { a: '😀' } });
  });

  it('YAML: repeated keys, aliases, tags, several documents and syntax errors are refused with their place', () => {
    expect(places('a: 1\nb:\n  c: 1\n  c: 2\na: 3\n', 'yaml')).toEqual([
      '4:3 /b/c duplicate_key',
      '5:1 /a duplicate_key',
    ]);
    expect(places('a: &x 1\nb: *x\n', 'yaml')).toEqual(['2:4 /b unsupported_yaml']);
    expect(places('1: a\n"1": b\n', 'yaml')).toEqual(['2:1 /1 duplicate_key']);
    expect(places('? {a: 1}\n: b\n', 'yaml')).toEqual(['1:3  unsupported_yaml']);
    expect(places('a: !!binary aGk=\n', 'yaml')).toHaveLength(1);
    expect(places('a: 1\n---\nb: 2\n', 'yaml')).toEqual(['2:1  syntax']);
    expect(places('a: [1, 2\n', 'yaml')[0]).toMatch(/ syntax$/);
    expect(places(`a: ${'['.repeat(40)}${']'.repeat(40)}`, 'yaml')[0]).toMatch(/ too_deep$/);
  });

  it('YAML: dates and words stay what they are, also under an old version directive', () => {
    expect(read('a: 2026-11-22\nb: yes\nc: no\nd: true\ne: ~\n', 'yaml')).toEqual({
      data: { a: '2026-11-22', b: 'yes', c: 'no', d: true, e: null },
    });
    expect(read('%YAML 1.1\n---\na: 2026-11-22\nb: yes\n', 'yaml')).toEqual({ data: { a: '2026-11-22', b: 'yes' } });
  });

  it('YAML: __proto__ is a key like any other', () => {
    const parsed = read('__proto__: {polluted: true}\n', 'yaml') as { data: object };
    expect(Object.keys(parsed.data)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('YAML: floods of mistakes are answered within seconds, not minutes', () => {
    for (const flood of [`[${','.repeat(127_000)}]`, '}'.repeat(127_000), '['.repeat(127_000), '- '.repeat(60_000)]) {
      const start = performance.now();
      expect(places(flood, 'yaml').length).toBeGreaterThan(0);
      expect(performance.now() - start).toBeLessThan(8_000);
    }
  });
});
