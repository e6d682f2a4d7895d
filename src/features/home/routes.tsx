/** @module Everything for a reader with a browser: front page, demonstration reports, documentation, problem types. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { LangParameter, queryOf, refuseInvalid } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { isProblemType } from '../../app/problem-types.ts';
import { Problem, requestLanguage } from '../../app/problems.ts';
import { sendPage } from '../../web/layout.tsx';
import { type Format, presentResult } from '../assessments/index.ts';
import { type ApiDocument, DocsPage, docsTitle } from './docs-page.tsx';
import { HomePage, homeTitle, type Showcase, showcases } from './home-page.tsx';
import { ProblemList, ProblemPage, problemListTitle, problemTitle } from './problem-page.tsx';
import { assessExample, findExample } from './show-example.ts';

const query = queryOf({ lang: LangParameter.optional() });
const html = { 'text/html': { schema: { type: 'string' as const } } };

const pageRoute = <P extends string>(path: P, operationId: string, summary: string) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags: ['Pages'],
    summary,
    request: { query },
    responses: {
      200: { description: summary, content: html },
      ...problemResponses('not-found', 'invalid-parameters'),
    },
  });

const homeRoute = pageRoute('/', 'showHome', 'What this is, and systems to look at');
const docsRoute = pageRoute('/docs', 'showDocumentation', 'The API, as a page');
const problemsRoute = pageRoute('/problems', 'listProblems', 'Every kind of problem');
const problemRoute = createRoute({
  ...pageRoute('/problems/{type}', 'showProblem', 'What a kind of problem means'),
  request: {
    query,
    params: z.object({
      type: z.string().openapi({ description: 'The kind, as the last part of `type` of a problem.' }),
    }),
  },
});
const exampleRoute = createRoute({
  method: 'get',
  path: '/examples/{file}',
  operationId: 'showExample',
  tags: ['Pages'],
  summary: 'A demonstration system: report (`id`), PDF (`id.pdf`) or answers (`id.json`)',
  request: {
    query,
    params: z.object({
      file: z
        .string()
        .openapi({ description: 'Id of the example, and what of it.', example: 'credit-scoring-officer' }),
    }),
  },
  responses: {
    200: {
      description: 'The report, or the answer file it was made from.',
      content: {
        ...html,
        'application/pdf': { schema: { type: 'string' as const, format: 'binary' } },
        'application/json': { schema: { type: 'object' as const } },
      },
    },
    ...problemResponses('not-found', 'invalid-parameters', 'printing-unavailable', 'printing-failed'),
  },
});

/** @param document the OpenAPI document of the whole app, asked for when a page needs it */
export function homeRoutes(ctx: AppContext, document: () => object): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  let shown: Showcase[] | undefined;
  app.openapi(homeRoute, (c) => {
    shown ??= showcases(ctx);
    const lang = requestLanguage(c);
    const content = <HomePage ctx={ctx} lang={lang} origin={new URL(c.req.url).origin} shown={shown} />;
    return sendPage(c, { lang, title: homeTitle(lang), content });
  });
  app.openapi(docsRoute, (c) => {
    const lang = requestLanguage(c);
    return sendPage(c, {
      lang,
      title: docsTitle(lang),
      content: <DocsPage document={document() as ApiDocument} lang={lang} />,
    });
  });
  app.openapi(problemsRoute, (c) => {
    const lang = requestLanguage(c);
    return sendPage(c, { lang, title: problemListTitle(lang), content: <ProblemList lang={lang} /> });
  });
  app.openapi(problemRoute, (c) => {
    const { type } = c.req.valid('param');
    if (!isProblemType(type)) throw new Problem('not-found');
    const lang = requestLanguage(c);
    return sendPage(c, { lang, title: problemTitle(type, lang), content: <ProblemPage type={type} lang={lang} /> });
  });
  app.get('/assets/fonts.css', (c) =>
    c.body(ctx.reportAssets.fonts, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    }),
  );
  app.openapi(exampleRoute, (c) => showExample(ctx, c, c.req.valid('param').file) as never);
  return app;
}

async function showExample(ctx: AppContext, c: Context<AppEnv>, file: string): Promise<Response> {
  const [, id, ending] = /^(.*?)(?:\.(json|pdf))?$/s.exec(file)!;
  const input = { id: id! };
  if (ending === 'json') return c.json(findExample({ ctx, input }).data);
  const format: Format = ending === 'pdf' ? 'pdf' : 'html';
  const assessment = assessExample({ ctx, input });
  const { body, headers } = await presentResult({ ctx, input: { assessment, format, lang: requestLanguage(c) } });
  return c.body(body, 200, headers);
}
