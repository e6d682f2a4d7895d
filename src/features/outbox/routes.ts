/** @module `/v1/outbox`: for whoever runs the service. Which messages were given up, never what they say. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { personOperation } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { InstantSchema, orNull } from '../../app/schemas.ts';
import { listDead, reviveDead } from './store.ts';

const tags: [string] = ['Service'];
const SHOWN = 200;

const DeadMessageSchema = z
  .strictObject({
    id: z.string(),
    organisationId: z.string(),
    topic: z.string(),
    attempts: z.int(),
    error: orNull(z.string()),
    createdAt: InstantSchema,
    givenUpAt: InstantSchema,
  })
  .openapi('GivenUpMessage');

export function outboxRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  personOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/outbox/given-up',
      operationId: 'listGivenUpMessages',
      tags,
      summary: 'Messages that were given up after the last attempt',
      access: 'operator',
      responses: {
        200: {
          description: `Newest first, up to ${SHOWN}.`,
          schema: z.strictObject({ items: z.array(DeadMessageSchema) }).openapi('GivenUpMessages'),
        },
      },
    },
    async ({ ctx: service, person }) => {
      const scope = { role: 'operator' as const, actorId: person.userId };
      const rows = await service.db.transaction(scope, (trx) => listDead(trx, SHOWN));
      const items = rows.map((row) => ({
        id: row.id,
        organisationId: row.organisation_id,
        topic: row.topic,
        attempts: row.attempts,
        error: row.last_error,
        createdAt: row.created_at.toISOString(),
        givenUpAt: row.dead_at!.toISOString(),
      }));
      return { status: 200, body: { items } };
    },
  );
  personOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/outbox/given-up/{id}/replay',
      operationId: 'replayGivenUpMessage',
      tags,
      summary: 'Send a message again that was given up',
      description: '`all` for every one. Under the same id: a receiver that has it already can tell.',
      access: 'operator',
      responses: {
        202: {
          description: 'It will be sent with the next round.',
          schema: z.strictObject({ count: z.int() }).openapi('ReplayedMessages'),
        },
      },
    },
    async ({ ctx: service, person, params }) => {
      const scope = { role: 'operator' as const, actorId: person.userId };
      const id = params.id === 'all' ? undefined : params.id!;
      const count = await service.db.transaction(scope, (trx) => reviveDead(trx, id, service.clock.now()));
      if (id !== undefined && count === 0) throw new Problem('not-found');
      return { status: 202, body: { count } };
    },
  );
  return app;
}
