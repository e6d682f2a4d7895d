/** @module `/v1/outbox`: for whoever runs the service. Which messages were given up, never what they say. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { SERVICE } from '../../app/audit.ts';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { type PersonInput, personOperation, type Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { InstantSchema, orNull } from '../../app/schemas.ts';
import { personEvent } from '../organisations/index.ts';
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
    replay,
  );
  return app;
}

/** Part of the record of each organisation whose messages they are. */
async function replay(input: PersonInput<unknown, unknown>): Promise<Reply> {
  const { ctx, person, params } = input;
  const id = params.id === 'all' ? undefined : params.id!;
  const count = await ctx.db.transaction({ role: 'operator', actorId: person.userId }, async (trx) => {
    const rows = await reviveDead(trx, id, ctx.clock.now());
    if (id !== undefined && rows.length === 0) throw new Problem('not-found');
    const organisations = Map.groupBy(rows, ({ organisation_id }) => organisation_id);
    for (const [organisationId, own] of [...organisations].sort(([a], [b]) => (a < b ? -1 : 1))) {
      await personEvent(input, trx, {
        kind: 'outbox.replayed',
        organisationId,
        actorOrganisationId: SERVICE,
        userId: person.userId,
        subject: id ?? organisationId,
        details: { count: own.length, topics: [...new Set(own.map(({ topic }) => topic))].sort() },
      });
    }
    return rows.length;
  });
  return { status: 202, body: { count } };
}
