/** @module `/v1/changes`: changes of systems, and the review and notice that followed. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import { findSystem } from '../systems/index.ts';
import { listEntries, presentEntry, TimelineSchema } from '../timeline/index.ts';
import { presentChange } from './present-change.ts';
import { editChange, recordChange } from './record-change.ts';
import { ChangeEditSchema, ChangeSchema, NewChangeSchema } from './schema.ts';
import { type ChangeRow, findChange, listSystemChanges } from './store.ts';

const tags: [string] = ['Changes'];
const path = '/v1/changes/{id}';
const one = { 200: { description: 'The change as it is now.', headers: ['ETag' as const], schema: ChangeSchema } };

/** @throws Problem 404 */
async function requireChange(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<{ row: ChangeRow; roles: string[] }> {
  const row = await findChange(trx, organisationId, id);
  if (!row) throw new Problem('not-found');
  return { row, roles: (await findSystem(trx, organisationId, row.system_id))?.roles ?? [] };
}

export function changeRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  writingRoutes(app, ctx);
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/changes',
      operationId: 'listSystemChanges',
      tags,
      summary: 'Changes of the organisation’s systems, newest first',
      access: 'duties.read',
      query: {
        system: z.string().min(1).max(100).optional().openapi({ description: 'Id of a system.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(ChangeSchema).openapi('SystemChanges') } },
    },
    async ({ ctx: service, actor, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const filter = { organisationId: actor.tenantId, systemId: query.system, after: readCursor(query.cursor), limit };
      const { rows, roles } = await read(async (trx) => {
        const found = await listSystemChanges(trx, filter);
        const systems = new Map<string, string[]>();
        for (const { system_id: id } of found) {
          if (!systems.has(id)) systems.set(id, (await findSystem(trx, actor.tenantId, id))?.roles ?? []);
        }
        return { rows: found, roles: systems };
      });
      const position = ({ created_at, id }: ChangeRow) => ({ at: created_at, id });
      const body = pageOf(rows, limit, position, (row) => presentChange(service, row, roles.get(row.system_id)!));
      return { status: 200, body };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path,
      operationId: 'getSystemChange',
      tags,
      summary: 'One change, with its clocks as they stand now',
      access: 'duties.read',
      responses: one,
    },
    async ({ ctx: service, actor, params, read }) => {
      const { row, roles } = await read((trx) => requireChange(trx, actor.tenantId, params.id!));
      return { status: 200, body: presentChange(service, row, roles), headers: { ETag: etagOf(row.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: `${path}/timeline`,
      operationId: 'getSystemChangeTimeline',
      tags,
      summary: 'What was recorded of a change, and when',
      access: 'duties.read',
      responses: { 200: { description: 'Oldest first.', schema: TimelineSchema } },
    },
    async ({ actor, params, read }) => {
      const rows = await read(async (trx) => {
        const { row } = await requireChange(trx, actor.tenantId, params.id!);
        return listEntries(trx, actor.tenantId, row.id);
      });
      return { status: 200, body: { items: rows.map(presentEntry) } };
    },
  );
  return app;
}

function writingRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/changes',
      operationId: 'recordSystemChange',
      tags,
      summary: 'Record a change of a system',
      description: 'Events of Decree 142, articles 11.1 and 11.2, and routine changes, which ask for nothing (11.4).',
      access: 'duties.write',
      body: NewChangeSchema,
      bodyExample: {
        systemId: 'sys_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
        kind: 'significant_change',
        description: 'Thêm chức năng tự động từ chối hồ sơ',
        happenedOn: '2026-11-02',
        affectsCriteria: 'yes',
      },
      responses: { 201: { description: 'The change.', headers: ['ETag', 'Location'], schema: ChangeSchema } },
    },
    recordChange,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path,
      operationId: 'editSystemChange',
      tags,
      summary: 'Record the review, its result and what followed',
      description: 'Fields left out stay as they are. Nothing is sent to anybody: notices are filed on the Portal.',
      access: 'duties.write',
      ifMatch: true,
      body: ChangeEditSchema,
      responses: one,
    },
    editChange,
  );
}
