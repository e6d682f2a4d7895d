/** @module `/v1/organisation`: the organisation one acts for, and its members. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { type ActorInput, actorOperation, type Reply } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { changeMember, removeMember } from './change-members.ts';
import { presentMember, presentOrganisation } from './present.ts';
import {
  MemberChangeSchema,
  MemberSchema,
  type OrganisationChange,
  OrganisationChangeSchema,
  OrganisationSchema,
} from './schema.ts';
import { findOrganisation, listMembers, lockOrganisation, updateOrganisation } from './store.ts';

const tags: [string] = ['Organisations'];

export function ownRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisation',
      operationId: 'getOrganisation',
      tags,
      summary: 'The organisation I act for',
      access: 'organisation.read',
      responses: { 200: { description: 'The organisation.', headers: ['ETag'], schema: OrganisationSchema } },
    },
    async ({ actor, read }) => {
      const row = await read((trx) => findOrganisation(trx, actor.tenantId));
      if (!row) throw new Problem('not-found');
      return { status: 200, body: presentOrganisation(row), headers: { ETag: etagOf(row.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: '/v1/organisation',
      operationId: 'changeOrganisation',
      tags,
      summary: 'Change what is kept of the organisation',
      description: 'Fields left out stay as they are.',
      access: 'organisation.manage',
      ifMatch: true,
      body: OrganisationChangeSchema,
      responses: {
        200: { description: 'The organisation as it is now.', headers: ['ETag'], schema: OrganisationSchema },
      },
    },
    changeOrganisation,
  );
  memberRoutes(app, ctx);
}

function changeOrganisation(input: ActorInput<unknown, OrganisationChange>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const row = await lockOrganisation(trx, actor.tenantId);
    if (!row) throw new Problem('not-found');
    matchRevision(input.ifMatch, row.revision, presentOrganisation(row));
    const { registrationNumber, ...same } = body;
    const changed = await updateOrganisation(trx, actor.tenantId, {
      ...same,
      ...(registrationNumber === undefined ? {} : { registration_number: registrationNumber }),
      revision: row.revision + 1,
      updated_at: ctx.clock.now(),
    });
    const fields = Object.keys(body).sort();
    await input.event(trx, 'organisation.changed', actor.tenantId, { fields, revision: changed.revision });
    return { status: 200, body: presentOrganisation(changed), headers: { ETag: etagOf(changed.revision) } };
  });
}

function memberRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisation/members',
      operationId: 'listMembers',
      tags,
      summary: 'Members, newest first',
      access: 'members.read',
      query: pageQuery,
      responses: { 200: { description: 'A page.', schema: pageSchema(MemberSchema).openapi('Members') } },
    },
    async ({ ctx: service, actor, query, read }) => {
      const { limit = PAGE_LIMIT, cursor } = query;
      const after = readCursor(cursor);
      const rows = await read((trx) => listMembers(trx, { organisationId: actor.tenantId, after, limit }));
      const names = await service.accounts.names(rows.map(({ user_id }) => user_id));
      const body = pageOf(
        rows,
        limit,
        ({ joined_at, user_id }) => ({ at: joined_at, id: user_id }),
        (row) => presentMember(row, names),
      );
      return { status: 200, body };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: '/v1/organisation/members/{userId}',
      operationId: 'changeMember',
      tags,
      summary: 'Change the role of a member',
      description: 'A role no stronger than one’s own; only owners change owners; the last owner stays one.',
      access: 'members.manage',
      body: MemberChangeSchema,
      responses: { 200: { description: 'The member as it is now.', schema: MemberSchema } },
      problems: ['conflict'],
    },
    changeMember,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/organisation/members/{userId}',
      operationId: 'removeMember',
      tags,
      summary: 'Take somebody out of the organisation',
      access: 'members.manage',
      responses: { 204: { description: 'Removed; ends at once.' } },
      problems: ['conflict'],
    },
    removeMember,
  );
}
