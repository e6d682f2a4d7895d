/** @module `/auth` and `/v1/me`. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { meRoutes } from './routes-me.ts';
import { sessionRoutes } from './routes-sessions.ts';
import { signInRoutes } from './routes-sign-in.ts';
import { twoFactorRoutes } from './routes-two-factor.ts';

export function accountRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  signInRoutes(app, ctx);
  sessionRoutes(app, ctx);
  twoFactorRoutes(app, ctx);
  meRoutes(app, ctx);
  return app;
}
