/** @module Sessions, begun sign-ins and counted attempts hold addresses of people: they are kept no longer than they serve. */
import type { ServiceContext } from '../../app/context.ts';

/** Deletes what has ended. */
export async function forgetExpired({ db, clock }: Pick<ServiceContext, 'db' | 'clock'>): Promise<void> {
  const now = clock.now();
  await db.transaction({ role: 'auth' }, async (trx) => {
    await trx.deleteFrom('auth_session').where('expires_at', '<', now).execute();
    await trx.deleteFrom('auth_verification').where('expires_at', '<', now).execute();
    await trx.deleteFrom('auth_attempt').where('ends_at', '<', now).execute();
  });
}
