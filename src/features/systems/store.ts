/** @module The statements of the register of systems. Row-level security decides whose rows they see. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
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

export interface SystemFilter {
  organisationId: string;
  search?: string | undefined;
  status?: SystemRow['status'] | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`, to see whether there is a next page. */
export function listSystems(trx: Trx, filter: SystemFilter): Promise<SystemRow[]> {
  let query = trx.selectFrom('system').selectAll().where('organisation_id', '=', filter.organisationId);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.search) {
    const pattern = `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where(({ eb, or }) =>
      or([eb('name', 'ilike', pattern), eb('purpose', 'ilike', pattern), eb('ai_id', 'ilike', pattern)]),
    );
  }
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)));
  }
  return query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}
