/** @module The whole database as lines, and back. For whoever keeps it; it runs as the owner of the tables. */
import { type CatalogTable, readCatalog, readSchemaVersion } from '../../db/catalog.ts';
import {
  deleteRows,
  fixTextForms,
  hasRows,
  insertRowTexts,
  lockBeginnings,
  rowTexts,
  setTriggers,
} from '../../db/copy-rows.ts';
import type { Trx } from '../../db/scope.ts';
import { BACKUP_FORMAT, LineReader, LineWriter } from './lines.ts';
import { Refused } from './refused.ts';

/**
 * Every row of every table, as of one moment. Call it in a transaction of the owner that sees one snapshot
 * (`Database.asOwner`).
 */
export async function* backupLines(trx: Trx): AsyncGenerator<string> {
  await fixTextForms(trx);
  const writer = new LineWriter();
  yield writer.header({ format: BACKUP_FORMAT, schema: await readSchemaVersion(trx) });
  for (const table of await readCatalog(trx)) {
    for await (const texts of rowTexts(trx, table)) yield writer.rows(table.name, texts);
    yield writer.close(table.name);
  }
  yield writer.end();
}

export interface Restored {
  rows: number;
  tables: number;
  sha256: string;
}

/**
 * Puts a backup into a database that is empty but for its schema, and compares what is there then with the file. Call it
 * in a transaction of the owner: where anything is wrong, all of it is undone.
 * @throws BrokenFile, Refused
 */
export async function restoreLines(trx: Trx, lines: AsyncIterable<string>): Promise<Restored> {
  // Before anything is read: what somebody is writing now is waited for and seen, and nobody begins to.
  await lockBeginnings(trx);
  await fixTextForms(trx);
  const tables = await readCatalog(trx);
  await requireEmpty(trx, tables);
  await setTriggers(trx, tables, 'disable');
  const reader = new LineReader(BACKUP_FORMAT);
  const rows = await insertLines(trx, tables, reader, lines, async () => {
    requireSameSchema(reader.header!.schema, await readSchemaVersion(trx));
  });
  const sha256 = reader.finish();
  await setTriggers(trx, tables, 'enable');
  await requireSameRows(backupLines(trx), sha256);
  return { rows, tables: tables.length, sha256 };
}

/** What migrations put there themselves does not count: it is in the backup as well. */
async function requireEmpty(trx: Trx, tables: CatalogTable[]): Promise<void> {
  const filled: CatalogTable[] = [];
  for (const table of tables) if (await hasRows(trx, table)) filled.push(table);
  const own = filled.filter(({ name, isTenant }) => isTenant || /^(auth_|log_|operator$|content_snapshot$)/.test(name));
  if (own.length > 0) {
    throw new Refused(
      `the database is not empty: there are rows in ${own.map(({ name }) => name).join(', ')}`,
      'restore into a new database or data folder',
    );
  }
  for (const table of filled.toReversed()) await deleteRows(trx, table);
}

export function requireSameSchema(theirs: readonly string[], ours: readonly string[]): void {
  if (theirs.join() === ours.join()) return;
  const missing = theirs.filter((name) => !ours.includes(name));
  const newer = ours.filter((name) => !theirs.includes(name));
  throw new Refused(
    `the file was made with another schema${missing.length > 0 ? `; not here: ${missing.join(', ')}` : ''}${newer.length > 0 ? `; only here: ${newer.join(', ')}` : ''}`,
    missing.length > 0
      ? 'use the version of Lương Tri that made it, or a later one'
      : 'read it in with the version of Lương Tri that made it, then start this version, which brings the database up to date',
  );
}

/** Batches of rows, so that neither a row a statement nor the whole file is in memory. */
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 2_000_000;

/**
 * @param begin called once the first line is read
 * @param change the row as it is to be written; undefined leaves it out
 * @returns how many rows the file has
 */
export async function insertLines(
  trx: Trx,
  tables: readonly CatalogTable[],
  reader: LineReader,
  lines: AsyncIterable<string>,
  begin: () => Promise<void>,
  change: (table: string, text: string) => string | undefined = (_, text) => text,
): Promise<number> {
  let batch: string[] = [];
  let characters = 0;
  let target: CatalogTable | undefined;
  let rows = 0;
  const flush = async (): Promise<void> => {
    if (target && batch.length > 0) await insertRows(trx, target, batch, reader.line);
    batch = [];
    characters = 0;
  };
  for await (const text of lines) {
    const line = reader.read(text);
    if (line === undefined) await begin();
    else if (line.kind === 'row') {
      if (target?.name !== line.table) target = tables.find(({ name }) => name === line.table);
      if (!target)
        throw new Refused(
          `line ${reader.line}: there is no table ${line.table} to put rows into`,
          'use the version that made the file',
        );
      const row = change(line.table, line.text);
      rows += 1;
      if (row === undefined) continue;
      batch.push(row);
      characters += row.length;
      if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await flush();
    } else await flush();
  }
  return rows;
}

/** @throws Refused for rows that the database does not take, as where a record is not what its hash says */
async function insertRows(trx: Trx, table: CatalogTable, rows: readonly string[], line: number): Promise<void> {
  try {
    await insertRowTexts(trx, table, rows);
  } catch (error) {
    const { code, constraint, column } = error as { code?: unknown; constraint?: unknown; column?: unknown };
    // Class 22: values that are none; 23: constraints.
    if (!/^2[23]/.test(String(code))) throw error;
    throw new Refused(
      `up to line ${line}: the database takes no such row of ${table.name} (${String(constraint ?? column ?? code)})`,
      'take the file as it was written',
    );
  }
}

/** @throws Refused unless what is there now would be written as the same file */
export async function requireSameRows(written: AsyncIterable<string>, sha256: string): Promise<void> {
  let last = '';
  for await (const lines of written) last = lines;
  const { end } = JSON.parse(last) as { end: { sha256: string } };
  if (end.sha256 !== sha256) {
    throw new Refused(
      'what was written is not what the file holds; nothing was kept',
      'report this with the versions of both databases',
    );
  }
}
