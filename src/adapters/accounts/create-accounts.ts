/**
 * @module Accounts: passwords, sessions, second factors and identity providers, kept by better-auth in our tables, over our
 * connection. Nothing of it leaves this folder; the app sees the port `Accounts`. Runs on Node and on Workers.
 */
import { APIError, betterAuth } from 'better-auth';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import type { Accounts, Clock, Ids, Log, Mailer } from '../../app/context.ts';
import type { Database } from '../../db/database.ts';
import { failureOf } from '../../db/failures.ts';
import { type Attempts, countAttempts, type Limit } from './attempts.ts';
import { hashName } from './hash-name.ts';
import { accountMails } from './mails.ts';
import { discoveryUrl, type OidcProvider } from './oidc.ts';
import { isNamedOperator, namesOf } from './people.ts';
import { ACCOUNT, ID_PREFIX, SESSION, TWO_FACTOR, USER, VERIFICATION } from './tables.ts';

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** The only header that tells the library where a request came from; a caller's own is never passed on. */
const ADDRESS_HEADER = 'x-luongtri-address';

const SESSION_S = 7 * 86_400;
const MAIL_LINK_S = 3_600;

export interface AccountOptions {
  db: Database;
  /** Where the service is reached, without a slash at the end. */
  baseUrl: string;
  /** Signs cookies and encrypts second factors; at least 32 characters. */
  secret: string;
  /** Without one nobody's address is verified, and no password can be reset. */
  mailer?: Mailer | undefined;
  oidc?: readonly OidcProvider[];
  /** A person whose verified address is this is an operator. */
  operatorEmail?: string | undefined;
  ids: Ids;
  clock?: Clock;
  log: Log;
  limits?: { perAddress: Limit; perName: Limit };
}

/** Offices share an address; a person does not mistype ten times. */
const LIMITS = { perAddress: { window: 60, max: 30 }, perName: { window: 900, max: 10 } } as const;

/** @returns the port that the app signs people in with */
export function createAccounts(options: AccountOptions): Accounts {
  const { db, oidc = [], baseUrl } = options;
  const attempts = countAttempts(db, options.clock ?? { now: () => new Date() });
  const auth = buildAuth(options, attempts);
  return {
    providers: oidc.map(({ id, name, issuer }) => ({ id, name, origin: new URL(issuer).origin })),
    sendsMail: options.mailer !== undefined,
    async session(headers) {
      const found = await reach(db, () => auth.api.getSession({ headers, query: { disableRefresh: true } }));
      if (!found) return undefined;
      const { user, session } = found;
      return {
        userId: user.id,
        sessionId: session.id,
        name: user.name,
        email: user.email,
        emailVerified: user.emailVerified,
        isOperator: await reach(db, () => isNamedOperator(db, user, options.operatorEmail)),
      };
    },
    names: (userIds) => reach(db, () => namesOf(db, userIds)),
    async confirmPassword(headers, password) {
      try {
        const { status } = await reach(db, () => auth.api.verifyPassword({ headers, body: { password } }));
        return status;
      } catch (error) {
        if (isAPIError(error) && error.statusCode < 500) return false;
        throw error;
      }
    },
    async handle(request, address) {
      const response = await reach(db, () => answer(auth.handler, request, address, baseUrl));
      if (response.status >= 500) await db.ping();
      // The library says so too when the session could not be deleted; then it must not be believed.
      if (response.ok && new URL(request.url).pathname === '/auth/sign-out' && (await this.session(request.headers))) {
        throw new Error('the session is still there after signing out');
      }
      return response;
    },
  };
}

/** @throws DatabaseFailure where the reason of any failure is that the database does not answer */
async function reach<T>(db: Database, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = failureOf(error) ?? failureOf((error as { cause?: unknown }).cause);
    if (failure) throw failure;
    if (!isAPIError(error) || error.statusCode >= 500) await db.ping();
    throw error;
  }
}

/** Errors come back as thrown; as a response they keep their code, so that the app can say what they mean. */
async function answer(
  handler: (request: Request) => Promise<Response>,
  request: Request,
  address: string | undefined,
  baseUrl: string,
): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete(ADDRESS_HEADER);
  if (address !== undefined) headers.set(ADDRESS_HEADER, address);
  // Whose page a request comes from was settled before (src/app/authenticate.ts), in one way for everything.
  headers.set('Origin', new URL(baseUrl).origin);
  for (const name of ['Sec-Fetch-Site', 'Sec-Fetch-Mode', 'Sec-Fetch-Dest']) headers.delete(name);
  const { pathname, search } = new URL(request.url);
  const body = request.method === 'GET' ? {} : { body: await request.text() };
  try {
    return await handler(new Request(`${baseUrl}${pathname}${search}`, { method: request.method, headers, ...body }));
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return new Response(JSON.stringify(error.body ?? {}), {
      status: error.statusCode,
      headers: { 'Content-Type': 'application/json' },
    });
  }
}

