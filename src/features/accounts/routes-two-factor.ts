/** @module `/auth/two-factor`: codes of an authenticator (TOTP) and backup codes. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { anyone, done, signedIn } from './operations.ts';
import { presentSignIn } from './present.ts';
import {
  BackupCodesSchema,
  CodeSchema,
  DoneSchema,
  PasswordOnlySchema,
  SignedInSchema,
  TwoFactorSetupSchema,
} from './schema.ts';

export function twoFactorRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  signedIn(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/two-factor/enable',
      operationId: 'setUpTwoFactor',
      summary: 'Set up codes of an authenticator',
      description: 'They are asked for once a first code was sent to /auth/two-factor/verify-totp.',
      body: PasswordOnlySchema,
      responses: {
        200: { description: 'What the authenticator needs, and backup codes.', schema: TwoFactorSetupSchema },
      },
      problems: ['conflict', 'too-many-requests'],
    },
    async ({ send, body }) => {
      const { body: answer } = await send({ method: 'POST', path: '/two-factor/enable', body });
      const { totpURI, backupCodes } = answer as { totpURI: string; backupCodes: string[] };
      return { status: 200, body: { totpURI, backupCodes } };
    },
  );
  for (const [path, operationId, summary] of [
    ['/two-factor/verify-totp', 'verifyTotp', 'The code of the authenticator: ends a sign-in, or a set-up'],
    ['/two-factor/verify-backup-code', 'verifyBackupCode', 'A backup code instead of the authenticator'],
  ] as const) {
    anyone(
      app,
      ctx,
      {
        method: 'post',
        path: `/auth${path}`,
        operationId,
        summary,
        body: CodeSchema,
        responses: { 200: { description: 'Signed in.', headers: ['Set-Cookie'], schema: SignedInSchema } },
        problems: ['sign-in-failed', 'conflict', 'too-many-requests'],
      },
      async ({ send, body }) => {
        const { body: answer } = await send({ method: 'POST', path, body });
        return { status: 200, body: presentSignIn(answer) };
      },
    );
  }
  signedIn(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/two-factor/disable',
      operationId: 'turnOffTwoFactor',
      summary: 'Ask for no code any more',
      body: PasswordOnlySchema,
      responses: { 200: { description: 'It is off.', schema: DoneSchema } },
      problems: ['conflict', 'too-many-requests'],
    },
    async ({ send, body }) => {
      await send({ method: 'POST', path: '/two-factor/disable', body });
      return done;
    },
  );
  signedIn(
    app,
    ctx,
    {
      method: 'post',
      path: '/auth/two-factor/generate-backup-codes',
      operationId: 'renewBackupCodes',
      summary: 'New backup codes; the old ones end',
      body: PasswordOnlySchema,
      responses: { 200: { description: 'Shown once.', schema: BackupCodesSchema } },
      problems: ['conflict', 'too-many-requests'],
    },
    async ({ send, body }) => {
      const { body: answer } = await send({ method: 'POST', path: '/two-factor/generate-backup-codes', body });
      return { status: 200, body: { backupCodes: (answer as { backupCodes: string[] }).backupCodes } };
    },
  );
}
