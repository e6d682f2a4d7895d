/** @module `/v1/assessments/{id}/answers`, and their history. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { LimitParameter, PAGE_LIMIT } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { fromStored } from './answer-file.ts';
import { saveAnswers } from './save-answers.ts';
import { AnswerBatchSchema, AnswerChangeSchema, AnswersSchema, SavedAnswersSchema } from './schema.ts';
import { findAssessment, listChanges, readAnswerRows, readDatasets } from './store.ts';

const tags: [string] = ['Drafts'];

export function answerRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  registerRead(app, ctx);
  registerSave(app, ctx);
  registerHistory(app, ctx);
}

function registerRead(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/answers',
      operationId: 'getAnswers',
      tags,
      summary: 'All answers of an assessment',
      access: 'assessments.read',
      responses: {
        200: { description: 'The answers; the ETag is what an edit needs.', headers: ['ETag'], schema: AnswersSchema },
      },
    },
    async ({ actor, params, read }) => {
      const answered = await read(async (trx) => {
        const row = await findAssessment(trx, actor.tenantId, params.id!);
        if (!row) throw new Problem('not-found');
        return { row, answers: await readAnswerRows(trx, row), datasets: await readDatasets(trx, row) };
      });
      const { row, answers, datasets } = answered;
      const body = {
        assessmentId: row.id,
        revision: row.revision,
        questionnaires: row.questionnaires,
        answers: Object.fromEntries(answers.map(({ question_id, content }) => [question_id, fromStored(content)])),
        datasets,
        earlierAnswers: row.earlier_answers,
      };
      return { status: 200, body, headers: { ETag: etagOf(row.revision) } };
    },
  );
}

function registerSave(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: '/v1/assessments/{id}/answers',
      operationId: 'saveAnswers',
      tags,
      summary: 'Save a batch of answers',
      description:
        'All or nothing. `If-Match` names the revision last seen; changes that others made to other questions since then are no conflict. Questions left out keep their answers. 412 lists what changed in the questions of the batch.',
      access: 'assessments.write',
      ifMatch: true,
      body: AnswerBatchSchema,
      bodyExample: { answers: { 'scope.kind': 'system', 'scope.viet-nam': true }, why: 'theo hợp đồng 12/2026' },
      responses: { 200: { description: 'Saved.', headers: ['ETag'], schema: SavedAnswersSchema } },
      problems: ['invalid-answers'],
    },
    saveAnswers,
  );
}

function registerHistory(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/answers/history',
      operationId: 'listAnswerChanges',
      tags,
      summary: 'Who changed which answer, when, from what to what, and why',
      access: 'assessments.read',
      query: {
        question: z
          .string()
          .max(200)
          .optional()
          .openapi({ description: 'Only changes of the answer to this question.' }),
        before: z.coerce.number().int().min(1).max(2_147_483_647).optional().openapi({
          description: 'Only changes of revisions before this one: `next` of the last page.',
        }),
        limit: LimitParameter.optional(),
      },
      responses: {
        200: {
          description: 'Newest first. A page ends with a whole revision.',
          schema: z
            .strictObject({ items: z.array(AnswerChangeSchema), next: z.union([z.int(), z.null()]) })
            .openapi('AnswerChanges'),
        },
      },
    },
    async ({ actor, params, query, read }) => {
      const { limit = PAGE_LIMIT, before = 2_147_483_647 } = query;
      const rows = await read(async (trx) => {
        const row = await findAssessment(trx, actor.tenantId, params.id!);
        if (!row) throw new Problem('not-found');
        return wholeRevisions(limit, (count) => listChanges(trx, row, query.question, before, count));
      });
      const items = rows.items.map((row) => ({
        revision: row.revision,
        questionId: row.question_id,
        before: row.before === null ? null : fromStored(row.before),
        after: row.after === null ? null : fromStored(row.after),
        why: row.why,
        changedBy: row.changed_by,
        changedAt: row.changed_at.toISOString(),
      }));
      return { status: 200, body: { items, next: rows.next } };
    },
  );
}

/** A revision that is larger than the page is given whole: half of it could not be asked for again. */
async function wholeRevisions<Row extends { revision: number }>(
  limit: number,
  list: (count: number) => Promise<Row[]>,
): Promise<{ items: Row[]; next: number | null }> {
  for (let count = limit + 1; ; count *= 4) {
    const rows = await list(count);
    if (rows.length < count) return { items: rows, next: null };
    const cut = rows.at(-1)!.revision;
    const items = rows.filter(({ revision }) => revision > cut);
    if (items.length > 0) return { items, next: cut + 1 };
  }
}
