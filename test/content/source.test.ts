import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/content/source.ts';

const read = (text: string): SourceFile => new SourceFile('some.yaml', text);
const issuesOf = (text: string) => read(text).issues.map(({ line, code, message }) => `${line} ${code} ${message}`);

describe('what a file says', () => {
  it('is plain JSON', () => {
    expect(read('a: 1\nb: [x, yes, 2026-03-01, null]\n').data).toEqual({ a: 1, b: ['x', 'yes', '2026-03-01', null] });
  });

  it('does not depend on line endings or a byte order mark', () => {
    const text = 'a: |\n  one\n  two\nb: >-\n  three\n  four\nc: "five\n  six"\n';
    const plain = read(text);
    for (const variant of [text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
      const file = read(variant);
      expect(file.issues).toEqual([]);
      expect(file.data).toEqual(plain.data);
      expect(['a', 'b', 'c'].map((key) => file.lineOf([key]))).toEqual([1, 4, 7]);
    }
  });

  it('may be nothing', () => {
    expect(read('').data).toBeNull();
    expect(read('# only a comment\n').lineOf(['x', 0])).toBe(1);
  });
});

describe('the line of a place', () => {
  const file = read(
    '# comment\na:\n  b:\n    - {c: 1}\n    - c: 2\n      d:\n        - x\n        - y\n1: {2: {3: z}}\n',
  );

  it('is that of its key, or of the entry of its list', () => {
    expect(file.lineOf([])).toBe(2);
    expect(file.lineOf(['a', 'b'])).toBe(3);
    expect(file.lineOf(['a', 'b', 0, 'c'])).toBe(4);
    expect(file.lineOf(['a', 'b', 1])).toBe(5);
    expect(file.lineOf(['a', 'b', 1, 'd', 1])).toBe(8);
    expect(file.lineOf(['1', '2', '3'])).toBe(9);
  });

  it('is that of the nearest parent when there is no such place', () => {
    expect(file.lineOf(['a', 'b', 1, 'e'])).toBe(5);
    expect(file.lineOf(['a', 'b', 7])).toBe(3);
    expect(file.lineOf(['a', 'b', 1, 'd', 1, 'f'])).toBe(8);
    expect(file.lineOf(['q', 'r'])).toBe(2);
  });
});

describe('a file is refused', () => {
  it('when it is not YAML, with the line', () => {
    expect(issuesOf('a: 1\nb: [1, 2\nc: 3\n')[0]).toMatch(/^3 yaml_syntax Flow sequence in block collection/);
    expect(issuesOf('a: 1\n\tb: 2\n')[0]).toMatch(/^2 yaml_syntax Tabs are not allowed as indentation/);
    expect(issuesOf('a: 1\n---\nb: 2\n')[0]).toMatch(/^2 yaml_syntax Source contains multiple documents/);
    expect(issuesOf('a: !!js/function 1\n')[0]).toMatch(/^1 yaml_syntax Unresolved tag/);
    expect(read('a: [').data).toBeUndefined();
  });

  it('when it has aliases, each with its line', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`;
    expect(issuesOf(bomb)).toEqual([
      ...Array(2).fill('2 yaml_syntax YAML aliases (*name) are not allowed here'),
      ...Array(2).fill('3 yaml_syntax YAML aliases (*name) are not allowed here'),
    ]);
    expect(read(bomb).data).toBeUndefined();
    expect(issuesOf('a: &a {}\nb: *a\n')).toHaveLength(1);
    expect(issuesOf('a: *nobody\n')).toHaveLength(1);
  });

  it('when JSON could not hold what it says', () => {
    expect(issuesOf('a: 1\nb: .nan\n')).toEqual(['2 yaml_syntax NaN is not a number that can be stored']);
    expect(issuesOf('a: 1e999\n')).toEqual(['1 yaml_syntax Infinity is not a number that can be stored']);
    expect(issuesOf('a: "\\uD800"\n')).toEqual(['1 yaml_syntax this text has characters that could not be read']);
    expect(issuesOf('a: \uFFFD\n')).toEqual(['1 yaml_syntax this text has characters that could not be read']);
  });

  it.each([
    ['lists', `a: 1\nb: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    ['mappings', `a: 1\nb: ${'{c: '.repeat(10_000)}1${'}'.repeat(10_000)}\n`],
    ['blocks', Array.from({ length: 10_000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['lists just too deep', `a: 1\nb: ${'['.repeat(100)}${']'.repeat(100)}\n`],
  ])('when it is nested too deeply: %s', (_kind, text) => {
    const file = read(text);
    expect(file.issues.map(({ code, message }) => [code, message])).toEqual([
      ['yaml_syntax', 'nested more than 100 levels deep'],
    ]);
    expect(file.data).toBeUndefined();
  });

  it('but not when it is nested less deeply', () => {
    expect(issuesOf(`b: ${'['.repeat(99)}${']'.repeat(99)}\n`)).toEqual([]);
  });
});

describe('keys', () => {
  it('that stand twice are named, with the line of the second', () => {
    expect(issuesOf('a: 1\nb:\n  "c d": 1\n  e: 2\n  "c d": 3\na: 4\n')).toEqual([
      '5 duplicate_key the key "c d" stands twice in one mapping',
      '6 duplicate_key the key a stands twice in one mapping',
    ]);
    expect(issuesOf('1: a\n"1": b\n')).toEqual(['2 duplicate_key the key "1" stands twice in one mapping']);
  });

  it('that stand twice leave the file readable, so that other mistakes are found too', () => {
    expect(read('a: 1\na: 2\nb: 3\n').data).toEqual({ a: 2, b: 3 });
  });

  it('called __proto__ are unknown keys like others and change no prototype', () => {
    const file = read('a:\n  __proto__: {polluted: true}\n  b: 1\n__proto__: 1\n');
    expect(file.issues.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 unknown_key', '4 unknown_key']);
    expect(file.data).toEqual({ a: { b: 1 } });
    expect((file.data as { a: object }).a).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('called constructor or toString are ordinary', () => {
    expect(read('constructor: 1\ntoString: 2\n').data).toEqual({ constructor: 1, toString: 2 });
  });
});
