/** @module The statements that erase a person. Everything else about people is written by the accounts themselves. */
import type { Trx } from '../../db/scope.ts';

/** Locks the person, so that nothing is added while they are erased. */
export const lockUser = (trx: Trx, userId: string) =>
  trx.selectFrom('auth_user').select(['id', 'email']).where('id', '=', userId).forUpdate().executeTakeFirst();

/** What a person can confirm an erasure with. */
export async function findProof(trx: Trx, userId: string, sessionId: string) {
  const credential = await trx
    .selectFrom('auth_account')
    .select('id')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  const session = await trx
    .selectFrom('auth_session')
    .select('created_at')
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return { hasPassword: credential !== undefined, signedInAt: session?.created_at };
}

/** The person with sessions, passwords, accounts and second factor, which go with the row. */
export async function deleteUser(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('operator').where('user_id', '=', userId).execute();
  await trx.deleteFrom('auth_verification').where('value', '=', userId).execute();
  await trx.deleteFrom('auth_user').where('id', '=', userId).execute();
}

/** Takes the address out of invitations, and back what was not accepted yet. */
export async function clearInvitations(trx: Trx, userId: string, email: string, at: Date): Promise<void> {
  await trx
    .updateTable('invitation')
    .set({ revoked_at: at })
    .where('email', '=', email.toLowerCase())
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  await trx
    .updateTable('invitation')
    .set({ email: '' })
    .where(({ eb, or }) => or([eb('email', '=', email.toLowerCase()), eb('accepted_by', '=', userId)]))
    .execute();
}

/** Addresses beside events, and answers kept for repeated requests; under the role of the worker. */
export async function deleteTraces(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('event_personal').where('actor_id', '=', userId).execute();
  await trx.deleteFrom('idempotency').where('actor_id', '=', userId).execute();
}

/** Whose password the token of a mailed link may change. */
export const personOfReset = async (trx: Trx, token: string): Promise<string | undefined> => {
  const row = await trx
    .selectFrom('auth_verification')
    .select('value')
    .where('identifier', '=', `reset-password:${token}`)
    .executeTakeFirst();
  return row?.value;
};
