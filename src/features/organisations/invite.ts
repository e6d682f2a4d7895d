/** @module Invites somebody into an organisation. The token is mailed, or shown once to whoever invites; its hash is kept. */
import { hashSecret } from '../../app/authenticate.ts';
import type { ServiceContext } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import type { Role } from '../../app/policy.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { presentInvitation } from './present.ts';
import { requireStanding, roleIssue } from './roles.ts';
import type { NewInvitation } from './schema.ts';
import { lockOrganisation } from './store.ts';
import { countPending, type InvitationRow, insertInvitation } from './store-invitations.ts';

const DAYS = 14;
const DAY_MS = 86_400_000;

/** Anybody can set up an organisation: its mails must not become a way to write to strangers without end. */
const MAX_PENDING = 200;

const tooMany = {
  vi: `Đang có ${MAX_PENDING} lời mời chưa được nhận. Thu hồi bớt lời mời không cần nữa.`,
  en: `${MAX_PENDING} invitations wait to be accepted. Take back those that are not needed.`,
};

export interface Invited {
  row: InvitationRow;
  token: string;
}

/** Writes an invitation; who may invite whom is settled before. */
export async function writeInvitation(
  ctx: ServiceContext,
  trx: Trx,
  { organisationId, email, role, invitedBy }: { organisationId: string; email: string; role: Role; invitedBy: string },
): Promise<Invited> {
  const now = ctx.clock.now();
  const token = ctx.ids.secret(32);
  const row: InvitationRow = {
    organisation_id: organisationId,
    id: ctx.ids.next('inv'),
    email,
    role,
    token_hash: hashSecret(token),
    invited_by: invitedBy,
    created_at: now,
    expires_at: new Date(now.getTime() + DAYS * DAY_MS),
    accepted_at: null,
    accepted_by: null,
    revoked_at: null,
  };
  await insertInvitation(trx, row);
  return { row, token };
}

export const invitationLink = ({ baseUrl }: Pick<ServiceContext, 'baseUrl'>, token: string): string =>
  `${baseUrl}/invitations/accept?token=${encodeURIComponent(token)}`;

/** After the transaction: a mail cannot be taken back. @returns was it sent? */
export async function mailInvitation(
  ctx: ServiceContext,
  { row, token }: Invited,
  organisation: string,
): Promise<boolean> {
  if (!ctx.mailer) return false;
  const link = invitationLink(ctx, token);
  // A name could hold a line break, and a break could make a line look like ours.
  const name = organisation.replaceAll(/\s+/g, ' ');
  try {
    await ctx.mailer.send({
      to: row.email,
      subject: 'Lương Tri: lời mời tham gia tổ chức / an invitation to an organisation',
      text: `Anh/chị được mời tham gia "${name}" trên Lương Tri. Mở liên kết sau trong ${DAYS} ngày, và đăng nhập bằng chính địa chỉ này:\n${link}\n\n———\n\nYou are invited to join "${name}" on Lương Tri. Open this link within ${DAYS} days and sign in with this very address:\n${link}\n`,
    });
    return true;
  } catch (error) {
    ctx.log.error('invitation was not mailed', { invitation: row.id, error });
    return false;
  }
}

/** What whoever invited is told: the link only where no mail carried it. */
export const sentInvitation = (ctx: ServiceContext, { row, token }: Invited, mailed: boolean) => ({
  ...presentInvitation(row, ctx.clock.now()),
  mailed,
  token: mailed ? null : token,
  link: mailed ? null : invitationLink(ctx, token),
});

/** @throws Problem 403 to whom just lost the role, 409 where too many wait to be accepted */
async function requireRoom({ ctx, actor }: ActorInput<unknown, NewInvitation>, trx: Trx): Promise<string> {
  const organisation = await lockOrganisation(trx, actor.tenantId);
  if (!organisation) throw new Problem('not-found');
  await requireStanding(trx, actor);
  const pending = await countPending(trx, { organisationId: actor.tenantId, now: ctx.clock.now() });
  if (pending >= MAX_PENDING) throw new Problem('conflict', tooMany);
  return organisation.name;
}

export async function invite(input: ActorInput<unknown, NewInvitation>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const issue = roleIssue(actor, body.role);
  if (issue) throw new Problem('invalid-body', undefined, { issues: [issue] });
  let invited: Invited | undefined;
  let name = '';
  // What is kept for a repeated request never holds the token.
  const reply = await input.write(async (trx) => {
    name = await requireRoom(input, trx);
    invited = await writeInvitation(ctx, trx, {
      organisationId: actor.tenantId,
      email: body.email,
      role: body.role,
      invitedBy: actor.id,
    });
    await input.event(trx, 'invitation.created', invited.row.id, { role: body.role });
    const { row } = invited;
    return {
      status: 201,
      body: { ...presentInvitation(row, ctx.clock.now()), mailed: ctx.mailer !== undefined, token: null, link: null },
      headers: { Location: `/v1/organisation/invitations/${row.id}` },
    };
  });
  if (!invited || reply.headers?.['Idempotent-Replayed']) return reply;
  return { ...reply, body: sentInvitation(ctx, invited, await mailInvitation(ctx, invited, name)) };
}
