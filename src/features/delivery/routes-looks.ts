/** @module `/v1/organisation/report-look`. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { etagOf } from '../../app/read-input.ts';
import { ReportLookSchema } from '../report-templates/index.ts';
import { readLook, saveLook } from './looks.ts';

const tags: [string] = ['Reports'];
const LOOK_LIMIT_BYTES = 3_000_000;

const KeptLookSchema = z
  .strictObject({
    look: ReportLookSchema,
    revision: z.int().openapi({ description: 'Also the ETag; 0 while nothing was saved.' }),
  })
  .openapi('KeptReportLook');

export function lookRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisation/report-look',
      operationId: 'getReportLook',
      tags,
      summary: 'The look of the organisation’s reports',
      access: 'reports.read',
      responses: {
        200: { description: 'The look; empty where none was saved.', headers: ['ETag'], schema: KeptLookSchema },
      },
    },
    async ({ actor, read }) => {
      const kept = await read((trx) => readLook(trx, actor.tenantId));
      return { status: 200, body: kept, headers: { ETag: etagOf(kept.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/organisation/report-look',
      operationId: 'saveReportLook',
      tags,
      summary: 'Give the organisation’s reports a look of their own',
      description:
        'Logo, colour, cover text and sections, without touching code. Templates reach only the report’s own documented values, run nothing and fetch nothing; what could do more is refused with its line and reason. Forms of the law are never changed.',
      access: 'templates.manage',
      ifMatch: true,
      body: ReportLookSchema,
      bodyLimitBytes: LOOK_LIMIT_BYTES,
      bodyExample: { logo: null, accent: '#8c1d40', cover: null, sections: [] },
      responses: { 200: { description: 'Saved.', headers: ['ETag'], schema: KeptLookSchema } },
    },
    saveLook,
  );
}
