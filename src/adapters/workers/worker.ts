/** @module The service on Cloudflare Workers. */
import type { Hono } from 'hono';
import { createApp } from '../../app/app.ts';
import type { AppEnv } from '../../app/context.ts';
import { createWorkerContext, type Env } from './context.ts';

/** Built by the first request of an isolate: clock and randomness do not exist before one. */
let app: Pick<Hono<AppEnv>, 'fetch'> | undefined;

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    app ??= createApp(createWorkerContext(env));
    return app.fetch(request);
  },
};
