/** @module `/v1/organisation`: the organisation one acts for, and its members. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { changeMember, removeMember } from './change-members.ts';
import { changeOrganisation } from './change-organisation.ts';
import { presentChange, presentMember, presentOrganisation } from './present.ts';
import {
  MemberChangeSchema,
  MemberSchema,
  OrganisationChangeSchema,
  OrganisationHistorySchema,
  OrganisationSchema,
} from './schema.ts';
import { findOrganisation, listMembers } from './store.ts';
import { listChanges, placeOfChange } from './store-changes.ts';

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
      description: 'Fields left out stay as they are. What was said before stays in `/v1/organisation/changes`.',
      access: 'organisation.manage',
      ifMatch: true,
      body: OrganisationChangeSchema,
      responses: {
        200: { description: 'The organisation as it is now.', headers: ['ETag'], schema: OrganisationSchema },
      },
    },
    changeOrganisation,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisation/changes',
      operationId: 'listOrganisationChanges',
      tags,
      summary: 'What the organisation said of itself before, newest change first',
      access: 'organisation.read',
      query: pageQuery,
      responses: {
        200: {
          description: 'A page.',
          schema: pageSchema(OrganisationHistorySchema).openapi('OrganisationHistory'),
        },
      },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT, cursor } = query;
      const after = readCursor(cursor);
      const rows = await read((trx) => listChanges(trx, { organisationId: actor.tenantId, after, limit }));
      return { status: 200, body: pageOf(rows, limit, placeOfChange, presentChange) };
    },
  );
  memberRoutes(app, ctx);
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
