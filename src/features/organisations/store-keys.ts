/** @module The statements about API keys. Only hashes of secrets are kept. */
import type { Insertable, Selectable } from 'kysely';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { ApiKeyTable } from '../../db/tables.ts';
import type { Page } from './store.ts';

export type KeyRow = Selectable<ApiKeyTable>;

export const insertKey = (trx: Trx, row: Insertable<ApiKeyTable>): Promise<KeyRow> =>
  trx.insertInto('api_key').values(row).returningAll().executeTakeFirstOrThrow();

export const findKey = (trx: Trx, organisationId: string, id: string): Promise<KeyRow | undefined> =>
  trx
    .selectFrom('api_key')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

export const revokeKeyRow = (trx: Trx, { organisation_id, id }: KeyRow, at: Date) =>
  trx
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .execute();

/** Whoever made it is no member any more. */
export type ListedKey = KeyRow & { creator_left: boolean };

/** Newest first; one row more than `limit`. */
export function listKeys(trx: Trx, { organisationId, after, limit }: Page): Promise<ListedKey[]> {
  let query = trx
    .selectFrom('api_key')
    .selectAll()
    .select(({ and, eb, exists, not, selectFrom }) =>
      and([
        eb('created_by', 'like', 'usr\\_%'),
        not(
          exists(
            selectFrom('member')
              .select('member.user_id')
              .whereRef('member.organisation_id', '=', 'api_key.organisation_id')
              .whereRef('member.user_id', '=', 'api_key.created_by'),
          ),
        ),
      ])
        .$castTo<boolean>()
        .as('creator_left'),
    )
    .where('organisation_id', '=', organisationId);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(after.at, after.id)));
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(limit)).execute();
}

/** Keys that somebody made and that still open something: they stay when the person goes. */
export const standingKeysOf = async (
  trx: Trx,
  { organisation_id, user_id }: { organisation_id: string; user_id: string },
  now: Date,
): Promise<string[]> => {
  const rows = await trx
    .selectFrom('api_key')
    .select('id')
    .where('organisation_id', '=', organisation_id)
    .where('created_by', '=', user_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
};
