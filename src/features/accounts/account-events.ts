/**
 * @module What happens to an account stands in the log of every organisation the person belongs to, because it decides how
 * safe its records are; of a person without one, in that of the service. Ids only; where a request came from stays out of
 * it: an organisation is told that a member signed in, not from where.
 *
 * The accounts keep their own transactions (better-auth), so an event follows its change and is not part of it. Where it
 * cannot be written the request fails, and says so. Attempts that fail change nothing and name nobody for certain: they are
 * counted in the operator's log, where no stranger can make the signed log grow.
 */
import type { Context } from 'hono';
import { recordEvent, SERVICE } from '../../app/audit.ts';
import type { AppEnv, ServiceContext } from '../../app/context.ts';
import { listMemberships } from '../organisations/index.ts';
import type { Forwarded } from './forward.ts';
import { personOfReset } from './store.ts';

interface Happened {
  kind: string;
  userId: string;
  details?: Record<string, unknown>;
}

/** What a session that is there already can do, by path. */
const OF_SESSION: Record<string, Omit<Happened, 'userId'>> = {
  '/two-factor/verify-totp': { kind: 'person.second_factor_on' },
  '/two-factor/disable': { kind: 'person.second_factor_off' },
  '/two-factor/generate-backup-codes': { kind: 'person.backup_codes_renewed' },
  '/change-password': { kind: 'person.password_changed' },
  '/revoke-session': { kind: 'person.sessions_ended', details: { which: 'one' } },
  '/revoke-other-sessions': { kind: 'person.sessions_ended', details: { which: 'others' } },
  '/revoke-sessions': { kind: 'person.sessions_ended', details: { which: 'all' } },
};

/** Ways to sign in, by path. */
const SIGN_IN: Record<string, string> = {
  '/sign-in/email': 'password',
  '/two-factor/verify-totp': 'authenticator',
  '/two-factor/verify-backup-code': 'backup_code',
};

const CALLBACK = '/callback/';

/** Asked before the request is handed on: afterwards a session or a token may have ended. */
export async function whoseAccount(
  ctx: ServiceContext,
  c: Context<AppEnv>,
  { path, body }: Forwarded,
): Promise<string | undefined> {
  if (Object.hasOwn(OF_SESSION, path)) return (await ctx.accounts.session(c.req.raw.headers))?.userId;
  if (path !== '/reset-password') return undefined;
  const { token } = (body ?? {}) as { token?: unknown };
  return ctx.db.transaction({ role: 'auth' }, (trx) => personOfReset(trx, String(token)));
}

/** @param userId from `whoseAccount` @param answer of a success; `cookies` as it set them */
export async function tellAccountEvent(
  ctx: ServiceContext,
  { path }: Forwarded,
  userId: string | undefined,
  answer: { body: unknown; cookies: readonly string[] },
): Promise<void> {
  const happened = await whatHappened(ctx, path, userId, answer);
  if (!happened) return;
  const { userId: id, kind, details } = happened;
  await ctx.db.transaction({ role: 'auth', actorId: id }, async (trx) => {
    const organisations = (await listMemberships(trx, id)).map(({ organisation_id }) => organisation_id);
    for (const organisationId of organisations.length > 0 ? organisations : [SERVICE]) {
      const actor = { id, organisationId };
      await recordEvent(ctx, trx, { kind, organisationId, actor, subject: id, ...(details ? { details } : {}) });
    }
  });
}

async function whatHappened(
  ctx: ServiceContext,
  path: string,
  userId: string | undefined,
  { body, cookies }: { body: unknown; cookies: readonly string[] },
): Promise<Happened | undefined> {
  const known = OF_SESSION[path];
  if (known && userId !== undefined) return { ...known, userId };
  if (path === '/reset-password' && userId !== undefined) return { kind: 'person.password_reset', userId };
  const method = SIGN_IN[path];
  if (method !== undefined) {
    const id = (body as { user?: { id?: string } } | undefined)?.user?.id;
    return id === undefined ? undefined : { kind: 'person.signed_in', userId: id, details: { method } };
  }
  if (!path.startsWith(CALLBACK)) return undefined;
  const cookie = cookies.map((entry) => entry.split(';')[0]).join('; ');
  const person = await ctx.accounts.session(new Headers({ Cookie: cookie }));
  return person && { kind: 'person.signed_in', userId: person.userId, details: { method: 'provider' } };
}

/** For the operator: somebody failed to sign in. Who they said they were is nobody's business. */
export function noteRefusal(ctx: ServiceContext, c: Context<AppEnv>, path: string, status: number): void {
  if (Object.hasOwn(SIGN_IN, path)) ctx.log.info('sign-in refused', { requestId: c.var.requestId, path, status });
}
