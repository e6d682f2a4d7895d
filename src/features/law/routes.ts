/** @module `/v1/law`: the law as the rules hold it, on any day. */
import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { type AppContext, type AppEnv, todayInVietNam } from '../../app/context.ts';
import { AsOfParameter, LangParameter, queryOf, refuseInvalid } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { getCoverage } from './get-coverage.ts';
import { listHighRiskSystems } from './list-high-risk-systems.ts';
import { listInstruments } from './list-instruments.ts';
import { listObligations } from './list-obligations.ts';
import { CoverageSchema, HighRiskListSchema, InstrumentListSchema, ObligationListSchema } from './schema.ts';

const query = queryOf({ as_of: AsOfParameter.optional(), lang: LangParameter.optional() });

const lawRoute = <P extends string, S extends z.ZodType>(path: P, operationId: string, summary: string, schema: S) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags: ['Law'],
    summary,
    request: { query },
    responses: {
      200: { description: summary, content: { 'application/json': { schema } } },
      ...problemResponses('invalid-parameters'),
    },
  });

const instrumentsRoute = lawRoute(
  '/v1/law/instruments',
  'listInstruments',
  'Legal texts, their articles and dates',
  InstrumentListSchema,
);
const obligationsRoute = lawRoute(
  '/v1/law/obligations',
  'listObligations',
  'Duties in force on a day',
  ObligationListSchema,
);
const highRiskRoute = lawRoute(
  '/v1/law/high-risk-systems',
  'listHighRiskSystems',
  'The high-risk list on a day',
  HighRiskListSchema,
);
const coverageRoute = lawRoute(
  '/v1/law/coverage',
  'getCoverage',
  'What the product covers of the law, and how',
  CoverageSchema,
);

export function lawRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  const input = (asOf: string | undefined): { asOf: string } => ({ asOf: asOf ?? todayInVietNam(ctx.clock) });
  app.openapi(instrumentsRoute, (c) => c.json(listInstruments({ ctx, input: input(c.req.valid('query').as_of) }), 200));
  app.openapi(obligationsRoute, (c) =>
    c.json(listObligations({ ctx, input: input(c.req.valid('query').as_of) }) as never, 200),
  );
  app.openapi(highRiskRoute, (c) =>
    c.json(listHighRiskSystems({ ctx, input: input(c.req.valid('query').as_of) }) as never, 200),
  );
  app.openapi(coverageRoute, (c) => c.json(getCoverage({ ctx, input: input(c.req.valid('query').as_of) }), 200));
  return app;
}
