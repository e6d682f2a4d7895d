/** @module `POST /v1/measure/fairness`. */
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { parameterIssues, singleValues } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { Problem } from '../../app/problems.ts';
import { JSON_LIMIT_BYTES, measureCounts } from './measure-counts.ts';
import { CSV_LIMIT_BYTES, endedEarly, measureRows, tooLarge } from './measure-rows.ts';
import { readCsvQuery } from './read-csv-query.ts';
import { FairnessReportSchema } from './report-schema.ts';
import { CountsQuery, CsvQuery, FairnessCountsSchema } from './schema.ts';

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
    ),
  },
});

export function measurementRoutes(_ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  // Registered by hand: the generated validator would hold the whole body.
  app.openAPIRegistry.registerPath(fairnessRoute);
  app.post(fairnessRoute.path, async (c) => {
    const kind = bodyKind(c.req.raw.headers);
    refuseDeclared(c.req.raw.headers, kind === 'csv' ? CSV_LIMIT_BYTES : JSON_LIMIT_BYTES);
    const output =
      kind === 'csv'
        ? await measureRows(c.req.raw.body, readCsvQuery(c.req.queries()))
        : measureCounts(await readJson(c.req.raw), outcomeOf(c.req.queries()));
    return c.json(output, 200, { 'Cache-Control': 'no-store' });
  });
  return app;
}

/** @throws Problem 415 */
function bodyKind(headers: Headers): 'csv' | 'json' {
  const type = (headers.get('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase();
  const encoding = headers.get('Content-Encoding')?.trim().toLowerCase();
  if (!encoding || encoding === 'identity') {
    if (type === 'text/csv' || type === 'text/tab-separated-values') return 'csv';
    if (type === 'application/json') return 'json';
  }
  const detail = {
    vi: 'Gửi text/csv hoặc application/json, không nén.',
    en: 'Send text/csv or application/json, not compressed.',
  };
  throw new Problem('unsupported-media-type', detail, { headers: { Accept: 'text/csv, application/json' } });
}

function refuseDeclared(headers: Headers, limitBytes: number): void {
  const declared = headers.get('Content-Length');
  if (declared !== null && !(Number(declared) <= limitBytes)) throw tooLarge(limitBytes);
}

async function readJson(request: Request): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(endedEarly);
    if (done) break;
    length += value.byteLength;
    if (length > JSON_LIMIT_BYTES) {
      reader.cancel().catch(() => undefined);
      throw tooLarge(JSON_LIMIT_BYTES);
    }
    pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

function outcomeOf(queries: Record<string, string[]>) {
  const parsed = CountsQuery.safeParse(singleValues(queries));
  if (!parsed.success) throw new Problem('invalid-parameters', undefined, { issues: parameterIssues(parsed.error) });
  return parsed.data.outcome;
}
