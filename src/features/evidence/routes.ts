/** @module `/v1/evidence`: files and links that answers rest on. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { RealDateSchema } from '../../app/schemas.ts';
import { addLink, changeEvidence, removeEvidence } from './change-evidence.ts';
import { MEDIA_TYPES } from './file-types.ts';
import { presentEvidence } from './present-evidence.ts';
import { contentRoutes } from './routes-content.ts';
import { useRoutes } from './routes-uses.ts';
import { EvidenceChangeSchema, EvidenceSchema, FileQuery, NewLinkSchema } from './schema.ts';
import { findEvidence, listEvidence } from './store.ts';
import { uploadFile } from './upload-file.ts';

const tags: [string] = ['Evidence'];

export const KINDS_TOLD =
  'Kept are PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPEG, WebP, and text, CSV or JSON in UTF-8, up to 25 MB. What a file is, its content decides. Refused are macros, archives, HTML, SVG and programs.';

export function evidenceRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/evidence',
      operationId: 'listEvidence',
      tags,
      summary: 'Evidence of the organisation, newest first',
      access: 'evidence.read',
      query: {
        q: z.string().max(200).optional().openapi({ description: 'Part of the title, note or file name.' }),
        assessment_id: z.string().max(100).optional().openapi({ description: 'Only what serves its questions.' }),
        expired_on: RealDateSchema.optional().openapi({ description: 'Only what no longer counts on this day.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(EvidenceSchema).openapi('EvidenceList') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const after = readCursor(query.cursor);
      const filter = { search: query.q, assessmentId: query.assessment_id, expiredOn: query.expired_on };
      const rows = await read((trx) => listEvidence(trx, { organisationId: actor.tenantId, ...filter, after, limit }));
      return {
        status: 200,
        body: pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, id }), presentEvidence),
      };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/evidence/files',
      operationId: 'uploadEvidence',
      tags,
      summary: 'Add a file',
      description: `The body is the file itself. ${KINDS_TOLD}`,
      access: 'evidence.write',
      query: FileQuery,
      rawBody: { mediaTypes: [...MEDIA_TYPES, 'application/octet-stream'] },
      responses: { 201: { description: 'The item.', headers: ['ETag', 'Location'], schema: EvidenceSchema } },
      problems: ['body-too-large', 'unsupported-media-type', 'bad-request', 'file-refused', 'storage-quota'],
    },
    uploadFile,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/evidence/links',
      operationId: 'addEvidenceLink',
      tags,
      summary: 'Add a link',
      description: 'The address is kept and shown; the server never visits it.',
      access: 'evidence.write',
      body: NewLinkSchema,
      bodyExample: {
        href: 'https://example.vn/chinh-sach.pdf',
        title: 'Chính sách sử dụng AI',
        validUntil: '2027-06-30',
      },
      responses: { 201: { description: 'The item.', headers: ['ETag', 'Location'], schema: EvidenceSchema } },
    },
    addLink,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/evidence/{id}',
      operationId: 'getEvidence',
      tags,
      summary: 'One item',
      access: 'evidence.read',
      responses: { 200: { description: 'The item.', headers: ['ETag'], schema: EvidenceSchema } },
    },
    async ({ actor, params, read }) => {
      const row = await read((trx) => findEvidence(trx, actor.tenantId, params.id!));
      if (!row) throw new Problem('not-found');
      return { status: 200, body: presentEvidence(row), headers: { ETag: etagOf(row.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: '/v1/evidence/{id}',
      operationId: 'changeEvidence',
      tags,
      summary: 'Change what is said about an item',
      description: 'Fields left out stay as they are. Submissions keep what was said when they were made.',
      access: 'evidence.write',
      ifMatch: true,
      body: EvidenceChangeSchema,
      responses: { 200: { description: 'The item as it is now.', headers: ['ETag'], schema: EvidenceSchema } },
    },
    changeEvidence,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/evidence/{id}',
      operationId: 'deleteEvidence',
      tags,
      summary: 'Delete an item that nothing rests on',
      access: 'evidence.write',
      ifMatch: true,
      responses: { 204: { description: 'Deleted, with its bytes.' } },
    },
    removeEvidence,
  );
  contentRoutes(app, ctx);
  useRoutes(app, ctx);
  return app;
}
