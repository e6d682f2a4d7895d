/** @module `/v1/api-keys`. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { createKey, revokeKey } from './manage-keys.ts';
import { presentKey } from './present.ts';
import { ApiKeySchema, CreatedKeySchema, NewKeySchema } from './schema.ts';
import { listKeys } from './store-keys.ts';

const tags: [string] = ['Organisations'];

export function keyRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/api-keys',
      operationId: 'createApiKey',
      tags,
      summary: 'Make an API key',
      description:
        'A role no stronger than one’s own, scopes that both hold, at most a year. To renew: make a new one, then revoke the old. A key belongs to the organisation, and stays when whoever made it goes: the list says so (`creatorLeft`), and the log names such keys in `member.removed` and `member.left`.',
      access: 'keys.manage',
      body: NewKeySchema,
      bodyExample: {
        name: 'Đồng bộ hằng đêm',
        role: 'contributor',
        scopes: ['systems.read', 'systems.write'],
        expiresAt: '2027-06-30T00:00:00Z',
      },
      responses: { 201: { description: 'The key, with its secret.', headers: ['Location'], schema: CreatedKeySchema } },
    },
    createKey,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/api-keys',
      operationId: 'listApiKeys',
      tags,
      summary: 'API keys, newest first',
      access: 'keys.manage',
      query: pageQuery,
      responses: { 200: { description: 'A page.', schema: pageSchema(ApiKeySchema).openapi('ApiKeys') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT, cursor } = query;
      const after = readCursor(cursor);
      const rows = await read((trx) => listKeys(trx, { organisationId: actor.tenantId, after, limit }));
      return { status: 200, body: pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, id }), presentKey) };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/api-keys/{id}',
      operationId: 'revokeApiKey',
      tags,
      summary: 'Revoke an API key; ends at once',
      access: 'keys.manage',
      responses: { 204: { description: 'Revoked; it stays in the list.' } },
    },
    revokeKey,
  );
}
