/** @module `/v1/submissions`, and the steps by which an assessment is submitted, reopened and withdrawn. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { reopenAssessment, withdrawAssessment } from './change-state.ts';
import { presentSubmission } from './present-submission.ts';
import { SubmissionRecordSchema } from './record-schema.ts';
import { NewSubmissionSchema, StateSchema, SubmissionSchema, WithdrawalSchema } from './schema.ts';
import { findSubmission, listSubmissions } from './store.ts';
import { submitAssessment } from './submit-assessment.ts';

const tags: [string] = ['Submissions'];

export function submissionRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerSteps(app, ctx);
  registerReading(app, ctx);
  return app;
}

function registerSteps(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/assessments/{id}/submissions',
      operationId: 'submitAssessment',
      tags,
      summary: 'Submit an assessment',
      description:
        'Freezes answers, versions, evidence, hashes and result. Nothing of it can be changed afterwards; a correction is another submission. Open questions do not stand in the way: they stay open in the result.',
      access: 'assessments.submit',
      ifMatch: true,
      body: NewSubmissionSchema,
      responses: { 201: { description: 'The submission.', headers: ['Location'], schema: SubmissionSchema } },
      problems: ['invalid-answers'],
    },
    submitAssessment,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/assessments/{id}/reopen',
      operationId: 'reopenAssessment',
      tags,
      summary: 'Go on answering a submitted assessment, to submit a correction',
      access: 'assessments.submit',
      responses: { 200: { description: 'Its state now.', schema: StateSchema } },
    },
    reopenAssessment,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/assessments/{id}/withdraw',
      operationId: 'withdrawAssessment',
      tags,
      summary: 'Withdraw an assessment',
      description: 'It stays on record, marked as withdrawn; what was attested of it is withdrawn with it.',
      access: 'assessments.submit',
      body: WithdrawalSchema,
      responses: { 200: { description: 'Its state now.', schema: StateSchema } },
    },
    withdrawAssessment,
  );
}

function registerReading(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/submissions',
      operationId: 'listSubmissions',
      tags,
      summary: 'Submissions of the organisation, newest first',
      access: 'assessments.read',
      query: {
        assessment: z.string().max(100).optional().openapi({ description: 'Only those of this assessment.' }),
        system: z.string().max(100).optional().openapi({ description: 'Only those of this system.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(SubmissionSchema).openapi('Submissions') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT } = query;
      const after = readCursor(query.cursor);
      const filter = { organisationId: actor.tenantId, assessmentId: query.assessment, systemId: query.system };
      const rows = await read((trx) => listSubmissions(trx, { ...filter, after, limit }));
      const position = ({ submitted_at, id }: { submitted_at: Date; id: string }) => ({ at: submitted_at, id });
      return { status: 200, body: pageOf(rows, limit, position, presentSubmission) };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/submissions/{id}',
      operationId: 'getSubmission',
      tags,
      summary: 'One submission',
      access: 'assessments.read',
      responses: { 200: { description: 'What was submitted, without its record.', schema: SubmissionSchema } },
    },
    async ({ actor, params, read }) => {
      const row = await read((trx) => findSubmission(trx, actor.tenantId, params.id!));
      if (!row) throw new Problem('not-found');
      return { status: 200, body: presentSubmission(row) };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/submissions/{id}/record',
      operationId: 'getSubmissionRecord',
      tags,
      summary: 'The frozen record, byte for byte',
      description: 'Canonical JSON (RFC 8785): its SHA-256 is `recordHash`.',
      access: 'assessments.read',
      responses: {
        200: {
          description: 'The record.',
          schema: SubmissionRecordSchema,
        },
      },
    },
    async ({ actor, params, read }) => {
      const row = await read((trx) => findSubmission(trx, actor.tenantId, params.id!));
      if (!row) throw new Problem('not-found');
      return { status: 200, body: row.record, headers: { 'Content-Type': 'application/json' } };
    },
  );
}
