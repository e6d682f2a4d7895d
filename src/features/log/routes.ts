/** @module `/v1/log` and `/.well-known/jwks.json`: what anyone needs to check that nothing was lost or bent. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { type AppContext, type AppEnv, issuerOf, type ServiceContext } from '../../app/context.ts';
import { actorOperation, publicOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { buildKeySet, type KeySet } from '../attestations/index.ts';
import { proveConsistency, proveInclusion } from './prove.ts';
import { ConsistencyProofSchema, EntriesSchema, EventSchema, InclusionProofSchema } from './schema.ts';
import { sequenceEvents } from './sequence-events.ts';
import { findCheckpoint, findEvent, lastCheckpoint, listEntries, listEvents, listKeys } from './store.ts';

const tags: [string] = ['Log'];
const NOTE = { 'Content-Type': 'text/plain; charset=utf-8' };
const SizeParameter = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const ENTRIES_MAX = 1_000;

export function logRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerCheckpoints(app, ctx);
  registerProofs(app, ctx);
  registerEvents(app, ctx);
  registerKeys(app, ctx);
  return app;
}

const anyone = <T>(ctx: ServiceContext, work: (trx: Trx) => Promise<T>): Promise<T> =>
  ctx.db.transaction({ role: 'auth' }, work);

function registerCheckpoints(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/log/checkpoint',
      operationId: 'getCheckpoint',
      tags,
      summary: 'How long the log is now, and its root, signed',
      description:
        'A signed note (C2SP tlog-checkpoint). Keep one: a later log must contain it (`/v1/log/consistency`).',
      access: 'public',
      responses: { 200: { description: 'The checkpoint.', schema: z.string(), mediaTypes: ['text/plain'] } },
      problems: ['not-found'],
    },
    async ({ ctx: service }) => {
      await sequenceEvents(service);
      const checkpoint = await anyone(service, lastCheckpoint);
      if (!checkpoint) throw new Problem('not-found');
      return { status: 200, body: checkpoint.note, headers: NOTE };
    },
  );
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/log/checkpoints/{size}',
      params: { size: z.string().openapi({ description: 'Entries that it covers.', example: '120' }) },
      operationId: 'getCheckpointOfSize',
      tags,
      summary: 'An earlier checkpoint',
      access: 'public',
      responses: { 200: { description: 'The checkpoint.', schema: z.string(), mediaTypes: ['text/plain'] } },
    },
    async ({ ctx: service, params }) => {
      const size = Number(params.size);
      const row = Number.isSafeInteger(size) ? await anyone(service, (trx) => findCheckpoint(trx, size)) : undefined;
      if (!row) throw new Problem('not-found');
      return { status: 200, body: row.note, headers: NOTE };
    },
  );
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/log/entries',
      operationId: 'listLogEntries',
      tags,
      summary: 'Hashes of the entries, in order: enough to rebuild the tree',
      access: 'public',
      query: {
        from: SizeParameter.optional().openapi({ description: 'Index of the first entry. Default: 0.' }),
        limit: SizeParameter.min(1)
          .max(ENTRIES_MAX)
          .optional()
          .openapi({ description: `Entries of a page, up to ${ENTRIES_MAX}.` }),
      },
      responses: { 200: { description: 'They say nothing about anybody.', schema: EntriesSchema } },
    },
    async ({ ctx: service, query }) => {
      const { from = 0, limit = ENTRIES_MAX } = query;
      const rows = await anyone(service, (trx) => listEntries(trx, from, limit + 1));
      const items = rows.slice(0, limit).map(({ index, leaf_hash }) => ({ index, leafHash: leaf_hash }));
      return { status: 200, body: { items, next: rows.length > limit ? from + limit : null } };
    },
  );
}

function registerProofs(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/log/inclusion/{event}',
      operationId: 'proveInclusion',
      tags,
      summary: 'Proof that an event is in the log (RFC 6962, 2.1.1)',
      access: 'public',
      responses: { 200: { description: 'The proof with its checkpoint.', schema: InclusionProofSchema } },
    },
    async ({ ctx: service, params }) => {
      const read = () => anyone(service, (trx) => proveInclusion(trx, params.event!));
      let proof = await read();
      if (!proof && (await sequenceEvents(service)) > 0) proof = await read();
      if (!proof) throw new Problem('not-found');
      return { status: 200, body: proof };
    },
  );
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/log/consistency',
      operationId: 'proveConsistency',
      tags,
      summary: 'Proof that the log only grew (RFC 6962, 2.1.2)',
      access: 'public',
      query: {
        first: SizeParameter.openapi({ description: 'Size of the smaller log.' }),
        second: SizeParameter.openapi({ description: 'Size of the larger log.' }),
      },
      responses: { 200: { description: 'The proof.', schema: ConsistencyProofSchema } },
      problems: ['not-found'],
    },
    async ({ ctx: service, query: { first, second } }) => {
      const hashes = await anyone(service, async (trx) => {
        const size = (await lastCheckpoint(trx))?.size ?? 0;
        return first > second || second > size ? undefined : proveConsistency(trx, first, second);
      });
      if (!hashes) throw new Problem('not-found');
      return { status: 200, body: { first, second, hashes } };
    },
  );
}

function registerEvents(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/log/events',
      operationId: 'listEvents',
      tags,
      summary: 'What happened to the records of the organisation, newest first',
      access: 'log.read',
      query: {
        subject: z
          .string()
          .max(100)
          .optional()
          .openapi({ description: 'Only what happened to the record of this id.' }),
        kind: z
          .string()
          .max(100)
          .optional()
          .openapi({ description: 'Only events of this kind, as `system.registered`.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(EventSchema).openapi('Events') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const after = readCursor(query.cursor);
      const filter = { organisationId: actor.tenantId, subject: query.subject, kind: query.kind, after, limit };
      const rows = await read((trx) => listEvents(trx, filter));
      return { status: 200, body: pageOf(rows, limit, ({ at, id }) => ({ at, id }), presentEvent) };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/log/events/{event}',
      operationId: 'getEvent',
      tags,
      summary: 'One event',
      access: 'log.read',
      responses: { 200: { description: 'The event.', schema: EventSchema } },
    },
    async ({ params, read }) => {
      const found = await read(async (trx) => {
        const row = await findEvent(trx, params.event!);
        return row && { ...row, index: (await proveInclusion(trx, row.id))?.index ?? null };
      });
      if (!found) throw new Problem('not-found');
      return { status: 200, body: presentEvent(found) };
    },
  );
}

const presentEvent = (row: Awaited<ReturnType<typeof listEvents>>[number]) => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject_id,
  at: row.at.toISOString(),
  actor: (JSON.parse(row.content) as { actor: { id: string; organisation: string } }).actor,
  content: row.content,
  leafHash: row.leaf_hash,
  index: row.index,
});

function registerKeys(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/.well-known/jwks.json',
      operationId: 'getKeys',
      tags,
      summary: 'Keys of the service, also those that no longer sign',
      access: 'public',
      responses: {
        200: {
          description: 'A JWK set (RFC 7517) with the time during which each key signed.',
          schema: z
            .looseObject({ issuer: z.string(), keys: z.array(z.looseObject({ kid: z.string() })) })
            .openapi('KeySet'),
        },
      },
    },
    async ({ ctx: service }) => ({ status: 200, body: await readKeySet(service) }),
  );
}

/** Every key that ever signed for this service. */
export async function readKeySet(ctx: ServiceContext): Promise<KeySet> {
  const rows = await anyone(ctx, listKeys);
  return buildKeySet(
    issuerOf(ctx),
    rows.map(({ jwk, valid_from, valid_until }) => ({
      jwk,
      validFrom: valid_from.toISOString(),
      validUntil: valid_until?.toISOString() ?? null,
    })),
  );
}