function buildAuth(options: AccountOptions, attempts: Attempts) {
  const { db, baseUrl, secret, mailer, oidc = [], ids, log, limits = LIMITS } = options;
  return betterAuth({
    appName: 'Lương Tri',
    baseURL: baseUrl,
    basePath: '/auth',
    secret,
    trustedOrigins: [new URL(baseUrl).origin],
    telemetry: { enabled: false },
    database: { db: db.kysely, type: 'postgres', transaction: true },
    user: USER,
    session: { ...SESSION, expiresIn: SESSION_S, disableSessionRefresh: true, freshAge: 3_600 },
    account: { ...ACCOUNT, encryptOAuthTokens: true },
    verification: VERIFICATION,
    ...mailOptions(mailer, baseUrl),
    plugins: [
      twoFactor({ issuer: 'Lương Tri', schema: TWO_FACTOR }),
      genericOAuth({
        config: oidc.map((provider) => ({
          providerId: provider.id,
          name: provider.name,
          discoveryUrl: discoveryUrl(provider),
          clientId: provider.clientId,
          clientSecret: provider.clientSecret,
          scopes: ['openid', 'profile', 'email'],
          requireIdTokenVerification: true,
          disableProviderLogout: true,
        })),
      }),
    ],
    rateLimit: { enabled: true, customStorage: attempts, customRules: addressRules(limits.perAddress) },
    hooks: nameLimit(attempts, limits.perName),
    advanced: {
      cookiePrefix: 'luongtri',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      database: { generateId: ({ model }) => ids.next(ID_PREFIX[model] ?? 'acc') },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    onAPIError: { throw: true, errorURL: `${baseUrl}/sign-in` },
    // Its sentences may name people; what failed is enough, and requests that fail are logged with their id elsewhere.
    logger: {
      level: 'error',
      log: (_level, _message, ...details) => {
        const error = details.find((detail) => detail instanceof Error && !isAPIError(detail) && !isForged(detail));
        if (error) log.error('accounts failed', { error });
      },
    },
  });
}

/** A callback that no visit to an identity provider belongs to: anyone can send one. */
const isForged = (error: Error): boolean => String((error as { code?: unknown }).code).startsWith('state_');

/** With a mailer an address counts once its owner has opened a link; and signing up tells nobody who has an account. */
function mailOptions(mailer: Mailer | undefined, baseUrl: string) {
  const password = {
    enabled: true,
    autoSignIn: false,
    minPasswordLength: PASSWORD_LENGTH.min,
    maxPasswordLength: PASSWORD_LENGTH.max,
    revokeSessionsOnPasswordReset: true,
    resetPasswordTokenExpiresIn: MAIL_LINK_S,
  };
  if (!mailer) return { emailAndPassword: password };
  const mails = accountMails(mailer);
  return {
    emailAndPassword: {
      ...password,
      requireEmailVerification: true,
      onExistingUserSignUp: ({ user }: { user: { email: string } }) =>
        mails.alreadyThere(user.email, `${baseUrl}/sign-in`),
      sendResetPassword: ({ user, token }: { user: { email: string }; token: string }) =>
        mails.resetPassword(user.email, `${baseUrl}/reset-password?token=${encodeURIComponent(token)}`),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      expiresIn: MAIL_LINK_S,
      sendVerificationEmail: ({ user, token }: { user: { email: string }; token: string }) =>
        mails.verifyEmail(
          user.email,
          `${baseUrl}/auth/verify-email?token=${encodeURIComponent(token)}&callbackURL=${encodeURIComponent('/sign-in?verified=1')}`,
        ),
    },
  };
}

/** What can be guessed or sends mail is limited for each address; reading one's own session is not. */
const addressRules = (limit: Limit): Record<string, Limit | false> => ({
  ...Object.fromEntries(
    [
      '/sign-in/*',
      '/sign-up/*',
      '/two-factor/*',
      '/request-password-reset',
      '/reset-password',
      '/send-verification-email',
      '/verify-email',
      '/change-password',
    ].map((path) => [path, limit]),
  ),
  '/**': false,
});

/** Attempts for one name are limited wherever they come from; signing in clears them. */
function nameLimit(attempts: Attempts, limit: Limit) {
  const keyOf = (body: unknown): string | undefined => {
    const { email } = (body ?? {}) as { email?: unknown };
    return typeof email === 'string' ? `name:${hashName(email)}` : undefined;
  };
  return {
    before: createAuthMiddleware(async (ctx) => {
      const key = ctx.path === '/sign-in/email' ? keyOf(ctx.body) : undefined;
      if (key === undefined) return;
      const { allowed, retryAfter } = await attempts.consume(key, limit);
      if (!allowed) {
        throw new APIError('TOO_MANY_REQUESTS', {
          code: 'TOO_MANY_ATTEMPTS',
          message: 'Too many attempts',
          retryAfter,
        });
      }
    }),
    after: createAuthMiddleware(async (ctx) => {
      const key = ctx.path === '/sign-in/email' ? keyOf(ctx.body) : undefined;
      if (key !== undefined && !(ctx.context.returned instanceof Error)) await attempts.forget(key);
    }),
  };
}
