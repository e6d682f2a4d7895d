/** @module Export files that say whatever a test wants, with every hash right: anyone can make one. */
import { exportLines, planExport } from '../../src/features/organisation-data/index.ts';
import { type Header, LineWriter } from '../../src/features/organisation-data/lines.ts';
import { textOf } from './filled-company.ts';
import type { TestService } from './service.ts';

export type FileRow = Record<string, unknown>;
export interface FileParts {
  header: Header;
  tables: [table: string, rows: FileRow[]][];
}

/** JSON as the database writes it. */
function jsonb(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonb).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const bytes = (text: string): number => Buffer.byteLength(text);
  const keys = Object.keys(value).sort((a, b) => bytes(a) - bytes(b) || Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${keys.map((key) => `${JSON.stringify(key)}: ${jsonb((value as FileRow)[key])}`).join(', ')}}`;
}

export function fileOf({ header, tables }: FileParts): string {
  const writer = new LineWriter();
  const lines = [writer.header(header)];
  for (const [table, rows] of tables) {
    if (rows.length > 0) lines.push(writer.rows(table, rows.map(jsonb)));
    lines.push(writer.close(table));
  }
  return [...lines, writer.end()].join('');
}

export function partsOf(text: string): FileParts {
  const [head, ...lines] = text.trimEnd().split('\n');
  const tables = new Map<string, FileRow[]>();
  for (const line of lines) {
    const { table, row, close } = JSON.parse(line) as { table?: string; row: FileRow; close?: string };
    if (table !== undefined) tables.set(table, [...(tables.get(table) ?? []), row]);
    if (close !== undefined && !tables.has(close)) tables.set(close, []);
  }
  return { header: JSON.parse(head!) as Header, tables: [...tables] };
}

export const exportedText = (service: Pick<TestService, 'db'>, id: string): Promise<string> =>
  service.db.asOwner(async (trx) => textOf(exportLines(trx, await planExport(trx, id))));

/** The same file with the rows of one table changed; `undefined` leaves a row out. */
export const edited = (
  { header, tables }: FileParts,
  name: string,
  edit: (row: FileRow) => FileRow | undefined,
): FileParts => ({
  header,
  tables: tables.map(([table, rows]) => [
    table,
    table === name ? rows.map(edit).filter((row) => row !== undefined) : rows,
  ]),
});
