/** @module The answer to a method an address does not take. */
import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { Problem, problemResponse } from '../problems.ts';

/** 405 with `Allow`; `OPTIONS` itself asks for nothing but that header. */
export function refuseMethod(c: Context, methods: readonly string[]): Response {
  const Allow = [...methods, 'OPTIONS'].sort().join(', ');
  if (c.req.method === 'OPTIONS') return c.body(null, 204, { Allow });
  const detail = {
    vi: `Địa chỉ này chỉ nhận: ${Allow}.`,
    en: `This address only takes: ${Allow}.`,
  };
  return problemResponse(c as Context<AppEnv>, new Problem('method-not-allowed', detail, { headers: { Allow } }));
}
