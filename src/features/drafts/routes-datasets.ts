/** @module `/v1/assessments/{id}/datasets`: the data sets that answers name, and their history. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { LimitParameter, PAGE_LIMIT } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { removeDataset, saveDataset } from './save-dataset.ts';
import { DatasetChangeSchema, NewDatasetSchema, SavedAnswersSchema } from './schema.ts';
import { findAssessment } from './store.ts';
import { listDatasetChanges } from './store-datasets.ts';

const tags: [string] = ['Drafts'];
const REVISION_MAX = 2_147_483_647;

export function datasetRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/assessments/{id}/datasets/{dataset}',
      operationId: 'saveDataset',
      tags,
      summary: 'Keep counts by group, or a workforce plan, for the answers that name it',
      access: 'assessments.write',
      ifMatch: true,
      body: NewDatasetSchema,
      bodyLimitBytes: 5_000_000,
      responses: { 200: { description: 'Kept.', headers: ['ETag'], schema: SavedAnswersSchema } },
      problems: ['invalid-answers'],
    },
    saveDataset,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/assessments/{id}/datasets/{dataset}',
      operationId: 'removeDataset',
      tags,
      summary: 'Remove a data set that no answer names',
      access: 'assessments.write',
      ifMatch: true,
      responses: { 200: { description: 'Removed.', headers: ['ETag'], schema: SavedAnswersSchema } },
    },
    removeDataset,
  );
  registerHistory(app, ctx);
}

function registerHistory(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/datasets/{dataset}/history',
      operationId: 'listDatasetChanges',
      tags,
      summary: 'Who changed a data set, when, and from what to what',
      access: 'assessments.read',
      query: {
        before: z.coerce.number().int().min(1).max(REVISION_MAX).optional().openapi({
          description: 'Only changes of revisions before this one: `next` of the last page.',
        }),
        limit: LimitParameter.optional(),
      },
      responses: {
        200: {
          description:
            'Newest first. What a copy began with, and data sets kept before this was recorded, have no entry.',
          schema: z
            .strictObject({ items: z.array(DatasetChangeSchema), next: z.union([z.int(), z.null()]) })
            .openapi('DatasetChanges'),
        },
      },
    },
    async ({ actor, params, query, read }) => {
      const { limit = PAGE_LIMIT, before = REVISION_MAX } = query;
      const rows = await read(async (trx) => {
        const row = await findAssessment(trx, actor.tenantId, params.id!);
        if (!row) throw new Problem('not-found');
        return listDatasetChanges(trx, row, { datasetId: params.dataset!, before, limit });
      });
      const items = rows.slice(0, limit).map((row) => ({
        revision: row.revision,
        kind: row.kind,
        before: row.before,
        after: row.after,
        changedBy: row.changed_by,
        changedAt: row.changed_at.toISOString(),
      }));
      return { status: 200, body: { items, next: rows.length > limit ? items.at(-1)!.revision : null } };
    },
  );
}
