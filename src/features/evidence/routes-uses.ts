/** @module What an item serves. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { linkQuestion, unlinkQuestion } from './link-question.ts';
import { UsesSchema } from './schema.ts';
import { findEvidence, listUses, submissionsOf } from './store.ts';

const tags: [string] = ['Evidence'];

export function useRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/evidence/{id}/uses',
      operationId: 'listEvidenceUses',
      tags,
      summary: 'Questions and submissions that rest on the item',
      access: 'evidence.read',
      responses: { 200: { description: 'All of them.', schema: UsesSchema } },
    },
    async ({ actor, params, read }) => {
      const found = await read(async (trx) =>
        (await findEvidence(trx, actor.tenantId, params.id!))
          ? {
              uses: await listUses(trx, actor.tenantId, params.id!),
              submissions: await submissionsOf(trx, actor.tenantId, params.id!),
            }
          : undefined,
      );
      if (!found) throw new Problem('not-found');
      const items = found.uses.map((row) => ({
        assessmentId: row.assessment_id,
        questionId: row.question_id,
        linkedBy: row.linked_by,
        linkedAt: row.linked_at.toISOString(),
      }));
      return { status: 200, body: { items, submissions: found.submissions } };
    },
  );
  const path = '/v1/evidence/{id}/uses/{assessmentId}/{questionId}';
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path,
      operationId: 'useEvidence',
      tags,
      summary: 'Let the item serve a question',
      access: 'evidence.write',
      responses: { 204: { description: 'It does.' } },
    },
    linkQuestion,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path,
      operationId: 'unuseEvidence',
      tags,
      summary: 'Take the item off a question',
      access: 'evidence.write',
      responses: { 204: { description: 'It no longer serves it.' } },
    },
    unlinkQuestion,
  );
}
