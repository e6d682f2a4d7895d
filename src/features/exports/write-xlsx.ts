/**
 * @module Tables as an Excel workbook, one sheet each. Every cell is text, so nothing is evaluated and leading zeros stay;
 * formulas are neutralised all the same, because a workbook saved as CSV loses the types of its cells.
 */
import { type Unzipped, unzipSync, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/universal';
import { neutraliseCell } from './neutralise.ts';
import { type Table, tableOf } from './table.ts';

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
export async function writeXlsx(tables: readonly Table[], long: LongTexts): Promise<Uint8Array> {
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
  const file = await writeXlsxFile(fitted.map(sheetOf)).toBlob();
  return withoutTimes(new Uint8Array(await file.arrayBuffer()));
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

/**
 * Characters that XML cannot hold or would change, and those that the writer drops, as Office writes them: `_x000D_`;
 * a text that looks so is escaped too.
 */
function escapeCharacters(text: string): string {
  return (
    text
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be escaped
      .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFD\p{NChar}]/gu, (found) =>
        found.split('').map(escapeUnit).join(''),
      )
  );
}

const escapeUnit = (unit: string): string => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/**
 * What goes into the cell. The writer looks texts up in a plain object, where names such as `constructor` are found
 * though nobody put them there: of those the first letter is escaped.
 */
function writable(text: string): string {
  const safe = escapeCharacters(neutraliseCell(text.toWellFormed()));
  return Reflect.has(Object.prototype, safe) ? `${escapeUnit(safe[0]!)}${safe.slice(1)}` : safe;
}

const WIDTH = { least: 12, most: 60 };

function sheetOf({ name, columns, rows }: Table) {
  const header = columns.map((heading) => ({
    value: writable(heading),
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    alignVertical: 'top' as const,
  }));
  const body = rows.map((row) =>
    row.map((text) =>
      text === '' ? null : { value: writable(text), type: String, wrap: true, alignVertical: 'top' as const },
    ),
  );
  const widths = columns.map((heading, at) => {
    const longest = Math.max(heading.length, ...rows.map((row) => Math.min(row[at]!.length, WIDTH.most)));
    return { width: Math.min(Math.max(longest + 2, WIDTH.least), WIDTH.most) };
  });
  return { sheet: name, data: [header, ...body], columns: widths, stickyRowsCount: 1 };
}

/** Files inside a ZIP carry the time of writing; a fixed one makes equal workbooks equal files. */
function withoutTimes(file: Uint8Array): Uint8Array {
  const files: Unzipped = unzipSync(file);
  return zipSync(files, { mtime: new Date(1980, 0, 1), level: 6 });
}
