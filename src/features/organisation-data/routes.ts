/** @module `/v1/organisation/export` and `/v1/organisation/deletion`: all of an organisation, taken along or removed. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { scopeOf } from '../../app/actor.ts';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { deleteOrganisation } from './delete-organisation.ts';
import { DeletionSchema } from './schema.ts';
import { spoolExport } from './spool-export.ts';

const tags: [string] = ['Organisations'];

export function organisationDataRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisation/export',
      operationId: 'exportOrganisation',
      tags,
      summary: 'Everything the organisation has here',
      description:
        'JSON Lines: rows of every table, files included, as of one moment. Members are named by id. Each table ends in a count and a hash, the file in an `end` line: without one it is not whole. `luongtri import` reads it into another service.',
      access: 'organisation.export',
      responses: {
        200: {
          description: 'The lines.',
          headers: ['Content-Disposition'],
          schema: z.string(),
          mediaTypes: ['application/jsonl'],
        },
      },
    },
    async ({ ctx: service, actor, write, event }) => {
      await write(async (trx) => {
        await event(trx, 'organisation.exported', actor.tenantId);
        return { status: 200 };
      });
      const lines = await spoolExport(service.db, scopeOf(actor), actor.tenantId);
      return {
        status: 200,
        body: streamOf(lines),
        headers: {
          'Content-Type': 'application/jsonl',
          'Content-Disposition': `attachment; filename="${actor.tenantId}.jsonl"`,
        },
      };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/organisation/deletion',
      operationId: 'deleteOrganisation',
      tags,
      summary: 'Delete the organisation and everything it has here',
      description:
        'Cannot be undone: export first. Events stay in the log; they hold ids and hashes, no names. Attestations stay as withdrawn, without their content.',
      access: 'organisation.manage',
      body: DeletionSchema,
      bodyExample: { name: 'Công ty TNHH Minh Tâm' },
      responses: { 204: { description: 'Deleted.' } },
    },
    deleteOrganisation,
  );
  return app;
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
