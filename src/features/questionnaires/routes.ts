/** @module `/v1/questionnaires`: what is asked, in every version ever published. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type AppContext, type AppEnv, todayInVietNam } from '../../app/context.ts';
import { AsOfParameter, LangParameter, queryOf, refuseInvalid } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { diffVersions } from './diff-versions.ts';
import { getQuestionnaire } from './get-questionnaire.ts';
import { listQuestionnaires } from './list-questionnaires.ts';
import { DifferenceSchema, QuestionnaireListSchema, QuestionnaireSchema } from './schema.ts';

const tags = ['Questionnaires'];
const id = z.string().openapi({ description: 'Id of a questionnaire.', example: 'vn-ai-triage' });
const datedQuery = queryOf({ as_of: AsOfParameter.optional(), lang: LangParameter.optional() });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/questionnaires',
  operationId: 'listQuestionnaires',
  tags,
  summary: 'Questionnaires and their versions',
  request: { query: datedQuery },
  responses: {
    200: {
      description: 'All of them, oldest version first.',
      content: { 'application/json': { schema: QuestionnaireListSchema } },
    },
    ...problemResponses('invalid-parameters'),
  },
});

const currentRoute = createRoute({
  method: 'get',
  path: '/v1/questionnaires/{id}',
  operationId: 'getQuestionnaire',
  tags,
  summary: 'The version to answer on a day',
  request: { params: z.object({ id }), query: datedQuery },
  responses: {
    200: { description: 'The questionnaire.', content: { 'application/json': { schema: QuestionnaireSchema } } },
    ...problemResponses('not-found', 'invalid-parameters'),
  },
});

const versionRoute = createRoute({
  method: 'get',
  path: '/v1/questionnaires/{id}/versions/{version}',
  operationId: 'getQuestionnaireVersion',
  tags,
  summary: 'A published version',
  request: {
    params: z.object({ id, version: z.string().openapi({ description: 'A published version.', example: '2026.1' }) }),
    query: queryOf({ lang: LangParameter.optional() }),
  },
  responses: {
    200: { description: 'The questionnaire.', content: { 'application/json': { schema: QuestionnaireSchema } } },
    ...problemResponses('not-found', 'invalid-parameters'),
  },
});

const version = z.string().openapi({ example: '2026.1' });
const differenceRoute = createRoute({
  method: 'get',
  path: '/v1/questionnaires/{id}/diff',
  operationId: 'diffQuestionnaires',
  tags,
  summary: 'What differs between two versions',
  request: {
    params: z.object({ id }),
    query: queryOf({
      from: version.openapi({ description: 'Default: the version that `to` supersedes.' }).optional(),
      to: version.openapi({ description: 'Default: the newest version.' }).optional(),
      lang: LangParameter.optional(),
    }),
  },
  responses: {
    200: { description: 'Question by question.', content: { 'application/json': { schema: DifferenceSchema } } },
    ...problemResponses('not-found', 'invalid-parameters'),
  },
});

export function questionnaireRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  const day = (asOf: string | undefined): string => asOf ?? todayInVietNam(ctx.clock);
  app.openapi(listRoute, (c) =>
    c.json(listQuestionnaires({ ctx, input: { asOf: day(c.req.valid('query').as_of) } }), 200),
  );
  app.openapi(currentRoute, (c) => {
    const input = { id: c.req.valid('param').id, asOf: day(c.req.valid('query').as_of) };
    return c.json(getQuestionnaire({ ctx, input }) as z.infer<typeof QuestionnaireSchema>, 200);
  });
  app.openapi(versionRoute, (c) =>
    c.json(getQuestionnaire({ ctx, input: c.req.valid('param') }) as z.infer<typeof QuestionnaireSchema>, 200),
  );
  app.openapi(differenceRoute, (c) => {
    const { from, to } = c.req.valid('query');
    return c.json(diffVersions({ ctx, input: { id: c.req.valid('param').id, from, to } }), 200);
  });
  return app;
}
