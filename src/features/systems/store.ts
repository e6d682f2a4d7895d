/** @module The statements of the register of systems. Row-level security decides whose rows they see. */
import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { SystemTable } from '../../db/tables.ts';

export type SystemRow = Selectable<SystemTable>;

export async function insertSystem(
  trx: Trx,
  row: Omit<Insertable<SystemTable>, 'status' | 'revision'>,
): Promise<SystemRow> {
  return trx.insertInto('system').values(row).returningAll().executeTakeFirstOrThrow();
}

export const findSystem = (trx: Trx, organisationId: string, id: string): Promise<SystemRow | undefined> =>
  trx
    .selectFrom('system')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** The row, which nobody else can change until the transaction ends. */
export const lockSystem = (trx: Trx, organisationId: string, id: string): Promise<SystemRow | undefined> =>
  trx
    .selectFrom('system')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function updateSystem(
  trx: Trx,
  { organisation_id, id }: Pick<SystemRow, 'organisation_id' | 'id'>,
  values: Updateable<SystemTable>,
): Promise<SystemRow> {
  return trx
    .updateTable('system')
    .set(values)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function addSystemVersion(
  trx: Trx,
  row: {
    organisation_id: string;
    system_id: string;
    version: string;
    note: string | null;
    since: string | null;
    recorded_by: string;
    recorded_at: Date;
  },
): Promise<void> {
  const { last } = await trx
    .selectFrom('system_version')
    .select(({ fn }) => fn.coalesce(fn.max('number'), (eb) => eb.val(0)).as('last'))
    .where('organisation_id', '=', row.organisation_id)
    .where('system_id', '=', row.system_id)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('system_version')
    .values({ ...row, number: Number(last) + 1 })
    .execute();
}

export const listSystemVersions = (trx: Trx, organisationId: string, systemId: string) =>
  trx
    .selectFrom('system_version')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('system_id', '=', systemId)
    .orderBy('number')
    .execute();

/** All of a row but the text that searches look through. */
const COLUMNS = Object.keys({
  organisation_id: 1,
  id: 1,
  name: 1,
  purpose: 1,
  roles: 1,
  sector: 1,
  go_live_on: 1,
  provider: 1,
  model: 1,
  version: 1,
  ai_id: 1,
  provider_address: 1,
  provider_contact: 1,
  functions: 1,
  architecture: 1,
  user_groups: 1,
  main_inputs: 1,
  risk_summary: 1,
  status: 1,
  revision: 1,
  created_by: 1,
  created_at: 1,
  updated_at: 1,
} satisfies Record<keyof SystemRow, 1>) as (keyof SystemRow)[];

/** Does a lowered text hold what is searched for? That is lowered once, not with every row. */
const holds = (text: RawBuilder<string>, search: string): RawBuilder<boolean> =>
  sql`strpos(${text}, (select lower(${search}))) > 0`;

/** The name; and name, purpose and AI-ID: lowered when the row was written, which with every search costs several times as much. */
const SEARCH_NAME = sql<string>`search_name`;
const SEARCH_TEXT = sql<string>`search_text`;

const someFieldHolds = (search: string): RawBuilder<boolean> =>
  sql`(${holds(SEARCH_NAME, search)} or ${holds(sql`lower(purpose)`, search)} or ${holds(sql`lower(ai_id)`, search)})`;

export interface SystemFilter {
  organisationId: string;
  search?: string | undefined;
  status?: SystemRow['status'] | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`, to see whether there is a next page. */
export function listSystems(trx: Trx, filter: SystemFilter): Promise<SystemRow[]> {
  let query = trx.selectFrom('system').select(COLUMNS).where('organisation_id', '=', filter.organisationId);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.search) {
    query = query.where(holds(SEARCH_TEXT, filter.search));
    // The lines of a search could lie across two fields: then each is asked by itself.
    if (filter.search.includes('\n')) query = query.where(someFieldHolds(filter.search));
  }
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)));
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(filter.limit)).execute();
}

/** The statement that gives the ids of systems with a part of their name, to stand within another one. */
export const systemsNamed = (trx: Trx, organisationId: string, search: string) =>
  trx
    .selectFrom('system')
    .select('system.id')
    .where('system.organisation_id', '=', organisationId)
    .where(holds(SEARCH_NAME, search));
