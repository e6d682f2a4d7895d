/** @module A table as comma-separated text (RFC 4180) that Excel opens without asking: UTF-8 with a byte order mark. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import { neutraliseCell } from './neutralise.ts';
import type { Table } from './table.ts';

export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8; header=present';

/** Formulas are neutralised (see `neutralise.ts`); NUL, which no reader takes, is written as its symbol ␀. */
const cell = (text: string): string => neutraliseCell(text.replaceAll('\0', '␀'));

/** @returns header and rows; every cell quoted, lines ended by CRLF */
export function writeCsv({ columns, rows }: Table): Uint8Array {
  const text = stringify(
    [columns, ...rows].map((row) => row.map(cell)),
    { bom: true, quoted: true, quoted_empty: true, record_delimiter: 'windows' },
  );
  return new TextEncoder().encode(text);
}
