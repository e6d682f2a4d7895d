/** @module What a request of the service carries, read with every mistake of query and body together. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseBody, unreadable } from './body/parse-body.ts';
import { bodyFormat, readBody } from './body/read-body.ts';
import { bodyIssues, nulIssues } from './body-issues.ts';
import type { AppEnv } from './context.ts';
import { parameterIssues, queryOf, singleValues } from './parameters.ts';
import { Problem, type ProblemIssue } from './problems.ts';

export interface RawInput<Query, Body> {
  /** Path parameters; each could be an id, or the request was answered with 404. */
  params: Record<string, string>;
  query: Query;
  body: Body;
  /** Revision that `If-Match` names; `*` for any. Present exactly where the operation requires it. */
  ifMatch: number | '*';
  /** The body as it was sent, for hashing; undefined where there is none. */
  bodyText: unknown;
}

interface InputConfig {
  query?: z.ZodRawShape;
  body?: z.ZodType;
  bodyLimitBytes?: number;
  ifMatch?: true;
}

const BODY_LIMIT_BYTES = 1_000_000;

/**
 * @returns what reads the requests of one operation; it is made once, because a shape is compiled when it is first used. It
 * throws Problem 404 for what cannot be an id, 428 and 400 for headers, 413, 415 and 400 for a body that cannot be read, 422
 */
export function inputReader(config: InputConfig): (c: Context<AppEnv>) => Promise<RawInput<unknown, unknown>> {
  const queryShape = queryOf(config.query ?? {});
  return (c) => readInput(c, config, queryShape);
}

async function readInput(
  c: Context<AppEnv>,
  config: InputConfig,
  queryShape: z.ZodType,
): Promise<RawInput<unknown, unknown>> {
  const params = c.req.param() as Record<string, string>;
  for (const value of Object.values(params)) {
    if (!/^[\w.:@~+-]{1,200}$/.test(value)) throw new Problem('not-found');
  }
  const ifMatch = config.ifMatch ? readIfMatch(c.req.header('If-Match')) : '*';
  const values = singleValues(c.req.queries());
  const query = queryShape.safeParse(values);
  const issues: ProblemIssue[] = query.success ? [] : parameterIssues(query.error, values);
  if (query.success) issues.push(...nulIssues(query.data).map((issue) => ({ ...issue, in: 'query' as const })));
  if (!config.body) {
    if (issues.length > 0) throw new Problem('invalid-parameters', undefined, { issues });
    return { params, query: query.data, body: undefined, ifMatch, bodyText: undefined };
  }
  const format = bodyFormat(c.req.raw.headers);
  if (format !== 'json')
    throw new Problem('unsupported-media-type', undefined, { headers: { Accept: 'application/json' } });
  const parsed = parseBody(await readBody(c.req.raw, config.bodyLimitBytes ?? BODY_LIMIT_BYTES), format);
  if ('issues' in parsed) throw unreadable(parsed.issues);
  const body = config.body.safeParse(parsed.data);
  issues.push(...nulIssues(parsed.data));
  if (!body.success) issues.push(...bodyIssues(body.error, parsed.data));
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
  return { params, query: query.data, body: body.data, ifMatch, bodyText: parsed.data };
}

/** One strong ETag, or `*`: an edit is made against one state. */
function readIfMatch(header: string | undefined): number | '*' {
  if (header === undefined) throw new Problem('precondition-required');
  if (header.trim() === '*') return '*';
  const match = /^"(\d{1,9})"$/.exec(header.trim());
  // An ETag this service never gave matches nothing.
  return match ? Number(match[1]) : -1;
}

export const etagOf = (revision: number): string => `"${revision}"`;

/** @throws Problem 412 with the present state, unless the revision is the one the caller saw */
export function matchRevision(ifMatch: number | '*', revision: number, current: unknown): void {
  if (ifMatch === '*' || ifMatch === revision) return;
  throw new Problem('precondition-failed', undefined, { current, headers: { ETag: etagOf(revision) } });
}

/** Text a person wrote: bounded, and more than blanks. */
export const textOf = (max: number): z.ZodString => z.string().trim().min(1).max(max);
