/**
 * @module Erases a person: name, address, ways to sign in, sessions and memberships go; the id stays in history and in the
 * log, where it no longer leads to anybody. What an organisation recorded is the organisation's.
 */

import { SERVICE } from '../../app/audit.ts';
import type { PersonInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { enterScope } from '../../db/scope.ts';
import {
  countHeads,
  deleteMember,
  listMemberships,
  lockOrganisation,
  personEvent,
  revokePendingOf,
  standingKeysOf,
} from '../organisations/index.ts';
import { forward } from './forward.ts';
import { clearInvitations, deleteTraces, deleteUser, findProof, lockUser } from './store.ts';

/** How long ago a person without a password may have signed in. */
const RECENT_MS = 15 * 60_000;

type Input = Pick<PersonInput<unknown, { password?: string | undefined }>, 'ctx' | 'c' | 'person' | 'body'>;

/** @throws Problem 422 without the right password, 403 without a recent session, 409 for the last owner of others' organisation */
export async function erasePerson(input: Input): Promise<Reply> {
  const { ctx, c, person } = input;
  await confirm(input);
  await ctx.db.transaction({ role: 'auth', actorId: person.userId }, async (trx) => {
    const user = await lockUser(trx, person.userId);
    if (!user) throw new Problem('not-found');
    await leaveAll(input, trx);
    await clearInvitations(trx, person.userId, user.email, ctx.clock.now());
    await personEvent(input, trx, {
      kind: 'person.erased',
      organisationId: SERVICE,
      userId: person.userId,
      subject: person.userId,
    });
    await deleteUser(trx, person.userId);
    await enterScope(trx, { role: 'worker' });
    await deleteTraces(trx, person.userId);
  });
  // The session is gone; this takes the cookie back as well.
  await forward(ctx, c, { method: 'POST', path: '/sign-out' });
  return { status: 204 };
}

async function confirm({ ctx, c, person, body }: Input): Promise<void> {
  const proof = await ctx.db.transaction({ role: 'auth' }, (trx) => findProof(trx, person.userId, person.sessionId));
  if (proof.hasPassword) {
    if (body.password !== undefined && (await ctx.accounts.confirmPassword(c.req.raw.headers, body.password))) return;
    throw new Problem('invalid-body', undefined, {
      issues: [
        {
          pointer: '/password',
          code: body.password === undefined ? 'missing' : 'invalid_password',
          message: { vi: 'Mật khẩu thiếu hoặc không đúng', en: 'The password is missing or wrong' },
          fix: { vi: 'Nhập mật khẩu hiện tại để xác nhận', en: 'Confirm with the present password' },
        },
      ],
    });
  }
  const isRecent = proof.signedInAt !== undefined && ctx.clock.now().getTime() - proof.signedInAt.getTime() < RECENT_MS;
  if (isRecent) return;
  throw new Problem('forbidden', {
    vi: 'Đăng nhập lại, rồi xác nhận trong vòng 15 phút.',
    en: 'Sign in again, then confirm within 15 minutes.',
  });
}

async function leaveAll(input: Input, trx: Trx): Promise<void> {
  const { person } = input;
  const memberships = await listMemberships(trx, person.userId);
  // Always in the same order, so that two who are erased at once do not wait for each other.
  memberships.sort((a, b) => (a.organisation_id < b.organisation_id ? -1 : 1));
  const stranded: string[] = [];
  for (const { organisation_id: organisationId, name, role } of memberships) {
    await lockOrganisation(trx, organisationId);
    const { owners, members } = await countHeads(trx, organisationId);
    if (role === 'owner' && owners === 1 && members > 1) stranded.push(name);
  }
  if (stranded.length > 0) throw lastOwner(stranded);
  for (const { organisation_id: organisationId, role } of memberships) {
    const now = input.ctx.clock.now();
    const keys = await standingKeysOf(trx, { organisation_id: organisationId, user_id: person.userId }, now);
    const invitations = await revokePendingOf(trx, { organisationId, invitedBy: person.userId, now });
    await deleteMember(trx, organisationId, person.userId);
    await personEvent(input, trx, {
      kind: 'member.left',
      organisationId,
      userId: person.userId,
      subject: person.userId,
      details: { role, erased: true, keys, invitations },
    });
  }
}

function lastOwner(names: string[]): Problem {
  const list = names.join('; ');
  return new Problem('conflict', {
    vi: `Còn là chủ sở hữu duy nhất của: ${list}. Trao vai trò chủ sở hữu cho thành viên khác, hoặc đưa các thành viên khác ra, rồi thử lại.`,
    en: `You are still the only owner of: ${list}. Make another member an owner, or take the other members out, then try again.`,
  });
}
