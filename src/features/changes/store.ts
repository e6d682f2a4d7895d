/** @module The statements of the register of changes. Row-level security decides whose rows they see. */
import type { Selectable, Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { SystemChangeTable } from '../../db/tables-duties.ts';

export type ChangeRow = Selectable<SystemChangeTable>;

export const insertChange = (
  trx: Trx,
  row: Pick<
    ChangeRow,
    | 'organisation_id'
    | 'id'
    | 'system_id'
    | 'kind'
    | 'description'
    | 'happened_on'
    | 'affects_criteria'
    | 'incident_id'
    | 'list_effective_on'
    | 'created_by'
    | 'created_at'
    | 'updated_at'
  >,
): Promise<ChangeRow> =>
  trx
    .insertInto('system_change')
    .values({ ...row, result: 'unknown' })
    .returningAll()
    .executeTakeFirstOrThrow();

export const findChange = (trx: Trx, organisationId: string, id: string): Promise<ChangeRow | undefined> =>
  trx
    .selectFrom('system_change')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** The row, which nobody else can change until the transaction ends. */
export const lockChange = (trx: Trx, organisationId: string, id: string): Promise<ChangeRow | undefined> =>
  trx
    .selectFrom('system_change')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const updateChange = (
  trx: Trx,
  { organisation_id, id }: Pick<ChangeRow, 'organisation_id' | 'id'>,
  values: Updateable<SystemChangeTable>,
): Promise<ChangeRow> =>
  trx
    .updateTable('system_change')
    .set(values)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export interface ChangeFilter {
  organisationId: string;
  systemId?: string | undefined;
  after?: Position | undefined;
  limit?: number;
}

/** Newest first; one row more than `limit`, to see whether there is a next page. */
export function listSystemChanges(trx: Trx, filter: ChangeFilter): Promise<ChangeRow[]> {
  let query = trx.selectFrom('system_change').selectAll().where('organisation_id', '=', filter.organisationId);
  if (filter.systemId) query = query.where('system_id', '=', filter.systemId);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)));
  }
  query = query.orderBy('created_at', 'desc').orderBy('id', 'desc');
  return (filter.limit === undefined ? query : query.limit(oneMoreThan(filter.limit))).execute();
}
