/** @module The bytes of an item: the present ones, earlier ones, and how long they are kept. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { MEDIA_TYPES } from './file-types.ts';
import { presentVersion } from './present-evidence.ts';
import { EvidenceSchema, EvidenceVersionSchema, ReplaceQuery, RetentionSchema } from './schema.ts';
import { sendFile } from './send-file.ts';
import { findVersion, listVersions } from './store.ts';
import { findRetention, setRetention } from './store-retention.ts';
import { replaceFile } from './upload-file.ts';

const tags: [string] = ['Evidence'];

export const FileSchema = z.string().openapi({ format: 'binary' });

export function contentRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/evidence/{id}/content',
      operationId: 'downloadEvidence',
      tags,
      summary: 'The file itself',
      description: 'Always as an attachment; a browser opens nothing of it in the site of the service.',
      access: 'evidence.read',
      query: {
        version: z.coerce
          .number()
          .int()
          .min(1)
          .max(1_000_000)
          .optional()
          .openapi({ description: 'Default: the last.' }),
      },
      responses: {
        200: {
          description: 'Its bytes.',
          headers: ['Content-Disposition', 'ETag'],
          schema: FileSchema,
          mediaTypes: MEDIA_TYPES,
        },
      },
      problems: ['conflict'],
    },
    async ({ actor, params, query, read }) => {
      const row = await read((trx) => findVersion(trx, actor.tenantId, params.id!, query.version));
      if (!row) throw new Problem('not-found');
      return sendFile(row, read);
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/evidence/{id}/content',
      operationId: 'replaceEvidence',
      tags,
      summary: 'Replace the file by a newer one',
      description: 'The body is the file itself. Earlier versions are kept; submissions keep the one they rest on.',
      access: 'evidence.write',
      ifMatch: true,
      query: ReplaceQuery,
      rawBody: { mediaTypes: [...MEDIA_TYPES, 'application/octet-stream'] },
      responses: { 200: { description: 'The item with its new version.', headers: ['ETag'], schema: EvidenceSchema } },
      problems: ['body-too-large', 'unsupported-media-type', 'bad-request', 'file-refused', 'storage-quota'],
    },
    replaceFile,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/evidence/{id}/versions',
      operationId: 'listEvidenceVersions',
      tags,
      summary: 'Every file or address the item had',
      access: 'evidence.read',
      responses: {
        200: {
          description: 'Oldest first.',
          schema: z.strictObject({ items: z.array(EvidenceVersionSchema) }).openapi('EvidenceVersions'),
        },
      },
    },
    async ({ actor, params, read }) => {
      const rows = await read((trx) => listVersions(trx, actor.tenantId, params.id!));
      if (rows.length === 0) throw new Problem('not-found');
      return { status: 200, body: { items: rows.map(presentVersion) } };
    },
  );
  retentionRoutes(app, ctx);
}

function retentionRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  const responses = { 200: { description: 'The rule.', schema: RetentionSchema } };
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/evidence-retention',
      operationId: 'getEvidenceRetention',
      tags,
      summary: 'How long files are kept',
      access: 'evidence.read',
      responses,
    },
    async ({ actor, read }) => {
      const row = await read((trx) => findRetention(trx, actor.tenantId));
      return { status: 200, body: { keepYears: row?.keep_years ?? null } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/evidence-retention',
      operationId: 'setEvidenceRetention',
      tags,
      summary: 'Set how long files are kept',
      description:
        'The bytes of a file are removed so many years after it was last uploaded or submitted, unless an assessment that is still going on rests on it. Its name, dates and hash stay. Without a rule files are kept for ever. Check which periods of keeping records the law sets for you.',
      access: 'evidence.retain',
      body: RetentionSchema,
      bodyExample: { keepYears: 10 },
      responses,
    },
    async ({ ctx: service, actor, body, write, event }) =>
      write(async (trx) => {
        await setRetention(trx, actor.tenantId, body.keepYears, { set_by: actor.id, set_at: service.clock.now() });
        await event(trx, 'evidence.retention_set', actor.tenantId, { keepYears: body.keepYears });
        return { status: 200, body };
      }),
  );
}
