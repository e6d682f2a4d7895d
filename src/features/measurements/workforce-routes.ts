/** @module `POST /v1/measure/workforce`. */
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { workforceJson } from '../../measure/workforce/index.ts';
import { bodyKind } from './body-limits.ts';
import { type JsonForm, readJson } from './json-body.ts';
import { measurePlan } from './measure-plan.ts';
import { WorkforceReportSchema } from './plan-report-schema.ts';
import { PlanQuery, WorkforcePlanSchema } from './plan-schema.ts';

const example = {
  technology: 'generative',
  occupations: [{ code: '4222', headcount: 140, coverage: 0.6, intent: 'replace' }],
};

const workforceRoute = createRoute({
  method: 'post',
  path: '/v1/measure/workforce',
  operationId: 'measureWorkforce',
  tags: ['Measurements'],
  summary: 'Measure what a change of technology means for jobs',
  description:
    'Takes a plan as JSON (at most 5 MB): occupations with headcount, coverage and intent, what becomes of the people, consultation, notices, job-loss allowance. Nothing is kept. The answer is what `luongtri workforce --format json` prints for the same plan and day, byte for byte. Exposure is not job loss, and what is not measured stays open.',
  request: {
    query: PlanQuery,
    body: { required: true, content: { 'application/json': { schema: WorkforcePlanSchema, example } } },
  },
  responses: {
    200: { description: 'The measurement.', content: { 'application/json': { schema: WorkforceReportSchema } } },
    ...problemResponses(
      'malformed-body',
      'method-not-allowed',
      'body-too-large',
      'unsupported-media-type',
      'invalid-plan',
      'invalid-parameters',
      'bad-request',
    ),
  },
});

const planForm: JsonForm = {
  send: {
    vi: 'Gửi {"technology": "generative", "occupations": [{"code": "4222", "headcount": 140, "coverage": 0.6, "intent": "replace"}]}, mã hóa UTF-8, mỗi khóa một lần',
    en: 'Send {"technology": "generative", "occupations": [{"code": "4222", "headcount": 140, "coverage": 0.6, "intent": "replace"}]} in UTF-8, each key once',
  },
  advice: {
    vi: 'Gộp những người cùng nghề, cùng mức lương thành một mục.',
    en: 'Put people of the same occupation and wage into one entry.',
  },
};

export function workforceRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  // Registered by hand: the generated validator would stop short of the reader's remedies and see no repeated key.
  app.openAPIRegistry.registerPath(workforceRoute);
  app.post(workforceRoute.path, async (c) => {
    bodyKind(c.req.raw.headers, { 'application/json': 'json' }, ['application/json']);
    const output = measurePlan(ctx, await readJson(c.req.raw, planForm), c.req.queries());
    return c.body(workforceJson(output), 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  });
  return app;
}
