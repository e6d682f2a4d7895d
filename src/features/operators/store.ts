/** @module The statements of operators. Their role reaches organisations, never what is kept for them. */
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { OrganisationRow } from '../organisations/index.ts';

export interface OrganisationFilter {
  search?: string | undefined;
  kind?: OrganisationRow['kind'] | undefined;
  status?: OrganisationRow['status'] | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`. */
export function listOrganisations(trx: Trx, filter: OrganisationFilter): Promise<OrganisationRow[]> {
  let query = trx.selectFrom('organisation').selectAll();
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.search) query = query.where('name', 'ilike', `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'organisation_id'), '<', tuple(at, id)));
  }
  return query
    .orderBy('created_at', 'desc')
    .orderBy('organisation_id', 'desc')
    .limit(oneMoreThan(filter.limit))
    .execute();
}

export const setStatus = (
  trx: Trx,
  { organisation_id, revision }: OrganisationRow,
  status: OrganisationRow['status'],
  at: Date,
): Promise<OrganisationRow> =>
  trx
    .updateTable('organisation')
    .set({ status, revision: revision + 1, updated_at: at })
    .where('organisation_id', '=', organisation_id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Makes a person an operator; twice is once. */
/** @returns is the person an operator only now? */
export const insertOperator = async (trx: Trx, userId: string, since: Date): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('operator')
    .values({ user_id: userId, since })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** @returns was the person one? */
export const deleteOperator = async (trx: Trx, userId: string): Promise<boolean> => {
  const { numDeletedRows } = await trx.deleteFrom('operator').where('user_id', '=', userId).executeTakeFirst();
  return numDeletedRows > 0n;
};

export const listOperatorIds = (trx: Trx) => trx.selectFrom('operator').selectAll().orderBy('since').execute();

/** Under the identity role. */
export const findUserByEmail = (trx: Trx, email: string) =>
  trx
    .selectFrom('auth_user')
    .select(['id', 'name', 'email'])
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst();

export const findUsers = (trx: Trx, ids: readonly string[]) =>
  trx.selectFrom('auth_user').select(['id', 'name', 'email']).where('id', 'in', ids).execute();
