/** @module The pages about accounts and organisations. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../../app/context.ts';
import { accountPage } from './account-page.tsx';
import { organisationPages } from './organisation-pages.tsx';
import { passwordPages } from './password-pages.tsx';
import { signInPages } from './sign-in-pages.tsx';

export function accountPages(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  signInPages(app, ctx);
  passwordPages(app, ctx);
  accountPage(app, ctx);
  organisationPages(app, ctx);
  return app;
}
