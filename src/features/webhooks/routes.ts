/** @module `/v1/webhooks`: who is told of what happens, and how the telling went. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { type ActorInput, actorOperation, type Reply } from '../../app/operation.ts';
import {
  changeWebhook,
  makeWebhook,
  removeWebhook,
  replayWebhook,
  rotateSecret,
  testWebhook,
} from './change-webhook.ts';
import { readingRoutes } from './routes-reading.ts';
import {
  AcceptedSchema,
  NewWebhookSchema,
  ReplayedSchema,
  ReplaySchema,
  RotatedSchema,
  RotationSchema,
  WebhookChangeSchema,
  WebhookSchema,
  WebhookWithSecretSchema,
} from './schema.ts';

const tags: [string] = ['Webhooks'];
const access = 'webhooks.manage' as const;
const path = '/v1/webhooks/{id}';

export function webhookRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  readingRoutes(app, ctx);
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/webhooks',
      operationId: 'makeWebhook',
      tags,
      summary: 'Make a webhook',
      description:
        'Messages carry ids and states, never answers. They are signed as Standard Webhooks says and can come twice, under the same `webhook-id`. Private addresses are refused, redirects are not followed.',
      access,
      body: NewWebhookSchema,
      bodyExample: { url: 'https://example.vn/luongtri', events: ['incident.*', 'duty.reminded'] },
      responses: {
        201: {
          description: 'The webhook, and its secret this once.',
          headers: ['ETag', 'Location'],
          schema: WebhookWithSecretSchema,
        },
      },
      problems: ['not-configured'],
    },
    makeWebhook,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path,
      operationId: 'changeWebhook',
      tags,
      summary: 'Change, pause or switch on a webhook',
      access,
      ifMatch: true,
      body: WebhookChangeSchema,
      responses: { 200: { description: 'The webhook as it is now.', headers: ['ETag'], schema: WebhookSchema } },
      problems: ['not-configured'],
    },
    changeWebhook,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path,
      operationId: 'removeWebhook',
      tags,
      summary: 'Remove a webhook and its secrets',
      access,
      responses: { 204: { description: 'Nothing more is sent.' } },
    },
    removeWebhook as (input: ActorInput<unknown, unknown>) => Promise<Reply>,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${path}/secrets`,
      operationId: 'rotateWebhookSecret',
      tags,
      summary: 'Make a new secret; the last one signs too for a while',
      access,
      body: RotationSchema,
      responses: { 201: { description: 'The new secret, this once.', schema: RotatedSchema } },
      problems: ['not-configured'],
    },
    rotateSecret,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${path}/test`,
      operationId: 'testWebhook',
      tags,
      summary: 'Send a test message',
      access,
      responses: { 202: { description: 'It will be sent with the next round.', schema: AcceptedSchema } },
    },
    testWebhook as (input: ActorInput<unknown, unknown>) => Promise<Reply>,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${path}/replays`,
      operationId: 'replayWebhook',
      tags,
      summary: 'Send one message, or those of a span of time, again',
      access,
      body: ReplaySchema,
      responses: { 202: { description: 'They will be sent with the next round.', schema: ReplayedSchema } },
    },
    replayWebhook,
  );
  return app;
}
