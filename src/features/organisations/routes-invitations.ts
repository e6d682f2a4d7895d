/** @module `/v1/organisation/invitations`. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { invite } from './invite.ts';
import { invitationStatus, presentInvitation } from './present.ts';
import { InvitationSchema, NewInvitationSchema, SentInvitationSchema } from './schema.ts';
import { lockOrganisation } from './store.ts';
import { findInvitation, listInvitations, markRevoked } from './store-invitations.ts';

const tags: [string] = ['Organisations'];

export function invitationRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/organisation/invitations',
      operationId: 'invite',
      tags,
      summary: 'Invite somebody',
      description: 'The invitation is mailed where the server sends mail; otherwise its link is answered, once.',
      access: 'members.manage',
      body: NewInvitationSchema,
      bodyExample: { email: 'anh@vi-du.vn', role: 'contributor' },
      responses: { 201: { description: 'The invitation.', headers: ['Location'], schema: SentInvitationSchema } },
      problems: ['conflict'],
    },
    invite,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisation/invitations',
      operationId: 'listInvitations',
      tags,
      summary: 'Invitations, newest first',
      access: 'members.manage',
      query: pageQuery,
      responses: { 200: { description: 'A page.', schema: pageSchema(InvitationSchema).openapi('Invitations') } },
    },
    async ({ ctx: service, actor, query, read }) => {
      const { limit = PAGE_LIMIT, cursor } = query;
      const after = readCursor(cursor);
      const rows = await read((trx) => listInvitations(trx, { organisationId: actor.tenantId, after, limit }));
      const now = service.clock.now();
      const body = pageOf(
        rows,
        limit,
        ({ created_at, id }) => ({ at: created_at, id }),
        (row) => presentInvitation(row, now),
      );
      return { status: 200, body };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/organisation/invitations/{id}',
      operationId: 'revokeInvitation',
      tags,
      summary: 'Take an invitation back',
      access: 'members.manage',
      responses: { 204: { description: 'It opens nothing any more.' } },
      problems: ['conflict'],
    },
    ({ ctx: service, actor, params, write, event }) =>
      write(async (trx) => {
        // Whoever is just accepting it is waited for: it is either taken up or taken back.
        await lockOrganisation(trx, actor.tenantId);
        const row = await findInvitation(trx, actor.tenantId, params.id!);
        if (!row) throw new Problem('not-found');
        const now = service.clock.now();
        if (invitationStatus(row, now) === 'accepted') {
          throw new Problem('conflict', {
            vi: 'Lời mời đã được nhận. Đưa thành viên ra khỏi tổ chức nếu cần.',
            en: 'It was accepted. Remove the member instead.',
          });
        }
        if (row.revoked_at === null) {
          await markRevoked(trx, row, now);
          await event(trx, 'invitation.revoked', row.id);
        }
        return { status: 204 };
      }),
  );
}
