import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvError, CsvParser, type Delimiter, detectDelimiter, RECORD_LIMIT } from '../../src/measure/csv/index.ts';

interface Row {
  cells: string[];
  line: number;
  broken: boolean;
}

function parse(text: string, { delimiter = ',' as Delimiter, cuts = [] as number[] } = {}): Row[] {
  const rows: Row[] = [];
  const parser = new CsvParser(delimiter, ({ cells, width, line, broken }) => {
    rows.push({ cells: cells.slice(0, width), line, broken });
  });
  const edges = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
  for (const [index, edge] of edges.slice(1).entries()) parser.push(text.slice(edges[index], edge));
  parser.end();
  return rows;
}
const cells = (text: string): string[][] => parse(text).map((row) => row.cells);

function faultOf(run: () => unknown): [string, number] | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return [error.fault, error.line];
  }
}

/** Writes a cell as RFC 4180 says. */
const written = (cell: string): string =>
  /[",;\t\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell;

describe('CSV parser', () => {
  it.each<[string, string, string[][]]>([
    [
      'lines ended by LF',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'lines ended by CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'lines ended by CR',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no line break at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty cells',
      'a,,\n,,\n',
      [
        ['a', '', ''],
        ['', '', ''],
      ],
    ],
    ['quoted delimiters', '"a,b",c\n', [['a,b', 'c']]],
    [
      'quoted line breaks',
      '"a\r\nb",c\nd,e',
      [
        ['a\r\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['doubled quotes', '"a""b","""",""\n', [['a"b', '"', '']]],
    ['quotes inside of a cell that does not begin with one', 'a"b,5"\n', [['a"b', '5"']]],
    ['formulas, as the text they are', '=1+1,@SUM(A1),-x\n', [['=1+1', '@SUM(A1)', '-x']]],
    ['spaces, as they are', ' a , b\n', [[' a ', ' b']]],
    ['ragged rows', 'a,b\n1\n1,2,3\n', [['a', 'b'], ['1'], ['1', '2', '3']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('knows the line on which a record begins, and skips lines without any character', () => {
    const rows = parse('a,b\n"x\ny\r\nz",1\r\n\n\r\n2,3');
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 7]);
    expect(rows).toHaveLength(3);
  });

  it('marks a record with text after a closing quote, and goes on with the next', () => {
    expect(parse('a,b\n"x"y,1\n2,3\n').map(({ broken }) => broken)).toEqual([false, true, false]);
  });

  it.each([
    ['a quote that is never closed', 'a,b\n1,2\n"3,4\n5,6\n', ['open_quote', 3]],
    ['a NUL', 'a,b\n1,2\n3,\u00004\n', ['nul_character', 3]],
    ['a record that is too long', `a,b\n${'x'.repeat(RECORD_LIMIT + 1)},1\n`, ['record_too_long', 2]],
    ['a quoted record that is too long', `a,b\n"${'x\n'.repeat(RECORD_LIMIT / 2 + 1)}",1\n`, ['record_too_long', 2]],
  ])('refuses %s, with its line', (_, text, fault) => {
    expect(faultOf(() => parse(text))).toEqual(fault);
    expect(faultOf(() => parse(text, { cuts: [1, 5, 9, 10, 100_000, 700_000] }))).toEqual(fault);
  });

  it('reads back whatever was written, wherever the text is cut', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ữ', '"', ',', ';', '\n', '\r', '\t', ' ', '='),
      maxLength: 6,
    });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
    const ending = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(
        table,
        ending,
        fc.array(fc.nat(120), { maxLength: 12 }),
        fc.constantFrom<Delimiter>(',', ';', '\t'),
        (rows, end, cuts, delimiter) => {
          const text = rows.map((row) => row.map(written).join(delimiter) + end).join('');
          expect(parse(text, { delimiter, cuts }).map((row) => row.cells)).toEqual(rows);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('reads any text the same way, wherever it is cut, or refuses it the same way', () => {
    const soup = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r'), maxLength: 30 });
    const outcome = (text: string, cuts: number[]) => {
      try {
        return parse(text, { cuts });
      } catch (error) {
        return (error as Error).message;
      }
    };
    fc.assert(
      fc.property(soup, fc.array(fc.nat(30), { maxLength: 30 }), (text, cuts) => {
        expect(outcome(text, cuts)).toEqual(outcome(text, []));
      }),
      { numRuns: 5_000 },
    );
  });

  it('cuts out only the columns that are wanted', () => {
    const rows: string[][] = [];
    const parser = new CsvParser(',', (record) => {
      rows.push([...record.cells.slice(0, record.width), String(record.width)]);
      if (rows.length === 1) parser.want([1]);
    });
    parser.push('a,b,c\n1,2,3\n"4","5","6"\n7,8\n');
    parser.end();
    expect(rows).toEqual([
      ['a', 'b', 'c', '3'],
      ['', '2', '', '3'],
      ['', '5', '', '3'],
      ['', '8', '2'],
    ]);
  });
});

describe('detecting the delimiter', () => {
  it.each<[string, string]>([
    ['a,b,c\n1;2;3;4', ','],
    ['a;b;c\n', ';'],
    ['a\tb', '\t'],
    ['"a,b,c";d\n', ';'],
    ['one column', ','],
    ['', ','],
  ])('of %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});
