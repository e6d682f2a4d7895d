/** @module Headers every response carries. */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../context.ts';

/** Nothing in a JSON document or a PDF may be run or fetched. Pages bring their own policy. */
const CLOSED = "default-src 'none'; frame-ancestors 'none'";

const HEADERS: [string, string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

export const securityHeaders = (): MiddlewareHandler<AppEnv> =>
  async function securityHeaders(c, next) {
    await next();
    const { headers } = c.res;
    for (const [name, value] of HEADERS) if (!headers.has(name)) headers.set(name, value);
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', CLOSED);
    // Plain HTTP on a laptop must stay usable; behind HTTPS the browser is told to stay there.
    if (c.req.url.startsWith('https:')) headers.set('Strict-Transport-Security', 'max-age=31536000');
  };
