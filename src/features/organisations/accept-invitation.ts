/** @module Turns an invitation into a membership: once, in time, for the address it was meant for. */
import type { Context } from 'hono';
import type { Person } from '../../app/actor.ts';
import { hashSecret } from '../../app/authenticate.ts';
import type { AppEnv, ServiceContext } from '../../app/context.ts';
import type { OrganisationKind, Role } from '../../app/policy.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { personEvent } from './person-event.ts';
import { invitationStatus } from './present.ts';
import { findMember, insertMember, listMemberships, lockOrganisation } from './store.ts';
import { findByToken, markAccepted } from './store-invitations.ts';

export interface Opened {
  organisation: { id: string; name: string; kind: OrganisationKind };
  role: Role;
}

const WHY_NOT = {
  accepted: { vi: 'Lời mời này đã được nhận.', en: 'This invitation was accepted already.' },
  revoked: {
    vi: 'Lời mời này đã bị thu hồi. Đề nghị tổ chức mời lại.',
    en: 'This invitation was taken back. Ask the organisation for another.',
  },
  expired: {
    vi: 'Lời mời này đã hết hạn. Đề nghị tổ chức mời lại.',
    en: 'This invitation has expired. Ask the organisation for another.',
  },
} as const;

const WRONG_ADDRESS = {
  vi: 'Lời mời này dành cho địa chỉ thư điện tử khác. Đăng nhập bằng địa chỉ đã được mời.',
  en: 'This invitation is for another email address. Sign in with the address that was invited.',
};

/** @throws Problem 404 for an unknown token, 409 for one that no longer opens anything */
async function requireOpen(ctx: ServiceContext, trx: Trx, token: string) {
  const row = await findByToken(trx, hashSecret(token));
  if (!row) throw new Problem('not-found');
  const status = invitationStatus(row, ctx.clock.now());
  if (status !== 'pending') throw new Problem('conflict', WHY_NOT[status]);
  if (row.status !== 'active')
    throw new Problem('conflict', { vi: 'Tổ chức này đang tạm dừng.', en: 'This organisation is suspended.' });
  return row;
}

/** What a token leads to, before somebody accepts it. */
export async function openInvitation(ctx: ServiceContext, token: string): Promise<Opened> {
  const row = await ctx.db.transaction({ role: 'auth' }, (trx) => requireOpen(ctx, trx, token));
  return { organisation: { id: row.organisation_id, name: row.name, kind: row.kind }, role: row.role };
}

/** @throws Problem 404, 409, and 403 for a person whose address is another */
export async function acceptInvitation(
  input: { ctx: ServiceContext; c: Context<AppEnv>; person: Person },
  token: string,
) {
  const { ctx, person } = input;
  return ctx.db.transaction({ role: 'auth', actorId: person.userId }, async (trx) => {
    const first = await findByToken(trx, hashSecret(token));
    // Two who accept at once meet here; the second then finds it accepted.
    if (first) await lockOrganisation(trx, first.organisation_id);
    const row = await requireOpen(ctx, trx, token);
    if (row.email.toLowerCase() !== person.email.toLowerCase()) throw new Problem('forbidden', WRONG_ADDRESS);
    const { organisation_id: organisationId, role } = row;
    if (await findMember(trx, organisationId, person.userId)) {
      throw new Problem('conflict', {
        vi: 'Đã là thành viên của tổ chức này.',
        en: 'You are a member of this organisation already.',
      });
    }
    const now = ctx.clock.now();
    await insertMember(trx, { organisation_id: organisationId, user_id: person.userId, role, joined_at: now });
    await markAccepted(trx, row, person.userId, now);
    await personEvent(input, trx, {
      kind: 'member.joined',
      organisationId,
      userId: person.userId,
      subject: person.userId,
      details: { invitation: row.id, role },
    });
    return (await listMemberships(trx, person.userId)).find(
      ({ organisation_id }) => organisation_id === organisationId,
    )!;
  });
}
