/** @module `POST /v1/measure/fairness`, and beside it `POST /v1/measure/workforce`. */
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { parameterIssues, singleValues } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { Problem } from '../../app/problems.ts';
import type { FairnessOutput } from '../../measure/csv/index.ts';
import type { Direction } from '../../measure/fairness/index.ts';
import { bodyKind, refuseDeclared } from './body-limits.ts';
import { type JsonForm, readJson } from './json-body.ts';
import { measureCounts } from './measure-counts.ts';
import { CSV_ADVICE, CSV_LIMIT_BYTES, measureRows } from './measure-rows.ts';
import { readCsvQuery } from './read-csv-query.ts';
import { FairnessReportSchema } from './report-schema.ts';
import { CountsQuery, CsvQuery, FairnessCountsSchema } from './schema.ts';
import { workforceRoutes } from './workforce-routes.ts';

const example = {
  attribute: 'sex',
  groups: { nam: { tp: 90, fp: 20, tn: 60, fn: 30 }, nữ: { tp: 60, fp: 10, tn: 90, fn: 40 } },
};

const fairnessRoute = createRoute({
  method: 'post',
  path: '/v1/measure/fairness',
  operationId: 'measureFairness',
  tags: ['Measurements'],
  summary: 'Measure the gaps between groups',
  description:
    'Takes a CSV file with one person a row (at most 200 MB; which column means what is said in the query), or counts by group as JSON (at most 5 MB). The body is read once and not kept: the result holds counts by group, the SHA-256 of the body, and every row that was left out with its line. Groups under 10 people are not shown. A result of "no evidence" does not prove that a system is fair.',
  request: {
    query: CsvQuery,
    body: {
      required: true,
      content: {
        'text/csv': { schema: { type: 'string' }, example: 'label,decision,sex\n1,1,nam\n0,0,nữ\n' },
        'application/json': { schema: FairnessCountsSchema, example },
      },
    },
  },
  responses: {
    200: { description: 'The measurement.', content: { 'application/json': { schema: FairnessReportSchema } } },
    ...problemResponses(
      'malformed-body',
      'method-not-allowed',
      'body-too-large',
      'unsupported-media-type',
      'invalid-table',
      'invalid-counts',
      'invalid-parameters',
      'bad-request',
    ),
  },
});

const KINDS = { 'text/csv': 'csv', 'text/tab-separated-values': 'csv', 'application/json': 'json' } as const;
const SHOWN = ['text/csv', 'application/json'];

const countsForm: JsonForm = {
  send: {
    vi: 'Gửi {"groups": {"tên nhóm": {"tp": 1, "fp": 2, "tn": 3, "fn": 4}}}, mã hóa UTF-8, mỗi khóa một lần',
    en: 'Send {"groups": {"name": {"tp": 1, "fp": 2, "tn": 3, "fn": 4}}} in UTF-8, each key once',
  },
  advice: CSV_ADVICE,
};

export function measurementRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  // Registered by hand: the generated validator would hold the whole body.
  app.openAPIRegistry.registerPath(fairnessRoute);
  app.post(fairnessRoute.path, async (c) => {
    const { raw } = c.req;
    const output =
      bodyKind(raw.headers, KINDS, SHOWN) === 'csv'
        ? await measureCsv(raw, c.req.queries())
        : measureCounts(await readJson(raw, countsForm), outcomeOf(c.req.queries()));
    return c.json(output, 200, { 'Cache-Control': 'no-store' });
  });
  app.route('/', workforceRoutes(ctx));
  return app;
}

function measureCsv({ headers, body }: Request, queries: Record<string, string[]>): Promise<FairnessOutput> {
  refuseDeclared(headers, CSV_LIMIT_BYTES, CSV_ADVICE);
  return measureRows(body, readCsvQuery(queries));
}

function outcomeOf(queries: Record<string, string[]>): Direction | undefined {
  const parsed = CountsQuery.safeParse(singleValues(queries));
  if (!parsed.success) throw new Problem('invalid-parameters', undefined, { issues: parameterIssues(parsed.error) });
  return parsed.data.outcome;
}
