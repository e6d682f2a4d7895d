/** @module Ends one's own membership, whatever one's role. */
import type { PersonInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { personEvent } from './person-event.ts';
import { refuseLastOwner } from './roles.ts';
import { deleteMember, findMember, lockOrganisation } from './store.ts';
import { revokePendingOf } from './store-invitations.ts';
import { standingKeysOf } from './store-keys.ts';

export async function leaveOrganisation(
  input: Pick<PersonInput<unknown, unknown>, 'ctx' | 'c' | 'person'>,
  organisationId: string,
): Promise<Reply> {
  const { ctx, person } = input;
  await ctx.db.transaction({ role: 'auth', actorId: person.userId }, async (trx) => {
    await lockOrganisation(trx, organisationId);
    const member = await findMember(trx, organisationId, person.userId);
    if (!member) throw new Problem('not-found');
    await refuseLastOwner(trx, organisationId, member.role);
    const now = ctx.clock.now();
    const keys = await standingKeysOf(trx, member, now);
    const invitations = await revokePendingOf(trx, { organisationId, invitedBy: person.userId, now });
    await deleteMember(trx, organisationId, person.userId);
    await personEvent(input, trx, {
      kind: 'member.left',
      organisationId,
      userId: person.userId,
      subject: person.userId,
      details: { role: member.role, keys, invitations },
    });
  });
  return { status: 204 };
}
