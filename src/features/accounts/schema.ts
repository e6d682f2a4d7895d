/** @module People, their sessions and what is sent to sign in. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { InstantSchema, orNull } from '../../app/schemas.ts';

export const EmailSchema = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .openapi({ format: 'email', example: 'anh@vi-du.vn' });

const NewPassword = z.string().min(12).max(128).openapi({ format: 'password', description: '12 to 128 characters.' });
const Password = z.string().min(1).max(128).openapi({ format: 'password' });

/** A path of this server: nobody is led elsewhere. */
export const PathSchema = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/)
  .openapi({ description: 'A path of this server.', example: '/account' });

export const SignUpSchema = z
  .strictObject({ name: textOf(200), email: EmailSchema, password: NewPassword })
  .openapi('SignUp');

export const SignedUpSchema = z
  .strictObject({
    email: z.string(),
    next: z
      .enum(['sign_in', 'verify_email'])
      .openapi({ description: 'What to do now. The answer is the same where the address has an account already.' }),
  })
  .openapi('SignedUp');

export const SignInSchema = z
  .strictObject({
    email: EmailSchema,
    password: Password,
    rememberMe: z.boolean().optional().openapi({ description: 'false: the session ends with the browser.' }),
  })
  .openapi('SignIn');

export const UserSchema = z
  .strictObject({
    id: z.string().openapi({ example: 'usr_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    twoFactorEnabled: z.boolean(),
    createdAt: InstantSchema,
  })
  .openapi('User');

export const SignedInSchema = z
  .strictObject({
    twoFactorRequired: z.boolean().openapi({
      description: 'true: send a code to /auth/two-factor/verify-totp or /auth/two-factor/verify-backup-code next.',
    }),
    user: orNull(UserSchema),
  })
  .openapi('SignedIn');

export const SessionSchema = z
  .strictObject({
    id: z.string(),
    current: z.boolean().openapi({ description: 'Is it the session of this request?' }),
    createdAt: InstantSchema,
    expiresAt: InstantSchema,
    ipAddress: orNull(z.string()),
    userAgent: orNull(z.string()),
  })
  .openapi('Session');

export const CurrentSessionSchema = z
  .strictObject({ user: orNull(UserSchema), session: orNull(SessionSchema) })
  .openapi('CurrentSession', { description: 'Both `null` without a valid session.' });

export const DoneSchema = z.strictObject({ done: z.literal(true) }).openapi('Done');
export const SessionListSchema = z.strictObject({ items: z.array(SessionSchema) }).openapi('Sessions');
export const SessionIdSchema = z.strictObject({ id: textOf(100) }).openapi('SessionId');
export const EmailOnlySchema = z.strictObject({ email: EmailSchema }).openapi('EmailOnly');
export const PasswordOnlySchema = z.strictObject({ password: Password }).openapi('PasswordOnly');

export const PasswordChangeSchema = z
  .strictObject({
    currentPassword: Password,
    newPassword: NewPassword,
    revokeOtherSessions: z.boolean().default(true),
  })
  .openapi('PasswordChange');

export const PasswordResetSchema = z
  .strictObject({ token: textOf(200), newPassword: NewPassword })
  .openapi('PasswordReset');

export const CodeSchema = z
  .strictObject({
    code: textOf(40),
    trustDevice: z.boolean().optional().openapi({ description: 'Ask for no code on this browser for 30 days.' }),
  })
  .openapi('SecondFactorCode');

export const TwoFactorSetupSchema = z
  .strictObject({
    totpURI: z.string().openapi({ description: 'For an authenticator; shown once. On after the first verified code.' }),
    backupCodes: z.array(z.string()).openapi({ description: 'Each works once; shown once.' }),
  })
  .openapi('TwoFactorSetup');

export const BackupCodesSchema = z.strictObject({ backupCodes: z.array(z.string()) }).openapi('BackupCodes');

export const ProviderSignInSchema = z
  .strictObject({
    provider: textOf(40).openapi({ example: 'oidc' }),
    callbackURL: PathSchema.default('/account'),
    errorCallbackURL: PathSchema.default('/sign-in'),
  })
  .openapi('ProviderSignIn');

export const ProviderRedirectSchema = z
  .strictObject({
    url: z.string().openapi({ description: 'Open it in the browser that keeps the cookies of this answer.' }),
  })
  .openapi('ProviderRedirect');
