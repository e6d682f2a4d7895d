/** @module Hands a request on to the accounts, tells the log of it, and takes back what a client may have of the answer. */
import type { Context } from 'hono';
import type { AppEnv, ServiceContext } from '../../app/context.ts';
import { noteRefusal, tellAccountEvent, whoseAccount } from './account-events.ts';
import { problemOfAuth } from './auth-problems.ts';

export interface Forwarded {
  method: 'GET' | 'POST';
  /** Below /auth, with its query. */
  path: string;
  body?: unknown;
  /** Where fields of the library are called otherwise by us. */
  pointers?: Record<string, string>;
}

/** Who is asking, for the list of sessions; and their cookies. */
const PASSED_ON = ['Cookie', 'User-Agent', 'Accept-Language'];

/**
 * Cookies of the answer are set on the response to come.
 * @returns the body of a success, or where it leads to
 * @throws Problem that says what was refused
 */
export async function forward(
  ctx: ServiceContext,
  c: Context<AppEnv>,
  forwarded: Forwarded,
): Promise<{ body: unknown; location: string | undefined }> {
  const { method, path, body, pointers } = forwarded;
  const headers = new Headers({ Accept: 'application/json' });
  for (const name of PASSED_ON) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const send = method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {};
  if (method === 'POST') headers.set('Content-Type', 'application/json');
  const whose = await whoseAccount(ctx, c, forwarded);
  const request = new Request(`${ctx.baseUrl}/auth${path}`, { method, headers, ...send });
  const response = await ctx.accounts.handle(request, c.env?.clientAddress);
  const cookies = response.headers.getSetCookie();
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
  const location = response.headers.get('Location') ?? undefined;
  if (response.status >= 300 && response.status < 400) {
    await tellAccountEvent(ctx, forwarded, whose, { body: undefined, cookies });
    return { body: undefined, location };
  }
  if (!response.ok) {
    noteRefusal(ctx, c, path, response.status);
    throw await problemOfAuth(response, pointers);
  }
  const text = await response.text();
  const answer = text === '' ? undefined : (JSON.parse(text) as unknown);
  await tellAccountEvent(ctx, forwarded, whose, { body: answer, cookies });
  return { body: answer, location };
}
