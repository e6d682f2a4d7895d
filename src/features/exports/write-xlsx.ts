/**
 * @module Tables as an Excel workbook, one sheet each. Every cell is text, so nothing is evaluated and leading zeros stay;
 * formulas are neutralised all the same, because a workbook saved as CSV loses the types of its cells.
 */
import { strToU8, zipSync } from 'fflate';
import { neutraliseCell } from './neutralise.ts';
import { type Table, tableOf } from './table.ts';
import { escapeCharacters, type SheetParts, workbookParts } from './xlsx-parts.ts';

export const XLSX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Characters of one cell (UTF-16 units); more than that Excel refuses with the whole file. */
const CELL_LIMIT = 32_767;
/** Room for the note that says where the text goes on. */
const PART = 32_000;
/** `_x005F_` */
const ESCAPED = 7;

interface LongPart {
  sheet: string;
  row: number;
  column: string;
  part: number;
  text: string;
}

export interface LongTexts {
  /** Name of the sheet that holds them. */
  sheet: string;
  /** Headings: sheet, row, column, part, text. */
  columns: readonly [string, string, string, string, string];
  /** Says at the end of a cell that its text goes on in that sheet. */
  note: string;
}

/** @returns the file; the same tables give the same bytes */
export function writeXlsx(tables: readonly Table[], long: LongTexts): Uint8Array {
  const parts: LongPart[] = [];
  const fitted = tables.map((table) => fitTable(table, parts, long));
  const [sheet, row, column, part, text] = long.columns;
  if (parts.length > 0)
    fitted.push(
      tableOf<LongPart>(
        long.sheet,
        [
          [sheet, (entry) => entry.sheet],
          [row, (entry) => entry.row],
          [column, (entry) => entry.column],
          [part, (entry) => entry.part],
          [text, (entry) => entry.text],
        ],
        parts,
      ),
    );
  return zipParts(workbookParts(fitted.map(sheetOf)));
}

/** Cuts what is too long for a cell; the whole text goes, in parts, to `parts`. */
function fitTable(table: Table, parts: LongPart[], long: LongTexts): Table {
  const rows = table.rows.map((row, index) =>
    row.map((text, at) => {
      if (writable(text).length <= CELL_LIMIT) return text;
      // Row 1 of the sheet is the header.
      const place = { sheet: table.name, row: index + 2, column: table.columns[at]! };
      const pieces = cut(text);
      for (const [number, piece] of pieces.entries()) parts.push({ ...place, part: number + 1, text: piece });
      return `${pieces[0]} ${long.note}`;
    }),
  );
  return { ...table, rows };
}

/** Pieces that fit a cell as they are written, never cut inside of a character. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let length = 0;
  for (const character of text) {
    // Whether an underline has to be escaped hangs on what follows it.
    const size = character === '_' ? ESCAPED : escapeCharacters(character).length;
    if (length + size > PART) {
      pieces.push(piece);
      piece = '';
      length = 0;
    }
    piece += character;
    length += size;
  }
  return [...pieces, piece];
}

/** What goes into the cell. */
const writable = (text: string): string => escapeCharacters(neutraliseCell(text.toWellFormed()));

const sheetOf = ({ name, columns, rows }: Table): SheetParts => ({
  name,
  rows: [columns, ...rows].map((row) => row.map(writable)),
});

/** Files inside a ZIP carry the time of writing; a fixed one makes equal workbooks equal files. */
function zipParts(parts: Record<string, string>): Uint8Array {
  const files = Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]));
  return zipSync(files, { mtime: new Date(1980, 0, 1), level: 6 });
}
