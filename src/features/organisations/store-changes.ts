/** @module The statements of what organisations said of themselves. No role may change or remove a row. */
import type { Insertable, Selectable } from 'kysely';
import { type Position, refusedCursor } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { OrganisationChangeTable } from '../../db/tables.ts';
import type { Page } from './store.ts';

export type ChangeRow = Selectable<OrganisationChangeTable>;

export const insertChange = (trx: Trx, row: Insertable<OrganisationChangeTable>): Promise<unknown> =>
  trx.insertInto('organisation_change').values(row).execute();

const PREFIX = 'rev_';
/** Of a column of type `integer`. */
const REVISION_MAX = 2_147_483_647;

/** Where a page ends: revisions are in order, whatever the clock did. */
export const placeOfChange = ({ changed_at, revision }: ChangeRow): Position => ({
  at: changed_at,
  id: `${PREFIX}${revision}`,
});

/**
 * Newest first; one row more than `limit`.
 * @throws Problem 422 for a cursor of another list
 */
export async function listChanges(trx: Trx, { organisationId, after, limit }: Page): Promise<ChangeRow[]> {
  let query = trx.selectFrom('organisation_change').selectAll().where('organisation_id', '=', organisationId);
  if (after) {
    const revision = after.id.startsWith(PREFIX) ? Number(after.id.slice(PREFIX.length)) : Number.NaN;
    if (!Number.isInteger(revision) || revision > REVISION_MAX) throw refusedCursor();
    query = query.where('revision', '<', revision);
  }
  return query.orderBy('revision', 'desc').limit(oneMoreThan(limit)).execute();
}
