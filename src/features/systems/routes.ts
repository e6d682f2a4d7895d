/** @module `/v1/systems`: the register of an organisation's AI systems. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { changeSystem } from './change-system.ts';
import { presentSystem } from './present-system.ts';
import { registerSystem } from './register-system.ts';
import { NewSystemSchema, SystemChangeSchema, SystemSchema, SystemVersionSchema } from './schema.ts';
import { findSystem, listSystems, listSystemVersions } from './store.ts';

const tags: [string] = ['Systems'];

export function systemRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/systems',
      operationId: 'listSystems',
      tags,
      summary: 'AI systems of the organisation, newest first',
      access: 'systems.read',
      query: {
        q: z.string().max(200).optional().openapi({ description: 'Part of the name, purpose or AI-ID.' }),
        status: z.enum(['active', 'retired']).optional().openapi({ description: 'Only systems in this state.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(SystemSchema).openapi('Systems') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const after = readCursor(query.cursor);
      const rows = await read((trx) =>
        listSystems(trx, { organisationId: actor.tenantId, search: query.q, status: query.status, after, limit }),
      );
      return {
        status: 200,
        body: pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, id }), presentSystem),
      };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/systems',
      operationId: 'registerSystem',
      tags,
      summary: 'Register an AI system',
      access: 'systems.write',
      body: NewSystemSchema,
      bodyExample: { name: 'Trợ lý tuyển dụng', roles: ['deployer'], goLiveOn: '2026-09-01' },
      responses: { 201: { description: 'The system.', headers: ['ETag', 'Location'], schema: SystemSchema } },
    },
    registerSystem,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/systems/{id}',
      operationId: 'getSystem',
      tags,
      summary: 'One system',
      access: 'systems.read',
      responses: { 200: { description: 'The system.', headers: ['ETag'], schema: SystemSchema } },
    },
    async ({ actor, params, read }) => {
      const row = await read((trx) => findSystem(trx, actor.tenantId, params.id!));
      if (!row) throw new Problem('not-found');
      return { status: 200, body: presentSystem(row), headers: { ETag: etagOf(row.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: '/v1/systems/{id}',
      operationId: 'changeSystem',
      tags,
      summary: 'Change an entry of the register',
      description: 'Fields left out stay as they are. A changed `version` is added to the list of versions.',
      access: 'systems.write',
      ifMatch: true,
      body: SystemChangeSchema,
      responses: { 200: { description: 'The system as it is now.', headers: ['ETag'], schema: SystemSchema } },
    },
    changeSystem,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/systems/{id}/versions',
      operationId: 'listSystemVersions',
      tags,
      summary: 'Versions that a system went through',
      access: 'systems.read',
      responses: {
        200: {
          description: 'Oldest first.',
          schema: z.strictObject({ items: z.array(SystemVersionSchema) }).openapi('SystemVersions'),
        },
      },
    },
    async ({ actor, params, read }) => {
      const rows = await read(async (trx) =>
        (await findSystem(trx, actor.tenantId, params.id!))
          ? listSystemVersions(trx, actor.tenantId, params.id!)
          : undefined,
      );
      if (!rows) throw new Problem('not-found');
      const items = rows.map((row) => ({
        number: row.number,
        version: row.version,
        note: row.note,
        since: row.since,
        recordedBy: row.recorded_by,
        recordedAt: row.recorded_at.toISOString(),
      }));
      return { status: 200, body: { items } };
    },
  );
  return app;
}
