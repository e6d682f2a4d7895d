/** @module `/v1/assessments`: drafts from their beginning to their upgrade. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { AsOfParameter } from '../../app/parameters.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { ASSESSMENT_STATES } from '../../db/tables.ts';
import { ResultSchema, writeResult } from '../assessments/index.ts';
import { findSystem } from '../systems/index.ts';
import { assessFile, dayOf, readAssessable } from './answer-file.ts';
import { createAssessment } from './create-assessment.ts';
import { presentAssessment, requireEditable } from './present-assessment.ts';
import { answerRoutes } from './routes-answers.ts';
import { collaborationRoutes } from './routes-collaboration.ts';
import { datasetRoutes } from './routes-datasets.ts';
import {
  AssessmentChangeSchema,
  AssessmentSchema,
  NewAssessmentSchema,
  NewUpgradeSchema,
  UpgradeSchema,
} from './schema.ts';
import { findAssessment, listAssessments, lockAssessment, updateAssessment } from './store.ts';
import { applyUpgrade, previewUpgrade } from './upgrade-assessment.ts';

const tags: [string] = ['Drafts'];

export function draftRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerOverview(app, ctx);
  registerChange(app, ctx);
  registerResult(app, ctx);
  registerUpgrade(app, ctx);
  answerRoutes(app, ctx);
  datasetRoutes(app, ctx);
  collaborationRoutes(app, ctx);
  return app;
}

function registerOverview(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments',
      operationId: 'listAssessments',
      tags,
      summary: 'Assessments of the organisation, newest first',
      access: 'assessments.read',
      query: {
        system: z.string().max(100).optional().openapi({ description: 'Only of this system.' }),
        status: z.enum(ASSESSMENT_STATES).optional().openapi({ description: 'Only assessments in this state.' }),
        q: z.string().max(200).optional().openapi({ description: 'Part of the name of the system.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(AssessmentSchema).openapi('Assessments') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const filter = { organisationId: actor.tenantId, systemId: query.system, status: query.status, search: query.q };
      const after = readCursor(query.cursor);
      const rows = await read((trx) => listAssessments(trx, { ...filter, after, limit }));
      const position = ({ created_at, id }: { created_at: Date; id: string }) => ({ at: created_at, id });
      return { status: 200, body: pageOf(rows, limit, position, presentAssessment) };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/assessments',
      operationId: 'createAssessment',
      tags,
      summary: 'Begin an assessment of a system',
      description:
        'Pins the versions of the questionnaires. With `copyFrom` the answers of an earlier assessment are the beginning.',
      access: 'assessments.write',
      body: NewAssessmentSchema,
      responses: { 201: { description: 'The draft.', headers: ['ETag', 'Location'], schema: AssessmentSchema } },
    },
    createAssessment,
  );
}

function registerChange(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}',
      operationId: 'getAssessment',
      tags,
      summary: 'One assessment',
      access: 'assessments.read',
      responses: { 200: { description: 'The assessment.', headers: ['ETag'], schema: AssessmentSchema } },
    },
    async ({ actor, params, read }) => {
      const row = await read((trx) => findAssessment(trx, actor.tenantId, params.id!));
      if (!row) throw new Problem('not-found');
      return { status: 200, body: presentAssessment(row), headers: { ETag: etagOf(row.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: '/v1/assessments/{id}',
      operationId: 'changeAssessment',
      tags,
      summary: 'Choose the day whose law counts',
      access: 'assessments.write',
      ifMatch: true,
      body: AssessmentChangeSchema,
      responses: { 200: { description: 'The assessment as it is now.', headers: ['ETag'], schema: AssessmentSchema } },
    },
    (input) =>
      input.write(async (trx) => {
        const { actor, body, params } = input;
        const row = await lockAssessment(trx, actor.tenantId, params.id!);
        if (!row) throw new Problem('not-found');
        requireEditable(row);
        matchRevision(input.ifMatch, row.revision, { revision: row.revision, asOf: row.as_of });
        const values = { as_of: body.asOf, revision: row.revision + 1, updated_at: input.ctx.clock.now() };
        await updateAssessment(trx, row, values);
        await input.event(trx, 'assessment.changed', row.id, { asOf: body.asOf, revision: values.revision });
        const changed = await findAssessment(trx, actor.tenantId, row.id);
        return { status: 200, body: presentAssessment(changed!), headers: { ETag: etagOf(values.revision) } };
      }),
  );
}

function registerResult(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/result',
      operationId: 'getDraftResult',
      tags,
      summary: 'The result of the answers as they are now',
      description: 'Computed afresh; nothing is kept. What is unanswered stays open.',
      access: 'assessments.read',
      query: {
        as_of: AsOfParameter.optional(),
        trace: z.enum(['true', 'false']).optional().openapi({ description: 'Adds every evaluated rule.' }),
        deep: z.enum(['true', 'false']).optional().openapi({
          description: 'Adds to the risk scores the smallest changes that lower a level, and the sensitivity analysis.',
        }),
      },
      responses: { 200: { description: 'The result.', headers: ['ETag'], schema: ResultSchema } },
      problems: ['invalid-answers'],
    },
    async ({ ctx: service, actor, params, query, read }) => {
      const { file, revision } = await read(async (trx) => {
        const row = await findAssessment(trx, actor.tenantId, params.id!);
        if (!row) throw new Problem('not-found');
        const system = await findSystem(trx, actor.tenantId, row.system_id);
        const assessable = await readAssessable(trx, row, system!, query.as_of ?? dayOf(service, row));
        return { file: assessable.file, revision: row.revision };
      });
      const { result } = assessFile(service, file, { trace: query.trace === 'true', deep: query.deep === 'true' });
      return {
        status: 200,
        body: writeResult(service.content, result),
        headers: { 'Content-Type': 'application/json', ETag: etagOf(revision) },
      };
    },
  );
}

function registerUpgrade(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/upgrade',
      operationId: 'previewUpgrade',
      tags,
      summary: 'What an upgrade to newer versions would do',
      access: 'assessments.read',
      query: {
        to: z
          .union([z.string().transform((version) => [version]), z.array(z.string())])
          .optional()
          .openapi({
            type: 'string',
            description: 'A version to go to; may be repeated. Default: the newest of each.',
          }),
      },
      responses: { 200: { description: 'The plan; nothing is changed.', schema: UpgradeSchema } },
      problems: ['invalid-body'],
    },
    previewUpgrade,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/assessments/{id}/upgrade',
      operationId: 'upgradeAssessment',
      tags,
      summary: 'Upgrade to newer versions',
      access: 'assessments.write',
      ifMatch: true,
      body: NewUpgradeSchema,
      responses: { 200: { description: 'What was done.', headers: ['ETag'], schema: UpgradeSchema } },
    },
    applyUpgrade,
  );
}
