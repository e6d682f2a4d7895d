/** @module What the library answers, as we answer it. */
import { z } from '@hono/zod-openapi';

const instant = z.coerce.date().transform((date) => date.toISOString());

const LibraryUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  twoFactorEnabled: z.boolean().nullish(),
  createdAt: instant,
});

const LibrarySession = z.object({
  id: z.string(),
  token: z.string(),
  createdAt: instant,
  expiresAt: instant,
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
});

export const readSessions = (body: unknown) => z.array(LibrarySession).parse(body);

export type LibrarySession = z.output<typeof LibrarySession>;

export function presentUser(body: unknown) {
  const { twoFactorEnabled, ...user } = LibraryUser.parse(body);
  return { ...user, twoFactorEnabled: twoFactorEnabled === true };
}

/** The token stays here: a session is named by its id. */
export const presentSession = ({ token: _token, ...session }: LibrarySession, currentId: string | undefined) => ({
  ...session,
  ipAddress: session.ipAddress || null,
  userAgent: session.userAgent || null,
  current: session.id === currentId,
});

export function presentSignIn(body: unknown) {
  const { twoFactorRedirect, user } = body as { twoFactorRedirect?: boolean; user?: unknown };
  return { twoFactorRequired: twoFactorRedirect === true, user: user ? presentUser(user) : null };
}

export function presentCurrent(body: unknown) {
  const found = body as { user: unknown; session: unknown } | null;
  if (!found) return { user: null, session: null };
  const session = LibrarySession.parse(found.session);
  return { user: presentUser(found.user), session: presentSession(session, session.id) };
}
