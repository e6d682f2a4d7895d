/**
 * @module Rows as JSON text, written and read by the database itself: the same text on every driver, and no value passes
 * through a number or a date of JavaScript. A JSON column must not hold the JSON value null beside SQL nulls: each refuses it.
 */
import { sql } from 'kysely';
import type { CatalogTable } from './catalog.ts';
import type { Trx } from './scope.ts';

/** Rows fetched at first, and about how much text a batch may have. */
const FIRST_BATCH = 8;
const BATCH_MAX = 1_000;
const BATCH_CHARACTERS = 2_000_000;
const CURSOR = 'luongtri_copy';

/** Times are written in UTC, bytes in hex, whatever the server or the connection is set to. */
export async function fixTextForms(trx: Trx): Promise<void> {
  await sql`select set_config('timezone', 'UTC', true), set_config('bytea_output', 'hex', true),
    set_config('extra_float_digits', '1', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(trx);
}

export interface RowFilter {
  /** Rows of one organisation only. */
  organisationId?: string;
  /** Columns written as null. */
  blank?: readonly string[];
  /** A condition of its own, for tables that belong to no organisation. */
  where?: ReturnType<typeof sql>;
}

/** Rows of a table in the order of its key, each as JSON text, fetched batch by batch: memory stays flat. */
export async function* rowTexts(trx: Trx, table: CatalogTable, filter: RowFilter = {}): AsyncGenerator<string[]> {
  const { organisationId, blank = [] } = filter;
  const columns = table.columns.map((name) => (blank.includes(name) ? sql`null as ${sql.id(name)}` : sql.id(name)));
  // Types that have no order of their own are ordered by their text; so is text, by its bytes and not by a language.
  const order = table.order.map((name) => sql`t.${sql.id(name)}::text collate "C"`);
  const condition =
    organisationId === undefined ? (filter.where ?? sql`true`) : sql`t.organisation_id = ${sql.lit(organisationId)}`;
  await sql`declare ${sql.id(CURSOR)} no scroll cursor for
    select to_jsonb(r)::text as row from (
      select ${sql.join(columns)} from ${sql.id(table.name)} t where ${condition} order by ${sql.join(order)}) r`.execute(
    trx,
  );
  try {
    let count = table.isLarge ? 1 : FIRST_BATCH;
    while (true) {
      const { rows } = await sql<{ row: string }>`fetch forward ${sql.lit(count)} from ${sql.id(CURSOR)}`.execute(trx);
      if (rows.length === 0) break;
      const texts = rows.map(({ row }) => row);
      yield texts;
      const characters = texts.reduce((sum, text) => sum + text.length, 0);
      count = Math.max(1, Math.min(BATCH_MAX, Math.floor((BATCH_CHARACTERS * texts.length) / characters)));
    }
  } finally {
    // Where the transaction has failed there is nothing left to close.
    await sql`close ${sql.id(CURSOR)}`.execute(trx).catch(() => undefined);
  }
}

/** Writes rows from their JSON texts; what is not in a text becomes null. */
export async function insertRowTexts(trx: Trx, table: CatalogTable, texts: readonly string[]): Promise<void> {
  const columns = sql.join(table.columns.map((name) => sql.id(name)));
  const rows = `[${texts.join(',')}]`;
  await sql`insert into ${sql.id(table.name)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.id(table.name)}, ${rows}::text::jsonb)`.execute(trx);
}

/**
 * Tables in which everything that a service keeps begins. In the first statement of a transaction, so that what it reads
 * then is of a moment at which nobody else was writing.
 */
export const lockBeginnings = (trx: Trx): Promise<unknown> =>
  sql`lock table organisation, auth_user, event, content_snapshot in share row exclusive mode`.execute(trx);

export async function hasRows(trx: Trx, { name }: Pick<CatalogTable, 'name'>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from ${sql.id(name)}) as found`.execute(trx);
  return rows[0]!.found;
}

export const deleteRows = (trx: Trx, { name }: Pick<CatalogTable, 'name'>): Promise<unknown> =>
  sql`delete from ${sql.id(name)}`.execute(trx);

/** What triggers would add is in the rows already. Only the owner of the tables may; undone with the transaction. */
export async function setTriggers(
  trx: Trx,
  tables: readonly CatalogTable[],
  state: 'enable' | 'disable',
): Promise<void> {
  const { rows } = await sql<{ name: string }>`select distinct tgrelid::regclass::text as name from pg_trigger
    where not tgisinternal`.execute(trx);
  for (const { name } of tables.filter((table) => rows.some((row) => row.name === table.name))) {
    await sql`alter table ${sql.id(name)} ${sql.raw(state)} trigger user`.execute(trx);
  }
}
