/** @module `/auth`: signing up, in and out, and a forgotten password. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { anyone, done, signedIn } from './operations.ts';
import { presentSignIn } from './present.ts';
import {
  DoneSchema,
  EmailOnlySchema,
  PasswordResetSchema,
  PathSchema,
  ProviderRedirectSchema,
  ProviderSignInSchema,
  SignedInSchema,
  SignedUpSchema,
  SignInSchema,
  SignUpSchema,
} from './schema.ts';

export function signInRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  passwordRoutes(app, ctx);
  mailRoutes(app, ctx);
  providerRoutes(app, ctx);
}

function passwordRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  anyone(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/sign-up/email',
      operationId: 'signUp',
      summary: 'Sign up with an email address and a password',
      description: 'Signs nobody in. The answer does not tell whether the address has an account already.',
      body: SignUpSchema,
      bodyExample: { name: 'Nguyễn Thị Ánh', email: 'anh@vi-du.vn', password: 'một mật khẩu dài' },
      responses: { 200: { description: 'What to do now.', schema: SignedUpSchema } },
      problems: ['too-many-requests'],
    },
    async ({ ctx: service, body, send }) => {
      await send({ method: 'POST', path: '/sign-up/email', body: { ...body, callbackURL: '/sign-in?verified=1' } });
      const next = service.accounts.sendsMail ? 'verify_email' : 'sign_in';
      return { status: 200, body: { email: body.email.toLowerCase(), next } };
    },
  );
  anyone(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/sign-in/email',
      operationId: 'signIn',
      summary: 'Sign in with an email address and a password',
      body: SignInSchema,
      responses: {
        200: {
          description: 'The session is in a cookie, unless a code is needed.',
          headers: ['Set-Cookie'],
          schema: SignedInSchema,
        },
      },
      problems: ['sign-in-failed', 'forbidden', 'too-many-requests'],
    },
    async ({ body, send }) => {
      const { body: answer } = await send({ method: 'POST', path: '/sign-in/email', body });
      return { status: 200, body: presentSignIn(answer) };
    },
  );
  signedIn(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/sign-out',
      operationId: 'signOut',
      summary: 'End the session of this browser',
      responses: { 200: { description: 'It has ended.', headers: ['Set-Cookie'], schema: DoneSchema } },
    },
    async ({ send }) => {
      await send({ method: 'POST', path: '/sign-out' });
      return done;
    },
  );
}

function mailRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  const mailed = { 200: { description: 'The same for every address.', schema: DoneSchema } };
  anyone(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/request-password-reset',
      operationId: 'requestPasswordReset',
      summary: 'Mail a link for a new password',
      body: EmailOnlySchema,
      responses: mailed,
      problems: ['conflict', 'too-many-requests'],
    },
    async ({ body, send }) => {
      await send({ method: 'POST', path: '/request-password-reset', body });
      return done;
    },
  );
  anyone(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/reset-password',
      operationId: 'resetPassword',
      summary: 'Choose a new password with the token of the mailed link',
      description: 'Ends every session of the person.',
      body: PasswordResetSchema,
      responses: { 200: { description: 'The new password holds.', schema: DoneSchema } },
      problems: ['too-many-requests'],
    },
    async ({ body, send }) => {
      await send({ method: 'POST', path: '/reset-password', body, pointers: { '/password': '/newPassword' } });
      return done;
    },
  );
  anyone(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/send-verification-email',
      operationId: 'sendVerificationEmail',
      summary: 'Mail the link that confirms an address once more',
      body: EmailOnlySchema,
      responses: mailed,
      problems: ['conflict', 'too-many-requests'],
    },
    async ({ body, send }) => {
      await send({ method: 'POST', path: '/send-verification-email', body });
      return done;
    },
  );
  anyone(
    app,
    ctx,
    {
      method: 'get',
      path: '/auth/verify-email',
      operationId: 'verifyEmail',
      summary: 'Confirm an address: the link in the message',
      query: {
        token: z.string().min(1).max(2_000).openapi({ description: 'From the link.' }),
        callbackURL: PathSchema.optional(),
      },
      responses: {
        302: {
          description: 'To `callbackURL`, with `error` in its query where the link is no longer valid.',
          headers: ['Location'],
        },
      },
      problems: ['too-many-requests'],
    },
    async ({ query, send }) => {
      const { token, callbackURL = '/sign-in?verified=1' } = query as { token: string; callbackURL?: string };
      const search = new URLSearchParams({ token, callbackURL });
      const { location } = await send({ method: 'GET', path: `/verify-email?${search}` });
      return { status: 302, headers: { Location: location ?? callbackURL } };
    },
  );
}

function providerRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  anyone(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/sign-in/social',
      operationId: 'signInWithProvider',
      summary: 'Begin signing in with an identity provider (OpenID Connect)',
      body: ProviderSignInSchema,
      responses: { 200: { description: 'Where to send the browser.', schema: ProviderRedirectSchema } },
      problems: ['not-found', 'too-many-requests'],
    },
    async ({ body, send }) => {
      const { body: answer } = await send({
        method: 'POST',
        path: '/sign-in/social',
        body: { ...body, disableRedirect: true },
      });
      return { status: 200, body: { url: (answer as { url: string }).url } };
    },
  );
  const part = (description: string) => z.string().max(8_000).optional().openapi({ description });
  anyone(
    app,
    ctx,
    {
      method: 'get',
      path: '/auth/callback/{id}',
      params: { id: z.string().openapi({ description: 'Id of the identity provider in the settings of the server.' }) },
      operationId: 'returnFromProvider',
      summary: 'Where an identity provider sends the browser back to',
      query: {
        code: part('What the provider gave, to be redeemed.'),
        state: part('What the sign-in began with.'),
        iss: part('Who the provider is (RFC 9207).'),
        error: part('Why the provider refused.'),
        error_description: part('The same in its words.'),
        session_state: part('Of the session at the provider; not used.'),
        scope: part('What was granted; not used.'),
      },
      responses: {
        302: {
          description: 'To the page asked for, signed in; or to one that says what went wrong.',
          headers: ['Location', 'Set-Cookie'],
        },
      },
    },
    async ({ params, query, send }) => {
      const given = Object.entries(query as Record<string, string | undefined>).filter(
        ([, value]) => value !== undefined,
      );
      const search = new URLSearchParams(given as [string, string][]);
      const { location } = await send({ method: 'GET', path: `/callback/${params.id}?${search}` });
      return { status: 302, headers: { Location: location ?? '/sign-in' } };
    },
  );
}
