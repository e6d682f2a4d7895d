/** @module `/v1/organisation/advisers` of a client, `/v1/clients` of an adviser. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { grantAdviser, revokeAdviser } from './grant-adviser.ts';
import { presentGrant } from './present.ts';
import { AdviserGrantSchema, ClientSchema, NewAdviserSchema } from './schema.ts';
import { listClients, listGrants } from './store-advisers.ts';

const tags: [string] = ['Organisations'];

export function adviserRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/organisation/advisers',
      operationId: 'grantAdviser',
      tags,
      summary: 'Give an adviser leave to act for the organisation',
      access: 'advisers.manage',
      body: NewAdviserSchema,
      responses: { 201: { description: 'The grant.', schema: AdviserGrantSchema } },
      problems: ['conflict'],
    },
    grantAdviser,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisation/advisers',
      operationId: 'listAdviserGrants',
      tags,
      summary: 'Advisers, present and former, newest first',
      description: 'Ended grants stay: who advised an organisation may not audit it.',
      access: 'advisers.manage',
      query: pageQuery,
      responses: { 200: { description: 'A page.', schema: pageSchema(AdviserGrantSchema).openapi('AdviserGrants') } },
    },
    async ({ ctx: service, actor, query, read }) => {
      const { limit = PAGE_LIMIT, cursor } = query;
      const after = readCursor(cursor);
      const rows = await read((trx) => listGrants(trx, { organisationId: actor.tenantId, after, limit }));
      const now = service.clock.now();
      const body = pageOf(
        rows,
        limit,
        ({ granted_at, id }) => ({ at: granted_at, id }),
        (row) => presentGrant(row, row.adviser_name, now),
      );
      return { status: 200, body };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/organisation/advisers/{id}',
      operationId: 'revokeAdviser',
      tags,
      summary: 'End an adviser’s leave; ends at once',
      access: 'advisers.manage',
      responses: { 204: { description: 'Ended; the grant stays in the list.' } },
      problems: ['conflict'],
    },
    revokeAdviser,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/clients',
      operationId: 'listClients',
      tags,
      summary: 'For whom the adviser may act now, newest first',
      access: 'clients.read',
      query: pageQuery,
      responses: { 200: { description: 'A page.', schema: pageSchema(ClientSchema).openapi('Clients') } },
    },
    async ({ ctx: service, actor, query, read }) => {
      const { limit = PAGE_LIMIT, cursor } = query;
      const after = readCursor(cursor);
      const now = service.clock.now();
      const rows = await read((trx) => listClients(trx, { organisationId: actor.tenantId, after, limit, now }));
      const body = pageOf(
        rows,
        limit,
        ({ granted_at, id }) => ({ at: granted_at, id }),
        ({ id, name, granted_at, expires_at }) => ({
          id,
          name,
          since: granted_at.toISOString(),
          expiresAt: expires_at?.toISOString() ?? null,
        }),
      );
      return { status: 200, body };
    },
  );
}
