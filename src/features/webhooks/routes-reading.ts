/** @module What can be looked at of webhooks: themselves, their messages, every attempt. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import { listMessages } from '../outbox/index.ts';
import { presentDelivery, presentMessage, presentWebhook } from './present-webhook.ts';
import { DeliverySchema, WebhookMessageSchema, WebhookSchema } from './schema.ts';
import { type EndpointRow, findEndpoint, listDeliveries, listEndpoints } from './store.ts';

const tags: [string] = ['Webhooks'];
const access = 'webhooks.manage' as const;

/** @throws Problem 404 */
async function requireEndpoint(trx: Trx, organisationId: string, id: string): Promise<EndpointRow> {
  const row = await findEndpoint(trx, organisationId, id);
  if (!row) throw new Problem('not-found');
  return row;
}

export function readingRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/webhooks',
      operationId: 'listWebhooks',
      tags,
      summary: 'Webhooks of the organisation, oldest first',
      access,
      responses: {
        200: {
          description: 'All of them.',
          schema: z.strictObject({ items: z.array(WebhookSchema) }).openapi('Webhooks'),
        },
      },
    },
    async ({ actor, read }) => {
      const rows = await read((trx) => listEndpoints(trx, actor.organisation.id));
      return { status: 200, body: { items: rows.map(presentWebhook) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/webhooks/{id}',
      operationId: 'getWebhook',
      tags,
      summary: 'One webhook',
      access,
      responses: { 200: { description: 'The webhook, without its secret.', headers: ['ETag'], schema: WebhookSchema } },
    },
    async ({ actor, params, read }) => {
      const row = await read((trx) => requireEndpoint(trx, actor.organisation.id, params.id!));
      return { status: 200, body: presentWebhook(row), headers: { ETag: etagOf(row.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/webhooks/{id}/messages',
      operationId: 'listWebhookMessages',
      tags,
      summary: 'Messages of a webhook, newest first',
      description: 'Delivered ones are kept for 30 days, given up ones until they are sent again.',
      access,
      query: pageQuery,
      responses: {
        200: { description: 'A page.', schema: pageSchema(WebhookMessageSchema).openapi('WebhookMessages') },
      },
    },
    async ({ actor, params, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const rows = await read(async (trx) => {
        const { id } = await requireEndpoint(trx, actor.organisation.id, params.id!);
        const after = readCursor(query.cursor);
        return listMessages(trx, { organisationId: actor.organisation.id, subjectId: id, after, limit });
      });
      const body = pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, id }), presentMessage);
      return { status: 200, body };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/webhooks/{id}/deliveries',
      operationId: 'listWebhookDeliveries',
      tags,
      summary: 'Every attempt of the last 90 days, newest first',
      access,
      query: pageQuery,
      responses: { 200: { description: 'A page.', schema: pageSchema(DeliverySchema).openapi('WebhookDeliveries') } },
    },
    async ({ actor, params, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const rows = await read(async (trx) => {
        const { id } = await requireEndpoint(trx, actor.organisation.id, params.id!);
        const after = readCursor(query.cursor);
        return listDeliveries(trx, { organisationId: actor.organisation.id, endpointId: id, after, limit });
      });
      const body = pageOf(rows, limit, ({ attempted_at, id }) => ({ at: attempted_at, id }), presentDelivery);
      return { status: 200, body };
    },
  );
}
