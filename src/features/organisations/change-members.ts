/** @module Changes roles and takes people out of an organisation. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import type { Role } from '../../app/policy.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { presentMember } from './present.ts';
import { refuseLastOwner, refuseOverOwner, requireStanding, roleIssue, rolesBeyond } from './roles.ts';
import { deleteMember, findMember, lockOrganisation, type MemberRow, updateRole } from './store.ts';
import { revokePendingOf } from './store-invitations.ts';
import { standingKeysOf } from './store-keys.ts';

/** @throws Problem 404, and 403 for an owner one may not touch */
async function lockMember(input: ActorInput<unknown, unknown>, trx: Trx): Promise<MemberRow> {
  const { actor, params } = input;
  await lockOrganisation(trx, actor.tenantId);
  await requireStanding(trx, actor);
  const row = await findMember(trx, actor.tenantId, params.userId!);
  if (!row) throw new Problem('not-found');
  refuseOverOwner(actor, row.role);
  return row;
}

export async function changeMember(input: ActorInput<unknown, { role: Role }>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  const issue = roleIssue(actor, body.role);
  if (issue) throw new Problem('invalid-body', undefined, { issues: [issue] });
  const names = await ctx.accounts.names([params.userId!]);
  return input.write(async (trx) => {
    const row = await lockMember(input, trx);
    if (row.role === body.role) return { status: 200, body: presentMember(row, names) };
    await refuseLastOwner(trx, actor.tenantId, row.role);
    const changed = await updateRole(trx, row, body.role);
    const invitations = await revokePendingOf(trx, {
      organisationId: row.organisation_id,
      invitedBy: row.user_id,
      roles: rolesBeyond(actor.organisation.kind, changed.role),
      now: ctx.clock.now(),
    });
    const details = { before: row.role, after: changed.role, invitations };
    await input.event(trx, 'member.role_changed', row.user_id, details);
    return { status: 200, body: presentMember(changed, names) };
  });
}

export function removeMember(input: ActorInput<unknown, unknown>): Promise<Reply> {
  return input.write(async (trx) => {
    const row = await lockMember(input, trx);
    await refuseLastOwner(trx, row.organisation_id, row.role);
    await deleteMember(trx, row.organisation_id, row.user_id);
    // Keys are the organisation's and go on working: the log names those the person may still know.
    const now = input.ctx.clock.now();
    const keys = await standingKeysOf(trx, row, now);
    const place = { organisationId: row.organisation_id, invitedBy: row.user_id, now };
    const invitations = await revokePendingOf(trx, place);
    await input.event(trx, 'member.removed', row.user_id, { role: row.role, keys, invitations });
    return { status: 204 };
  });
}
