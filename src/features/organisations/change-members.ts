/** @module Changes roles and takes people out of an organisation. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import type { Role } from '../../app/policy.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { presentMember } from './present.ts';
import { refuseLastOwner, refuseOverOwner, roleIssue } from './roles.ts';
import { deleteMember, findMember, lockOrganisation, type MemberRow, updateRole } from './store.ts';
import { standingKeysOf } from './store-keys.ts';

/** @throws Problem 404, and 403 for an owner one may not touch */
async function lockMember(input: ActorInput<unknown, unknown>, trx: Trx): Promise<MemberRow> {
  const { actor, params } = input;
  await lockOrganisation(trx, actor.tenantId);
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
    await input.event(trx, 'member.role_changed', row.user_id, { before: row.role, after: changed.role });
    return { status: 200, body: presentMember(changed, names) };
  });
}

export function removeMember(input: ActorInput<unknown, unknown>): Promise<Reply> {
  return input.write(async (trx) => {
    const row = await lockMember(input, trx);
    await refuseLastOwner(trx, row.organisation_id, row.role);
    await deleteMember(trx, row.organisation_id, row.user_id);
    // Keys are the organisation's and go on working: the log names those the person may still know.
    const keys = await standingKeysOf(trx, row, input.ctx.clock.now());
    await input.event(trx, 'member.removed', row.user_id, { role: row.role, keys });
    return { status: 204 };
  });
}
