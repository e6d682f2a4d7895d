/** @module Organisations, their members, invitations, advisers and keys. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { adviserRoutes } from './routes-advisers.ts';
import { invitationRoutes } from './routes-invitations.ts';
import { keyRoutes } from './routes-keys.ts';
import { ownRoutes } from './routes-own.ts';
import { peopleRoutes } from './routes-people.ts';

export function organisationRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  peopleRoutes(app, ctx);
  ownRoutes(app, ctx);
  invitationRoutes(app, ctx);
  adviserRoutes(app, ctx);
  keyRoutes(app, ctx);
  return app;
}
