/** @module The tables there are, as the database itself tells: what is copied or removed as a whole must miss none of them. */
import { sql } from 'kysely';
import type { Trx } from './scope.ts';

export interface CatalogTable {
  name: string;
  columns: string[];
  /** What rows are ordered by; all columns where there is no key. */
  order: string[];
  /** Does a row belong to an organisation? */
  isTenant: boolean;
  /** Has it large binary columns, so that few rows fill a batch? */
  isLarge: boolean;
  /** Foreign keys to other rows. */
  references: { columns: string[]; table: string }[];
}

/** Tables in which the migrations themselves are noted. */
const OF_MIGRATIONS = ['schema_migration', 'schema_migration_lock'];

/** All tables, each after those it refers to; the same order on every database of this schema. */
export async function readCatalog(trx: Trx): Promise<CatalogTable[]> {
  const { rows } = await sql<{ catalog: Omit<CatalogTable, 'isTenant'>[] | null }>`
    select jsonb_agg(jsonb_build_object(
      'name', c.relname,
      'columns', (select jsonb_agg(a.attname order by a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''),
      'isLarge', exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and a.atttypid = 'bytea'::regtype),
      'order', coalesce((select jsonb_agg(a.attname order by k.place) from pg_index i,
          unnest(i.indkey::int2[]) with ordinality k(number, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary), '[]'),
      'references', coalesce((select jsonb_agg(jsonb_build_object('table', f.confrelid::regclass::text, 'columns',
          (select jsonb_agg(a.attname order by k.place) from unnest(f.conkey) with ordinality k(number, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number)) order by f.conname)
        from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'), '[]')
    ) order by c.relname) as catalog
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`.execute(trx);
  const tables = (rows[0]?.catalog ?? [])
    .filter(({ name }) => !OF_MIGRATIONS.includes(name))
    .map((table) => ({
      ...table,
      order: table.order.length > 0 ? table.order : table.columns,
      isTenant: table.columns.includes('organisation_id'),
    }));
  return inOrder(tables.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** @throws Error where tables refer to each other in a circle: then no order would do */
function inOrder(tables: CatalogTable[]): CatalogTable[] {
  const placed = new Set<string>();
  const ordered: CatalogTable[] = [];
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name, references }) =>
        !placed.has(name) && references.every(({ table }) => table === name || placed.has(table)),
    );
    if (!next) throw new Error('tables refer to each other in a circle');
    placed.add(next.name);
    ordered.push(next);
  }
  return ordered;
}

/** Names of the migrations that ran: two databases with the same list have the same tables. */
export async function readSchemaVersion(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from schema_migration order by name collate "C"`.execute(
    trx,
  );
  return rows.map(({ name }) => name);
}
