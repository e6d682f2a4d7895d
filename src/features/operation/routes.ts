/** @module For those who run the service: is it ready, and how is it doing? */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { Problem } from '../../app/problems.ts';
import { countPending, lastCheckpoint } from '../log/index.ts';

const ReadySchema = z
  .strictObject({
    status: z.literal('ready'),
    database: z.enum(['pglite', 'postgres', 'none']),
    log: z.union([z.strictObject({ size: z.int(), pending: z.int() }), z.null()]).openapi({
      description: 'Entries of the signed log, and events that wait to be in it.',
    }),
  })
  .openapi('Ready');

export function operationRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/readyz',
    operationId: 'getReadiness',
    tags: ['Service'],
    summary: 'Can the service keep and read data now?',
    description: 'For a load balancer: 503 while the database does not answer, or the service is stopping.',
    responses: {
      200: { description: 'It can.', content: { 'application/json': { schema: ReadySchema } } },
      ...problemResponses('unavailable'),
    },
  });
  app.get('/readyz', async (c) => {
    c.header('Cache-Control', 'no-store');
    if (ctx.isStopping?.()) throw new Problem('unavailable', undefined, { headers: { 'Retry-After': '5' } });
    return c.json({ status: 'ready', ...(await readiness(ctx)) });
  });
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    tags: ['Service'],
    summary: 'Counts and times, as Prometheus reads them',
    description: 'For whoever holds the token that the operator set; without one, only from the machine itself.',
    security: [],
    responses: {
      200: { description: 'Text of the exposition format.', content: { 'text/plain': { schema: { type: 'string' } } } },
      ...problemResponses('not-found'),
    },
  });
  app.get('/metrics', async (c) => {
    const { metrics } = ctx;
    if (!metrics || !mayRead(c, metrics.token)) throw new Problem('not-found');
    const text = await metrics.render();
    return c.body(text, 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    });
  });
  return app;
}

async function readiness({ db }: AppContext): Promise<{
  database: 'pglite' | 'postgres' | 'none';
  log: { size: number; pending: number } | null;
}> {
  if (!db) return { database: 'none', log: null };
  await db.ping();
  const log = await db.transaction({ role: 'worker' }, async (trx) => ({
    size: (await lastCheckpoint(trx))?.size ?? 0,
    pending: await countPending(trx),
  }));
  return { database: db.kind, log };
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function mayRead(c: Context<AppEnv>, token: string | undefined): boolean {
  if (token !== undefined) return c.req.header('Authorization') === `Bearer ${token}`;
  // What a proxy on the same machine passes on comes from anywhere.
  const isPassedOn = ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'].some(
    (name) => c.req.header(name) !== undefined,
  );
  return !isPassedOn && LOOPBACK.has(c.env?.clientAddress ?? '');
}
