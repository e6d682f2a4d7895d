/** @module `/auth`: sessions, the password and the second factor of whoever is signed in. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import { anyone, done, signedIn } from './operations.ts';
import { presentCurrent, presentSession, readSessions } from './present.ts';
import {
  CurrentSessionSchema,
  DoneSchema,
  PasswordChangeSchema,
  SessionIdSchema,
  SessionListSchema,
} from './schema.ts';

export function sessionRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  anyone(
    app,
    ctx,
    {
      method: 'get',
      path: '/auth/get-session',
      operationId: 'getSession',
      summary: 'Who is signed in here',
      responses: { 200: { description: 'The person and the session.', schema: CurrentSessionSchema } },
    },
    async ({ send }) => {
      const { body } = await send({ method: 'GET', path: '/get-session' });
      return { status: 200, body: presentCurrent(body) };
    },
  );
  signedIn(
    app,
    ctx,
    {
      method: 'get',
      path: '/auth/list-sessions',
      operationId: 'listSessions',
      summary: 'Where I am signed in',
      responses: { 200: { description: 'Every valid session.', schema: SessionListSchema } },
    },
    async ({ send, sessionId }) => {
      const { body } = await send({ method: 'GET', path: '/list-sessions' });
      return { status: 200, body: { items: readSessions(body).map((session) => presentSession(session, sessionId)) } };
    },
  );
  signedIn(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/revoke-session',
      operationId: 'revokeSession',
      summary: 'End one of my sessions',
      body: SessionIdSchema,
      responses: { 200: { description: 'It has ended.', schema: DoneSchema } },
      problems: ['not-found'],
    },
    async ({ send, body }) => {
      const { body: sessions } = await send({ method: 'GET', path: '/list-sessions' });
      const session = readSessions(sessions).find(({ id }) => id === body.id);
      if (!session) throw new Problem('not-found');
      await send({ method: 'POST', path: '/revoke-session', body: { token: session.token } });
      return done;
    },
  );
  for (const [path, operationId, summary] of [
    ['/revoke-sessions', 'signOutEverywhere', 'End all my sessions, this one too'],
    ['/revoke-other-sessions', 'revokeOtherSessions', 'End my other sessions'],
  ] as const) {
    signedIn(
      app,
      ctx,
      {
        method: 'post',
        path: `/auth${path}`,
        operationId,
        summary,
        responses: { 200: { description: 'They have ended.', schema: DoneSchema } },
      },
      async ({ send }) => {
        await send({ method: 'POST', path });
        return done;
      },
    );
  }
  signedIn(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/change-password',
      operationId: 'changePassword',
      summary: 'Change my password',
      body: PasswordChangeSchema,
      responses: { 200: { description: 'The new password holds.', headers: ['Set-Cookie'], schema: DoneSchema } },
      problems: ['conflict', 'too-many-requests'],
    },
    async ({ send, body }) => {
      await send({
        method: 'POST',
        path: '/change-password',
        body,
        pointers: { '/password': '/currentPassword' },
      });
      return done;
    },
  );
}
