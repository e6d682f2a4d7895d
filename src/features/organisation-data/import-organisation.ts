/** @module Reads an export into a service that does not have the organisation. All of it, or nothing. */
import { type CatalogTable, readCatalog, readSchemaVersion } from '../../db/catalog.ts';
import { fixTextForms, setTriggers } from '../../db/copy-rows.ts';
import type { Trx } from '../../db/scope.ts';
import { insertLines, requireSameRows, requireSameSchema } from './back-up.ts';
import { exportLines, noSecret, planExport, secretsOf } from './export-organisation.ts';
import { EXPORT_FORMAT, LineReader } from './lines.ts';
import { Refused } from './refused.ts';
import { addOutside, fillPlaceholder, isPlaceholder, knownLaw, tablesWithRows } from './store.ts';

export interface Imported {
  organisationId: string;
  rows: number;
  /** Organisations that were entered by their ids alone, because rows refer to them. */
  outside: string[];
}

/** Their triggers say that events still have to be numbered: in the log of this service they do. */
const KEEPS_TRIGGERS = 'event';

/**
 * Call it in a transaction of the owner: where anything is wrong, all of it is undone.
 * @param newId another id for the organisation, for a copy beside the original
 * @throws BrokenFile, Refused
 */
export async function importLines(trx: Trx, lines: AsyncIterable<string>, newId?: string): Promise<Imported> {
  await fixTextForms(trx);
  const tables = await readCatalog(trx);
  const quiet = tables.filter(({ name }) => name !== KEEPS_TRIGGERS);
  await setTriggers(trx, quiet, 'disable');
  const reader = new LineReader(EXPORT_FORMAT);
  const law = await knownLaw(trx);
  const outside: string[] = [];
  let names = { from: '', to: '' };
  // Entered by its id alone before: its row is there, and is filled with what it says of itself.
  let placeholder = false;
  let own: string | undefined;
  const begin = async (): Promise<void> => {
    const { schema, organisation = '', outside: others = [] } = reader.header!;
    requireSameSchema(schema, await readSchemaVersion(trx));
    names = { from: organisation, to: newId ?? organisation };
    placeholder = await isPlaceholder(trx, names.to);
    if (!placeholder) await requireAbsent(trx, tables, names.to);
    for (const { id, kind } of others) {
      await addOutside(trx, id, kind);
      outside.push(id);
    }
  };
  const rows = await insertLines(trx, tables, reader, lines, begin, (table, text) => {
    const row = change(table, text, names, law);
    if (!placeholder || table !== 'organisation') return row;
    own = row;
    return undefined;
  });
  if (own !== undefined) await fillPlaceholder(trx, own);
  const sha256 = reader.finish();
  await setTriggers(trx, quiet, 'enable');
  if (newId === undefined) {
    const plan = await planExport(trx, names.to);
    // Who exported over the API may not have seen every table.
    const same = { ...plan, tables: plan.tables.filter(({ name }) => reader.tables.includes(name)) };
    await requireSameRows(exportLines(trx, { ...same, outside: reader.header!.outside ?? [] }), sha256);
  }
  return { organisationId: names.to, rows, outside };
}

async function requireAbsent(trx: Trx, tables: readonly CatalogTable[], organisationId: string): Promise<void> {
  // Events outlive the organisation they are of: what was deleted here does not come back under the same id.
  const filled = await tablesWithRows(trx, tables, organisationId);
  if (filled.length === 0) return;
  throw new Refused(
    `${organisationId} is here already (${filled.join(', ')})`,
    'read it into another service, or under another id with --new-id',
  );
}

/** @returns the row as it is written, or undefined for what is here already */
function change(
  table: string,
  text: string,
  { from, to }: { from: string; to: string },
  law: ReadonlySet<string>,
): string | undefined {
  if (table === 'content_snapshot') return law.has((JSON.parse(text) as { hash: string }).hash) ? undefined : text;
  // As a whole JSON text only: what was hashed is a text inside of one, and stays as it was hashed.
  const moved = from === to ? text : text.replaceAll(JSON.stringify(from), JSON.stringify(to));
  const secrets = secretsOf(table);
  if (secrets.length === 0) return moved;
  const row = JSON.parse(moved) as Record<string, unknown> & { id: string };
  return JSON.stringify({ ...row, ...Object.fromEntries(secrets.map((name) => [name, noSecret(to, row.id)])) });
}
