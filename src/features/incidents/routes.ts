/** @module `/v1/incidents`: the register of incidents, with the clocks of the law. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { etagOf } from '../../app/read-input.ts';
import { findSystem } from '../systems/index.ts';
import { listEntries, presentEntry, TimelineSchema } from '../timeline/index.ts';
import { changeIncident } from './change-incident.ts';
import { loadIncident } from './load-incident.ts';
import { presentIncident } from './present-incident.ts';
import { addNote, recordFiling, withdraw } from './record-filing.ts';
import { registerIncident } from './register-incident.ts';
import {
  IncidentChangeSchema,
  IncidentSchema,
  NewFilingSchema,
  NewIncidentSchema,
  NoteSchema,
  WithdrawalSchema,
} from './schema.ts';
import { listFilings, listIncidents } from './store.ts';

const tags: [string] = ['Incidents'];
const one = { 200: { description: 'The incident as it is now.', headers: ['ETag' as const], schema: IncidentSchema } };
const made = { 201: { description: 'The incident as it is now.', headers: ['ETag' as const], schema: IncidentSchema } };

export function incidentRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  readingRoutes(app, ctx);
  const path = '/v1/incidents';
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path,
      operationId: 'registerIncident',
      tags,
      summary: 'Register an incident',
      description:
        'Answers to the tests of Decree 142, article 19, may be unknown: the time limits that are then still possible are all shown.',
      access: 'duties.write',
      body: NewIncidentSchema,
      bodyExample: {
        systemId: 'sys_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
        title: 'Trợ lý trả lời sai liều thuốc',
        detectedAt: '2026-11-20T08:10:00+07:00',
        confirmedAt: '2026-11-20T15:00:00+07:00',
        test: { lifeOrHealth: 'yes' },
      },
      responses: { 201: { ...made[201], headers: ['ETag', 'Location'] } },
    },
    registerIncident,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: `${path}/{id}`,
      operationId: 'changeIncident',
      tags,
      summary: 'Change what is known of an incident',
      description: 'Fields left out stay as they are. What was known before stays in the timeline.',
      access: 'duties.write',
      ifMatch: true,
      body: IncidentChangeSchema,
      responses: one,
    },
    changeIncident,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${path}/{id}/filings`,
      operationId: 'recordIncidentFiling',
      tags,
      summary: 'Record that something was filed, with its reference',
      description: 'Nothing is sent to anybody: filing is done on the Portal, and recorded here.',
      access: 'duties.write',
      body: NewFilingSchema,
      responses: made,
    },
    recordFiling,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${path}/{id}/filings/{filing}/withdrawal`,
      operationId: 'withdrawIncidentFiling',
      tags,
      summary: 'Withdraw a filing that was recorded wrongly',
      description: 'The entry stays and is no longer counted.',
      access: 'duties.write',
      body: WithdrawalSchema,
      responses: one,
    },
    withdraw,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${path}/{id}/notes`,
      operationId: 'noteIncident',
      tags,
      summary: 'Add a note to the timeline',
      access: 'duties.write',
      body: NoteSchema,
      responses: made,
    },
    addNote,
  );
  return app;
}

function readingRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/incidents',
      operationId: 'listIncidents',
      tags,
      summary: 'Incidents of the organisation, newest first',
      access: 'duties.read',
      query: {
        system: z.string().min(1).max(100).optional().openapi({ description: 'Id of a system.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(IncidentSchema).openapi('Incidents') } },
    },
    async ({ ctx: service, actor, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const filter = { organisationId: actor.tenantId, systemId: query.system, after: readCursor(query.cursor), limit };
      const { rows, filings, roles } = await read(async (trx) => {
        const found = await listIncidents(trx, filter);
        const systems = new Map<string, string[]>();
        for (const { system_id: id } of found) {
          if (!systems.has(id)) systems.set(id, (await findSystem(trx, actor.tenantId, id))?.roles ?? []);
        }
        const ids = found.map(({ id }) => id);
        return { rows: found, filings: await listFilings(trx, actor.tenantId, ids), roles: systems };
      });
      const body = pageOf(
        rows,
        limit,
        ({ created_at, id }) => ({ at: created_at, id }),
        (row) => presentIncident(service, row, { filings, roles: roles.get(row.system_id)! }),
      );
      return { status: 200, body };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/incidents/{id}',
      operationId: 'getIncident',
      tags,
      summary: 'One incident, with its clocks as they stand now',
      access: 'duties.read',
      responses: one,
    },
    async ({ ctx: service, actor, params, read }) => {
      const { row, ...around } = await read((trx) => loadIncident(trx, actor.tenantId, params.id!));
      return { status: 200, body: presentIncident(service, row, around), headers: { ETag: etagOf(row.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/incidents/{id}/timeline',
      operationId: 'getIncidentTimeline',
      tags,
      summary: 'What happened to an incident and to its entry',
      access: 'duties.read',
      responses: { 200: { description: 'Oldest first.', schema: TimelineSchema } },
    },
    async ({ actor, params, read }) => {
      const rows = await read(async (trx) => {
        const { row } = await loadIncident(trx, actor.tenantId, params.id!);
        return listEntries(trx, actor.tenantId, row.id);
      });
      return { status: 200, body: { items: rows.map(presentEntry) } };
    },
  );
}
