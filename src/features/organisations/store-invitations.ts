/** @module The statements about invitations. */
import { expressionBuilder, type Insertable, type Selectable } from 'kysely';
import type { Role } from '../../app/policy.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { InvitationTable, Tables } from '../../db/tables.ts';
import type { Page } from './store.ts';

export type InvitationRow = Selectable<InvitationTable>;

export const insertInvitation = (trx: Trx, row: Insertable<InvitationTable>) =>
  trx.insertInto('invitation').values(row).execute();

export const findInvitation = (trx: Trx, organisationId: string, id: string): Promise<InvitationRow | undefined> =>
  trx
    .selectFrom('invitation')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** The invitation that a token opens, with the organisation it leads to. */
export const findByToken = (trx: Trx, tokenHash: string) =>
  trx
    .selectFrom('invitation')
    .innerJoin('organisation', 'organisation.organisation_id', 'invitation.organisation_id')
    .selectAll('invitation')
    .select(['organisation.name', 'organisation.kind', 'organisation.status'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();

export const markAccepted = (trx: Trx, { organisation_id, id }: InvitationRow, by: string, at: Date) =>
  trx
    .updateTable('invitation')
    .set({ accepted_at: at, accepted_by: by })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .execute();

export const markRevoked = (trx: Trx, { organisation_id, id }: InvitationRow, at: Date): Promise<InvitationRow> =>
  trx
    .updateTable('invitation')
    .set({ revoked_at: at })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

interface Pending {
  organisationId: string;
  now: Date;
}

function pendingOf({ organisationId, now }: Pending) {
  const eb = expressionBuilder<Tables, 'invitation'>();
  return eb.and([
    eb('organisation_id', '=', organisationId),
    eb('accepted_at', 'is', null),
    eb('revoked_at', 'is', null),
    eb('expires_at', '>', now),
  ]);
}

/** How many still open something. */
export async function countPending(trx: Trx, pending: Pending): Promise<number> {
  const { count } = await trx
    .selectFrom('invitation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(pendingOf(pending))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Takes back what somebody offered who can no longer offer it. To be called under the lock of the organisation.
 * @param roles which of them; default: whatever role they open
 * @returns ids of the invitations that open nothing any more
 */
export async function revokePendingOf(
  trx: Trx,
  { invitedBy, roles, ...pending }: Pending & { invitedBy: string; roles?: readonly Role[] },
): Promise<string[]> {
  if (roles?.length === 0) return [];
  let query = trx
    .updateTable('invitation')
    .set({ revoked_at: pending.now })
    .where(pendingOf(pending))
    .where('invited_by', '=', invitedBy);
  if (roles) query = query.where('role', 'in', roles);
  const rows = await query.returning('id').execute();
  return rows.map(({ id }) => id).sort();
}

/** Newest first; one row more than `limit`. */
export function listInvitations(trx: Trx, { organisationId, after, limit }: Page): Promise<InvitationRow[]> {
  let query = trx.selectFrom('invitation').selectAll().where('organisation_id', '=', organisationId);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(after.at, after.id)));
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(limit)).execute();
}
