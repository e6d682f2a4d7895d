/** @module The exports a route hands out: one table as CSV, or all of them as a workbook. */
import { answerTable } from './answer-table.ts';
import { aboutTable, evidenceTable } from './evidence-table.ts';
import type { ExportInput } from './export-input.ts';
import { findingTable } from './finding-table.ts';
import { EXPORT_WORDS } from './words.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

export const EXPORT_TABLES = ['answers', 'findings', 'evidence'] as const;
export type ExportTable = (typeof EXPORT_TABLES)[number];

const MAKE = { answers: answerTable, findings: findingTable, evidence: evidenceTable };

/** @returns bytes of `CSV_MEDIA_TYPE` */
export const exportCsv = (input: ExportInput, table: ExportTable): Uint8Array => writeCsv(MAKE[table](input));

/** @returns bytes of `XLSX_MEDIA_TYPE`: what it is about, answers, findings, evidence */
export function exportXlsx(input: ExportInput): Uint8Array {
  const { sheets, long, longNote } = EXPORT_WORDS[input.lang];
  const tables = [aboutTable(input), ...EXPORT_TABLES.map((table) => MAKE[table](input))];
  return writeXlsx(tables, { sheet: sheets.long, columns: long, note: longNote });
}
