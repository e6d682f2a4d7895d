/** @module The statements of the register of incidents. Row-level security decides whose rows they see. */
import type { Selectable, Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { IncidentFilingTable, IncidentTable } from '../../db/tables-duties.ts';

export type IncidentRow = Selectable<IncidentTable>;
export type FilingRow = Selectable<IncidentFilingTable>;

export const insertIncident = (trx: Trx, row: Omit<IncidentRow, 'revision'>): Promise<IncidentRow> =>
  trx.insertInto('incident').values(row).returningAll().executeTakeFirstOrThrow();

export const findIncident = (trx: Trx, organisationId: string, id: string): Promise<IncidentRow | undefined> =>
  trx
    .selectFrom('incident')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** The row, which nobody else can change until the transaction ends. */
export const lockIncident = (trx: Trx, organisationId: string, id: string): Promise<IncidentRow | undefined> =>
  trx
    .selectFrom('incident')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const updateIncident = (
  trx: Trx,
  { organisation_id, id }: Pick<IncidentRow, 'organisation_id' | 'id'>,
  values: Updateable<IncidentTable>,
): Promise<IncidentRow> =>
  trx
    .updateTable('incident')
    .set(values)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export interface IncidentFilter {
  organisationId: string;
  systemId?: string | undefined;
  after?: Position | undefined;
  limit?: number;
}

/** Newest first; one row more than `limit`, to see whether there is a next page. */
export function listIncidents(trx: Trx, filter: IncidentFilter): Promise<IncidentRow[]> {
  let query = trx.selectFrom('incident').selectAll().where('organisation_id', '=', filter.organisationId);
  if (filter.systemId) query = query.where('system_id', '=', filter.systemId);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)));
  }
  query = query.orderBy('created_at', 'desc').orderBy('id', 'desc');
  return (filter.limit === undefined ? query : query.limit(oneMoreThan(filter.limit))).execute();
}

export const insertFiling = (
  trx: Trx,
  row: Omit<FilingRow, 'withdrawn_at' | 'withdrawn_by' | 'withdrawn_why'>,
): Promise<FilingRow> => trx.insertInto('incident_filing').values(row).returningAll().executeTakeFirstOrThrow();

/** Filings of the incidents, in the order in which they were filed. */
export function listFilings(trx: Trx, organisationId: string, incidentIds: readonly string[]): Promise<FilingRow[]> {
  if (incidentIds.length === 0) return Promise.resolve([]);
  return trx
    .selectFrom('incident_filing')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('incident_id', 'in', incidentIds)
    .orderBy('filed_at')
    .orderBy('id')
    .execute();
}

/** @returns was there such a filing, not withdrawn yet? */
export async function withdrawFiling(
  trx: Trx,
  place: { organisationId: string; incidentId: string; id: string },
  values: { withdrawn_at: Date; withdrawn_by: string; withdrawn_why: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('incident_filing')
    .set(values)
    .where('organisation_id', '=', place.organisationId)
    .where('incident_id', '=', place.incidentId)
    .where('id', '=', place.id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
