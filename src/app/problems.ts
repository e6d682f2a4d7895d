/** @module Problem documents (RFC 9457): every refusal and failure of the service is written here and nowhere else. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DatabaseFailure } from '../db/failures.ts';
import type { Text } from '../engine/index.ts';
import type { AppContext, AppEnv } from './context.ts';
import type { IssueCode } from './issue-codes.ts';
import { type Language, languageOf } from './language.ts';
import { mayAnswerWithPage } from './problem-media.ts';
import { sendProblemPage } from './problem-page.tsx';
import { PROBLEM_TYPES, type ProblemType } from './problem-types.ts';

/** One mistake of the caller; `pointer` is a JSON pointer into the body, or into the query where `in` says so. */
export interface ProblemIssue {
  in?: 'query';
  pointer: string;
  code: IssueCode;
  message: Text;
  fix: Text;
  /** Place in the text of a body that cannot be read; first line and column are 1. */
  line?: number;
  column?: number;
}

/** A refusal: thrown anywhere, answered by `answerError`. What it says may be shown to anyone. */
export class Problem extends Error {
  readonly issues: ProblemIssue[];
  readonly headers: Record<string, string>;
  /** The present state of what could not be changed. */
  readonly current: unknown;

  constructor(
    readonly type: ProblemType,
    readonly detail: Text = PROBLEM_TYPES[type].about,
    extra: { issues?: ProblemIssue[]; headers?: Record<string, string>; current?: unknown } = {},
  ) {
    super(`${type}: ${detail.en}`);
    this.issues = extra.issues ?? [];
    this.headers = extra.headers ?? {};
    this.current = extra.current;
  }
}

/** The body of `application/problem+json`. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  requestId: string;
  errors?: {
    in?: 'query';
    pointer: string;
    code: string;
    message: string;
    fix: string;
    line?: number;
    column?: number;
  }[];
  current?: unknown;
}

export function problemDocument(
  problem: Problem,
  lang: Language,
  instance: string,
  requestId: string,
): ProblemDocument {
  const { status, title } = PROBLEM_TYPES[problem.type];
  const document: ProblemDocument = {
    type: `/problems/${problem.type}`,
    title: title[lang],
    status,
    detail: problem.detail[lang],
    instance,
    requestId,
  };
  if (problem.issues.length > 0) {
    document.errors = problem.issues.map((issue) => ({ ...issue, message: issue.message[lang], fix: issue.fix[lang] }));
  }
  if (problem.current !== undefined) document.current = problem.current;
  return document;
}

export const requestLanguage = (c: Context): Language =>
  languageOf(c.req.query('lang'), c.req.header('Accept-Language'));

export function problemResponse(c: Context<AppEnv>, problem: Problem): Response {
  const lang = requestLanguage(c);
  const document = problemDocument(problem, lang, c.req.path, c.var.requestId);
  if (isReader(c)) return sendProblemPage(c, document, lang, problem.headers);
  return c.body(JSON.stringify(document), document.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
    'Content-Language': lang,
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
    ...problem.headers,
  });
}

/** Someone with a browser who followed a link, rather than a program. */
const isReader = (c: Context<AppEnv>): boolean =>
  mayAnswerWithPage(c.req.method, c.req.path) && (c.req.header('Accept') ?? '').includes('text/html');

/** The app's `onError`: known refusals as they are, everything else as an error that says nothing of the inside. */
export function answerError(ctx: Pick<AppContext, 'log'>, error: Error, c: Context<AppEnv>): Response {
  if (error instanceof Problem) return problemResponse(c, error);
  if (error instanceof DatabaseFailure) {
    ctx.log.error('database failed', { requestId: c.var.requestId, kind: error.kind, error: error.cause });
    return problemResponse(c, problemOfFailure(error));
  }
  if (error instanceof HTTPException && error.status < 500)
    return problemResponse(c, new Problem(typeOfStatus(error.status)));
  // The pattern, not the path: addresses of calendars hold a secret.
  ctx.log.error('request failed', { requestId: c.var.requestId, method: c.req.method, route: routePath(c, -1), error });
  return problemResponse(c, new Problem('internal-error'));
}

/** Soon enough for a restart, late enough not to hammer. */
const RETRY_AFTER_S = 5;

function problemOfFailure({ kind }: DatabaseFailure): Problem {
  const headers = { 'Retry-After': String(RETRY_AFTER_S) };
  if (kind === 'read_only') return new Problem('read-only', undefined, { headers });
  return kind === 'full' ? new Problem('storage-full') : new Problem('unavailable', undefined, { headers });
}

function typeOfStatus(status: number): ProblemType {
  switch (status) {
    case 404:
      return 'not-found';
    case 405:
      return 'method-not-allowed';
    case 406:
      return 'not-acceptable';
    case 413:
      return 'body-too-large';
    case 415:
      return 'unsupported-media-type';
    default:
      return 'bad-request';
  }
}
