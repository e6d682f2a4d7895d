/** @module The organisations of a person: what they may do there, and for which clients. */
import type { ServiceContext } from '../../app/context.ts';
import { presentMembership } from './present.ts';
import { listMemberships } from './store.ts';
import { listClients } from './store-advisers.ts';

/** More than an adviser has in practice; `/v1/clients` lists them in pages. */
const CLIENTS_MAX = 500;

export type Membership = ReturnType<typeof presentMembership>;

/** @returns every organisation of the person, the one joined first in front */
export async function membershipsOf(ctx: ServiceContext, userId: string): Promise<Membership[]> {
  return ctx.db.transaction({ role: 'auth', actorId: userId }, async (trx) => {
    const now = ctx.clock.now();
    const memberships: Membership[] = [];
    for (const row of await listMemberships(trx, userId)) {
      const clients =
        row.kind === 'adviser'
          ? await listClients(trx, { organisationId: row.organisation_id, limit: CLIENTS_MAX, now })
          : [];
      memberships.push(
        presentMembership(
          row,
          clients.map(({ id, name }) => ({ id, name })),
        ),
      );
    }
    return memberships;
  });
}
