import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { neutraliseCell, restoreCell } from '../../../src/features/exports/index.ts';
import type { Table } from '../../../src/features/exports/table.ts';
import { writeCsv } from '../../../src/features/exports/write-csv.ts';
import { writeXlsx } from '../../../src/features/exports/write-xlsx.ts';
import { readCsv, readXlsx } from '../../support/read-tables.ts';

const LONG = {
  sheet: 'Long',
  columns: ['Sheet', 'Row', 'Column', 'Part', 'Text'] as [string, string, string, string, string],
  note: '[more]',
};

/** Texts that break careless writers. */
const NASTY = [
  '',
  ' ',
  '=1+1',
  '+84 24 3822 5599',
  '-5',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '\nx',
  "'=1",
  "''=1",
  "'x",
  ' =1',
  '\u00A0=1',
  '\u200B=1',
  '＝1',
  '007',
  '1e5',
  '2026-11-22',
  'a,b;c\td',
  'say "x"',
  '"',
  'dòng 1\r\ndòng 2\n\rdòng 3',
  'Đặng Thị Ngọc Ánh 👩🏽‍⚕️ 🇻🇳',
  '\u202Eabc',
  '<b>&amp;</b>',
  '_x000D_',
  '_x005F_x000D_',
  '\u0001\u001F\uFFFE',
  '\u{10FFFE}x\uFFFD\u0085\uFDD0y',
  ']]>',
  'toString',
  'constructor',
  '__proto__',
];

const anyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', 'x', ' '), maxLength: 12 }),
  fc
    .constantFrom('x', '=', 'Ệ', '👍', '"', "'", '\r\n', ', ', '_x000D_')
    .map((unit) => unit.repeat(20_000 / unit.length)),
);
const printable = anyText.map((text) => text.replaceAll('\0', ''));
const table = fc.array(fc.array(printable, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });

const asTable = (rows: string[][]): Table => ({ name: 'T', columns: ['a', 'b', 'c'], rows });
const RISKY = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

describe('cells that look like formulas', () => {
  it('are neutralised, stay readable, and come back exactly', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = neutraliseCell(text);
        expect(RISKY.test(safe)).toBe(false);
        expect([text, `'${text}`]).toContain(safe);
        expect(restoreCell(safe)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
    for (const text of NASTY) expect(restoreCell(neutraliseCell(text))).toBe(text);
    expect(neutraliseCell('=1+1')).toBe("'=1+1");
    expect(neutraliseCell('a=1')).toBe('a=1');
  });
});

describe('CSV', () => {
  it('loses nothing, whatever stands in the cells', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const read = readCsv(writeCsv(asTable(rows)));
        expect(read[0]).toEqual(['a', 'b', 'c']);
        expect(read.slice(1).map((row) => row.map(restoreCell))).toEqual(rows);
        expect(read.flat().filter((cell) => RISKY.test(cell))).toEqual([]);
      }),
      { numRuns: 150, endOnFailure: true },
    );
    const all = NASTY.map((text) => [text, text, text]);
    expect(
      readCsv(writeCsv(asTable(all)))
        .slice(1)
        .map((row) => row.map(restoreCell)),
    ).toEqual(all);
  });

  it('begins with the byte order mark and ends its lines as RFC 4180 says', () => {
    const bytes = writeCsv(asTable([['Đỗ', '', 'x']]));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('"a","b","c"\r\n"Đỗ","","x"\r\n');
  });

  it('writes what no reader takes as a sign for it', () => {
    expect(readCsv(writeCsv(asTable([['a\0b', '', '']])))[1]).toEqual(['a␀b', '', '']);
  });
});

describe('XLSX', () => {
  afterEach(() => vi.useRealTimers());

  /** What a reader of the file makes of it: what is too long for a cell is put together again. */
  const texts = (rows: string[][]): string[][] => {
    const { T, Long } = readXlsx(writeXlsx([asTable(rows)], LONG));
    const whole = (row: number, column: string): string =>
      Long!.flatMap((part) => (part[1] === String(row) && part[2] === column ? restoreCell(part[4]!) : [])).join('');
    return T!
      .slice(1)
      .map((row, index) =>
        ['a', 'b', 'c'].map((column, at) =>
          row[at]?.endsWith(LONG.note) ? whole(index + 2, column) : restoreCell(row[at] ?? ''),
        ),
      );
  };

  it('loses nothing, whatever stands in the cells', () => {
    fc.assert(
      fc.property(table, (rows) => {
        expect(texts(rows)).toEqual(rows.map((row) => row.map((text) => text.toWellFormed())));
      }),
      { numRuns: 150, endOnFailure: true },
    );
    const all = NASTY.map((text) => [text, text, text]);
    expect(texts(all)).toEqual(all);
  });

  it('what is too long for a cell goes on in its own sheet, whole', () => {
    const long = `${'=Ệ👍\u0001'.repeat(30_000)}end`;
    const book = readXlsx(writeXlsx([asTable([['x', long, 'y']])], LONG));
    expect(book.T![1]![1]!.length).toBeLessThanOrEqual(32_767);
    expect(book.T![1]![1]!.endsWith(' [more]')).toBe(true);
    const parts = book.Long!.slice(1);
    expect(parts.map(([sheet, row, column]) => [sheet, row, column])).toEqual(parts.map(() => ['T', '2', 'b']));
    expect(parts.map(([, , , , text]) => restoreCell(text!)).join('')).toBe(long);
  });

  it('the same tables give the same bytes, and no sheet is written that nobody needs', () => {
    const make = () => writeXlsx([asTable([['1', '2', '3']])], LONG);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 22) });
    const first = make();
    vi.setSystemTime(new Date(2027, 0, 1));
    expect(Buffer.from(make()).equals(Buffer.from(first))).toBe(true);
    expect(Object.keys(readXlsx(first))).toEqual(['T']);
  });
});
