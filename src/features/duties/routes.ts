/** @module `/v1/duties`: every dated duty of the organisation, as a list and as a calendar; when to be reminded. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { type AppContext, type AppEnv, todayInVietNam } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageQuery } from '../../app/page.ts';
import { LangParameter } from '../../app/parameters.ts';
import { Problem, requestLanguage } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { citationsOf } from '../law/index.ts';
import { findSystem } from '../systems/index.ts';
import { calendarFile } from './calendar-file.ts';
import { collectDuties } from './collect-duties.ts';
import { DUTY_STATES, placeOf } from './duty.ts';
import { readPlace, writePlace } from './page-place.ts';
import { reminderSettings, SETTING } from './reminder-settings.ts';
import { feedRoutes } from './routes-feeds.ts';
import { DutyListSchema, ReminderSettingsSchema } from './schema.ts';
import { readSettings, writeSetting } from './store.ts';

const tags: [string] = ['Duties'];
const SystemParameter = z.string().min(1).max(100).optional().openapi({ description: 'Id of a system.' });

export function dutyRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  listRoutes(app, ctx);
  reminderRoutes(app, ctx);
  feedRoutes(app, ctx);
  return app;
}

async function requireSystem(trx: Trx, organisationId: string, id: string | undefined): Promise<void> {
  if (id !== undefined && !(await findSystem(trx, organisationId, id))) throw new Problem('not-found');
}

function listRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/duties',
      operationId: 'listDuties',
      tags,
      summary: 'Every dated duty, and every reason to assess again, earliest first',
      description:
        'From the last submission of each system in use, incidents, changes, findings of reviews, and what changed since; what an incident or a higher level asks stays when the system is retired. Days are days in Viet Nam.',
      access: 'duties.read',
      query: {
        system: SystemParameter,
        state: z.enum(DUTY_STATES).optional().openapi({ description: 'Only duties in this state.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'As of today in Viet Nam.', schema: DutyListSchema } },
      problems: ['not-found'],
    },
    async ({ ctx: service, actor, query, read }) => {
      const { duties } = await read(async (trx) => {
        await requireSystem(trx, actor.tenantId, query.system);
        return collectDuties(service, trx, { organisationId: actor.tenantId, systemId: query.system });
      });
      const { limit = PAGE_LIMIT, state, cursor } = query;
      const after = cursor === undefined ? '' : readPlace(cursor);
      const rest = duties.filter((duty) => (state === undefined || duty.state === state) && placeOf(duty) > after);
      const page = rest.slice(0, limit);
      const next = rest.length > limit ? writePlace(placeOf(page.at(-1)!)) : null;
      const citations = citationsOf(service.engine.law, page);
      return { status: 200, body: { asOf: todayInVietNam(service.clock), duties: page, next, citations } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/duties/calendar.ics',
      operationId: 'getDutyCalendar',
      tags,
      summary: 'The same as an iCalendar file',
      description:
        'What has no day stands together under today. For a calendar program, which sends no key, make a feed at /v1/duty-feeds.',
      access: 'duties.read',
      query: { system: SystemParameter, lang: LangParameter.optional() },
      responses: {
        200: {
          description: 'iCalendar (RFC 5545).',
          headers: ['Content-Disposition'],
          schema: z.string(),
          mediaTypes: ['text/calendar'],
        },
      },
      problems: ['not-found'],
    },
    async ({ ctx: service, c, actor, query, read }) => {
      const file = await read(async (trx) => {
        await requireSystem(trx, actor.tenantId, query.system);
        const filter = { organisationId: actor.tenantId, systemId: query.system };
        return calendarFile(service, trx, filter, requestLanguage(c));
      });
      return { status: 200, ...file };
    },
  );
}

function reminderRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  const answer = { 200: { description: 'The settings as they are now.', schema: ReminderSettingsSchema } };
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/duties/reminders',
      operationId: 'getReminderSettings',
      tags,
      summary: 'When and how the organisation is reminded',
      access: 'duties.read',
      responses: answer,
    },
    async ({ actor, read }) => {
      const settings = await read((trx) => readSettings(trx, actor.tenantId));
      return { status: 200, body: reminderSettings(settings) };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/duties/reminders',
      operationId: 'setReminderSettings',
      tags,
      summary: 'Set when and how the organisation is reminded',
      access: 'organisation.manage',
      body: ReminderSettingsSchema,
      bodyExample: {
        daysBefore: [30, 7, 1, 0],
        overdueEveryDays: 7,
        mail: true,
        webhook: true,
        roles: ['owner', 'manager'],
      },
      responses: answer,
    },
    ({ ctx: service, actor, body, write, event }) =>
      write(async (trx) => {
        await writeSetting(trx, actor.organisation.id, SETTING, body, service.clock.now());
        await event(trx, 'duty.reminders_set', actor.organisation.id, body);
        return { status: 200, body };
      }),
  );
}
