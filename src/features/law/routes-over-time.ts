/** @module `/v1/law/changes` and `/v1/law/calendar`: the law between two days, and the dates to come. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type AppContext, type AppEnv, todayInVietNam } from '../../app/context.ts';
import { AsOfParameter, LangParameter, queryOf, refuseInvalid } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { requestLanguage } from '../../app/problems.ts';
import { headersOf } from '../../app/response-headers.ts';
import { ACTORS, type Actor, TIERS, type Tier } from '../../engine/index.ts';
import { type CalendarInput, getCalendar } from './get-calendar.ts';
import { listChanges } from './list-changes.ts';
import { CalendarSchema, ChangeListSchema } from './schema-over-time.ts';
import { writeIcs } from './write-ics.ts';

const tags = ['Law'];
const lang = LangParameter.optional();
const day = AsOfParameter.openapi({ format: 'date', example: '2026-05-01' });

const changesRoute = createRoute({
  method: 'get',
  path: '/v1/law/changes',
  operationId: 'listLawChanges',
  tags,
  summary: 'What became law, changed or ended between two dates',
  request: {
    query: queryOf({
      from: day.openapi({ description: 'First day, inclusive. Default: a year before `to`.' }).optional(),
      to: day.openapi({ description: 'Last day, inclusive. Default: today in Viet Nam.' }).optional(),
      lang,
    }),
  },
  responses: {
    200: { description: 'In order of date.', content: { 'application/json': { schema: ChangeListSchema } } },
    ...problemResponses('invalid-parameters'),
  },
});

const calendarQuery = queryOf({
  as_of: AsOfParameter.optional(),
  tier: z.enum(TIERS).openapi({ description: 'Leaves out duties that this tier rules out.' }).optional(),
  role: z
    .enum(ACTORS)
    .exclude(['anyone'])
    .openapi({ description: 'Only duties of this role, and of everyone.' })
    .optional(),
  lang,
});

const calendarRoute = createRoute({
  method: 'get',
  path: '/v1/law/calendar',
  operationId: 'getLawCalendar',
  tags,
  summary: 'Dates of the law from a day on',
  request: { query: calendarQuery },
  responses: {
    200: { description: 'In order of date.', content: { 'application/json': { schema: CalendarSchema } } },
    ...problemResponses('invalid-parameters'),
  },
});

const fileRoute = createRoute({
  method: 'get',
  path: '/v1/law/calendar.ics',
  operationId: 'getLawCalendarFile',
  tags,
  summary: 'The same dates as an iCalendar file',
  request: { query: calendarQuery },
  responses: {
    200: {
      description: 'iCalendar (RFC 5545).',
      headers: headersOf('Content-Disposition'),
      content: { 'text/calendar': { schema: { type: 'string' as const } } },
    },
    ...problemResponses('invalid-parameters'),
  },
});

const yearBefore = (date: string): string =>
  `${String(Math.max(0, Number(date.slice(0, 4)) - 1)).padStart(4, '0')}${date.slice(4).replace('-02-29', '-02-28')}`;

export function overTimeRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  const today = (): string => todayInVietNam(ctx.clock);
  const calendarOf = ({
    as_of,
    tier,
    role,
  }: {
    as_of?: string | undefined;
    tier?: Tier | undefined;
    role?: Actor | undefined;
  }) => {
    const input: CalendarInput = { asOf: as_of ?? today(), tier, role };
    return getCalendar({ ctx, input });
  };
  app.openapi(changesRoute, (c) => {
    const { from, to = today() } = c.req.valid('query');
    return c.json(listChanges({ ctx, input: { from: from ?? yearBefore(to), to } }), 200);
  });
  app.openapi(calendarRoute, (c) => c.json(calendarOf(c.req.valid('query')), 200));
  app.openapi(fileRoute, (c) =>
    c.body(writeIcs(calendarOf(c.req.valid('query')), requestLanguage(c)), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="luongtri-law.ics"',
      Vary: 'Accept-Language',
    }),
  );
  return app;
}
