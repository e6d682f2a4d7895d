/**
 * @module An export for somebody who may read slowly: what can change is read at once, in one snapshot, and held packed;
 * the bytes of files, which never change, are read one chunk at a time as they are sent. No transaction waits for a reader.
 */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import { sql } from 'kysely';
import type { CatalogTable } from '../../db/catalog.ts';
import { fixTextForms, rowTexts } from '../../db/copy-rows.ts';
import type { Database } from '../../db/database.ts';
import type { Scope, Trx } from '../../db/scope.ts';
import { type ExportPlan, exportHeader, filterOf, planExport } from './export-organisation.ts';
import { LineWriter } from './lines.ts';

type Part = { table: CatalogTable; packed: Uint8Array[] } | { table: CatalogTable; keys: string[][] };

/** Fast rather than small. */
const LEVEL = 1;

export async function spoolExport(db: Database, scope: Scope, organisationId: string): Promise<AsyncGenerator<string>> {
  const spooled = await db.readSnapshot(scope, async (trx) => {
    const plan = await planExport(trx, organisationId);
    const parts: Part[] = [];
    for (const table of plan.tables) parts.push(await readPart(trx, plan, table));
    return { plan, parts };
  });
  return linesOf(db, scope, spooled.plan, spooled.parts);
}

async function readPart(trx: Trx, { organisationId }: ExportPlan, table: CatalogTable): Promise<Part> {
  if (table.isLarge && table.isTenant) return { table, keys: await keysOf(trx, table, organisationId) };
  const packed: Uint8Array[] = [];
  for await (const texts of rowTexts(trx, table, filterOf(table, organisationId))) {
    packed.push(gzipSync(strToU8(texts.join('\n')), { level: LEVEL }));
  }
  return { table, packed };
}

async function keysOf(trx: Trx, table: CatalogTable, organisationId: string): Promise<string[][]> {
  const keys = sql.join(table.order.map((name) => sql`${sql.id(name)}::text`));
  const order = sql.join(table.order.map((name) => sql`${sql.id(name)}::text collate "C"`));
  const { where = sql`t.organisation_id = ${sql.lit(organisationId)}` } = filterOf(table, organisationId);
  const { rows } = await sql<{ key: string[] }>`select array[${keys}] as key from ${sql.id(table.name)} t
    where ${where} order by ${order}`.execute(trx);
  return rows.map(({ key }) => key);
}

async function* linesOf(db: Database, scope: Scope, plan: ExportPlan, parts: Part[]): AsyncGenerator<string> {
  const writer = new LineWriter();
  yield writer.header(exportHeader(plan));
  for (const part of parts) {
    const { name } = part.table;
    if ('packed' in part) {
      for (const packed of part.packed) yield writer.rows(name, strFromU8(gunzipSync(packed)).split('\n'));
    } else {
      for (const key of part.keys) yield writer.rows(name, [await readRow(db, scope, part.table, key)]);
    }
    yield writer.close(name);
  }
  yield writer.end();
}

/** @throws Error for a row that was removed since the snapshot: the reader must not take the rest for the whole */
function readRow(db: Database, scope: Scope, table: CatalogTable, key: string[]): Promise<string> {
  const where = sql.join(
    table.order.map((name, index) => sql`t.${sql.id(name)}::text = ${sql.lit(key[index]!)}`),
    sql` and `,
  );
  return db.transaction(scope, async (trx) => {
    await fixTextForms(trx);
    for await (const [text] of rowTexts(trx, table, { where })) if (text !== undefined) return text;
    throw new Error(`export: a row of ${table.name} was removed meanwhile`);
  });
}
