/** @module What is noted of each request: which operation, how it ended, how long it took. Never a query, a header or a body. */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppContext, AppEnv } from '../context.ts';

export const observeRequests = (ctx: Pick<AppContext, 'clock' | 'log' | 'metrics'>): MiddlewareHandler<AppEnv> =>
  async function observeRequests(c, next) {
    const begun = ctx.clock.now().getTime();
    await next();
    const ms = ctx.clock.now().getTime() - begun;
    // The pattern, not the path: a path can hold an id, and would make a metric of its own for each.
    const route = routePath(c, -1);
    const { method } = c.req;
    const { status } = c.res;
    ctx.metrics?.observeRequest({ method, route, status, seconds: ms / 1_000 });
    ctx.log.info('request', { requestId: c.var.requestId, method, route, status, ms });
  };
