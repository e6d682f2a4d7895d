/** @module `POST /v1/assess`. */
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { parseBody, unreadable } from '../../app/body/parse-body.ts';
import { BODY_LIMIT_BYTES, bodyFormat, readBody } from '../../app/body/read-body.ts';
import { chooseFormat } from '../../app/choose-format.ts';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { parameterIssues, singleValues } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { requestLanguage } from '../../app/problems.ts';
import { assessAnswers } from './assess-answers.ts';
import { MEDIA_TYPES } from './formats.ts';
import { presentResult } from './present-result.ts';
import { ResultSchema } from './result-schema.ts';
import { AnswerFileSchema, AssessQuery } from './schema.ts';

const example = { system: { name: 'Demo' }, answers: {} };

const assessRoute = createRoute({
  method: 'post',
  path: '/v1/assess',
  operationId: 'assess',
  tags: ['Assessments'],
  summary: 'Assess an AI system under the law of one day',
  description:
    'Takes an answer file as JSON (at most 1 MB) or YAML (at most 128 KB) and keeps nothing. The same answers, day and content give the same bytes. Unanswered questions stay open: they widen the result and never count as "no".',
  request: {
    query: AssessQuery,
    body: {
      required: true,
      content: {
        'application/json': { schema: AnswerFileSchema, example },
        'application/yaml': { schema: AnswerFileSchema },
      },
    },
  },
  responses: {
    200: {
      description: 'The result, or its report, in the form asked for.',
      content: {
        'application/json': { schema: ResultSchema },
        'text/html': { schema: { type: 'string' } },
        'application/pdf': { schema: { type: 'string', format: 'binary' } },
        'text/plain': { schema: { type: 'string' } },
      },
    },
    ...problemResponses(
      'malformed-body',
      'method-not-allowed',
      'not-acceptable',
      'body-too-large',
      'unsupported-media-type',
      'invalid-answers',
      'invalid-parameters',
      'bad-request',
      'printing-unavailable',
      'printing-failed',
    ),
  },
});

export function assessmentRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  // Registered by hand: the generated validator would parse a JSON body a second time, and knows no YAML.
  app.openAPIRegistry.registerPath(assessRoute);
  app.post(assessRoute.path, async (c) => {
    const query = AssessQuery.safeParse(singleValues(c.req.queries()));
    const format = chooseFormat(MEDIA_TYPES, c.req.query('format'), c.req.header('Accept'));
    const bodyKind = bodyFormat(c.req.raw.headers);
    const parsed = parseBody(await readBody(c.req.raw, BODY_LIMIT_BYTES[bodyKind]), bodyKind);
    if ('issues' in parsed) throw unreadable(parsed.issues);
    const assessment = assessAnswers({
      ctx,
      input: {
        data: parsed.data,
        asOf: query.data?.as_of,
        trace: query.data?.trace === 'true',
        deep: query.data?.deep === 'true',
        issues: query.success ? [] : parameterIssues(query.error),
      },
    });
    const { body, headers } = await presentResult({ ctx, input: { assessment, format, lang: requestLanguage(c) } });
    return c.body(body, 200, headers);
  });
  return app;
}
