/** @module The statements about grants to advisers. Ended grants stay: they decide who may audit later. */
import { type Insertable, type Selectable, sql } from 'kysely';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { AdviserGrantTable } from '../../db/tables.ts';
import type { Page } from './store.ts';

export type GrantRow = Selectable<AdviserGrantTable>;

export async function isActiveAdviser(trx: Trx, id: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select is_active_adviser(${id}) as found`.execute(trx);
  return rows[0]!.found;
}

export const insertGrant = (trx: Trx, row: Insertable<AdviserGrantTable>): Promise<GrantRow> =>
  trx.insertInto('adviser_grant').values(row).returningAll().executeTakeFirstOrThrow();

export const findUnrevokedGrant = (
  trx: Trx,
  organisationId: string,
  adviserId: string,
): Promise<GrantRow | undefined> =>
  trx
    .selectFrom('adviser_grant')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('adviser_id', '=', adviserId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

export const findGrant = (trx: Trx, organisationId: string, id: string): Promise<GrantRow | undefined> =>
  trx
    .selectFrom('adviser_grant')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

export const endGrant = (trx: Trx, { organisation_id, id }: GrantRow, at: Date): Promise<GrantRow> =>
  trx
    .updateTable('adviser_grant')
    .set({ revoked_at: at })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Grants of a client, newest first, with the adviser's name; one row more than `limit`. */
export function listGrants(trx: Trx, { organisationId, after, limit }: Page) {
  let query = trx
    .selectFrom('adviser_grant')
    .leftJoin('organisation', 'organisation.organisation_id', 'adviser_grant.adviser_id')
    .selectAll('adviser_grant')
    .select('organisation.name as adviser_name')
    .where('adviser_grant.organisation_id', '=', organisationId);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('granted_at', 'adviser_grant.id'), '<', tuple(after.at, after.id)),
    );
  }
  return query.orderBy('granted_at', 'desc').orderBy('adviser_grant.id', 'desc').limit(oneMoreThan(limit)).execute();
}

interface ClientFilter extends Page {
  now: Date;
}

/** For whom an adviser may act now; one row more than `limit`. */
export function listClients(trx: Trx, { organisationId, after, limit, now }: ClientFilter) {
  let query = trx
    .selectFrom('adviser_grant')
    .innerJoin('organisation', 'organisation.organisation_id', 'adviser_grant.organisation_id')
    .select(['organisation.organisation_id as id', 'organisation.name', 'granted_at', 'expires_at'])
    .where('adviser_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .where('status', '=', 'active')
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]));
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('granted_at', 'organisation.organisation_id'), '<', tuple(after.at, after.id)),
    );
  }
  return query
    .orderBy('granted_at', 'desc')
    .orderBy('organisation.organisation_id', 'desc')
    .limit(oneMoreThan(limit))
    .execute();
}
