/** @module Pages with forms: shown, sent, and shown again with every mistake at its field. They work without JavaScript. */
import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { refuseForeignOrigin } from '../../../app/authenticate.ts';
import { readBody } from '../../../app/body/read-body.ts';
import { bodyIssues, nulIssues } from '../../../app/body-issues.ts';
import type { AppContext, AppEnv, ServiceContext } from '../../../app/context.ts';
import { isService } from '../../../app/context.ts';
import type { Language } from '../../../app/language.ts';
import { PROBLEM_TYPES } from '../../../app/problem-types.ts';
import { Problem, requestLanguage } from '../../../app/problems.ts';
import { sendPage } from '../../../web/layout.tsx';
import { formPolicy } from '../../../web/styles.ts';
import { plainIssues } from './plain-issues.ts';

export type Fields = Record<string, string>;

export interface PageInput {
  ctx: ServiceContext;
  c: Context<AppEnv>;
  lang: Language;
  /** What was sent, to be shown again; passwords are not. */
  fields: Fields;
  /** Why it was refused. */
  problem: Problem | undefined;
}

export interface Page {
  title: string;
  content: Child;
}

type Show = (input: PageInput) => Promise<Page | Response> | Page | Response;
type Submit = (input: PageInput) => Promise<Response>;

/** Registers a page, and what happens when its form is sent to the same path. */
export function formPage(app: OpenAPIHono<AppEnv>, ctx: AppContext, path: string, show: Show, submit?: Submit): void {
  app.get(path, async (c) => {
    const input = { ctx: requireService(ctx), c, lang: requestLanguage(c), fields: {}, problem: undefined };
    return sendForm(input, await show(input));
  });
  if (submit) onSubmit(app, ctx, path, submit, show);
}

/** What another form of a page sends; where it is refused, `show` says why. Looked up, its address leads to the page. */
export function formAction(app: OpenAPIHono<AppEnv>, ctx: AppContext, path: string, submit: Submit, show: Show): void {
  const page = path.slice(0, path.lastIndexOf('/')) || '/sign-in';
  app.get(path, (c) => seeOther(c, page, requestLanguage(c)));
  onSubmit(app, ctx, path, submit, show);
}

function onSubmit(app: OpenAPIHono<AppEnv>, ctx: AppContext, path: string, submit: Submit, show: Show): void {
  app.post(path, async (c) => {
    const service = requireService(ctx);
    refuseForeignOrigin(service, c);
    const input = { ctx: service, c, lang: requestLanguage(c), fields: await readForm(c), problem: undefined };
    try {
      return await submit(input);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return sendForm({ ...input, problem: error }, await show({ ...input, problem: error }));
    }
  });
}

function requireService(ctx: AppContext): ServiceContext {
  if (!isService(ctx)) throw new Problem('storage-unavailable');
  return ctx;
}

/** Sends a page whose forms may be sent to this server. */
export function sendForm({ ctx, c, lang, problem }: PageInput, page: Page | Response): Response {
  if (page instanceof Response) return page;
  const status = problem ? PROBLEM_TYPES[problem.type].status : 200;
  const title = `${page.title} – Lương Tri`;
  const response = sendPage(c, { lang, title, content: page.content }, status as ContentfulStatusCode);
  response.headers.set('Content-Security-Policy', formPolicy(ctx.accounts.providers.map(({ origin }) => origin)));
  // Without a referrer browsers would not say either that a form comes from here.
  response.headers.set('Referrer-Policy', 'same-origin');
  response.headers.set('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(problem?.headers ?? {})) {
    if (name === 'Retry-After') response.headers.set(name, value);
  }
  return response;
}

const FORM_LIMIT = 20_000;

/** @throws Problem 415 for what no form sends, 413 for too much, 400 for what no text holds */
async function readForm(c: Context<AppEnv>): Promise<Fields> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  // A form without fields has no body, and some clients then send no type either.
  if (type === undefined && c.req.raw.body === null) return {};
  if (type !== 'application/x-www-form-urlencoded') throw new Problem('unsupported-media-type');
  const text = new TextDecoder().decode(await readBody(c.req.raw, FORM_LIMIT));
  const fields = Object.fromEntries(new URLSearchParams(text));
  if (nulIssues(fields).length > 0) throw new Problem('bad-request');
  return fields;
}

/** @throws Problem 422 with every mistake of the form */
export function parseForm<T extends z.ZodType>(schema: T, fields: Record<string, string | undefined>): z.output<T> {
  const read = schema.safeParse(fields);
  if (read.success) return read.data;
  throw new Problem('invalid-body', undefined, { issues: plainIssues(bodyIssues(read.error, fields), fields) });
}

const HERE = 'http://here';

/** A path of ours in the language of the reader. */
export const inLanguage = (path: string, lang: Language): string => {
  const url = new URL(path, HERE);
  url.searchParams.set('lang', lang);
  return `${url.pathname}${url.search}`;
};

/** Leads on with GET. */
export const seeOther = (c: Context<AppEnv>, path: string, lang: Language): Response =>
  c.redirect(inLanguage(path, lang), 303);

/** Where to go afterwards: a path of ours, or `otherwise`. */
export function nextPath(value: string | undefined, otherwise: string): string {
  if (value === undefined || !/^\/[^\\\s]{0,500}$/.test(value) || !URL.canParse(value, HERE)) return otherwise;
  // Looked at as a browser reads it: `/.//elsewhere` comes out as `//elsewhere`, which is another server.
  const { origin, pathname, search } = new URL(value, HERE);
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}` : otherwise;
}
