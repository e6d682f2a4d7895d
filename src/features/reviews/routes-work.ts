/** @module `/v1/audits/{id}/…`: what the auditors of a review read and decide. */

import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageQuery, refusedCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { MEDIA_TYPES, sendFile } from '../evidence/index.ts';
import { ReviewRecordSchema, SubmissionRecordSchema } from '../submissions/index.ts';
import { drawReviewSample, presentSample } from './draw-sample.ts';
import { readExamination } from './examine.ts';
import { openWork, readReviewed } from './open-audit.ts';
import { readChanges, readResults } from './read-results.ts';
import { presentVerdicts, saveVerdicts } from './save-verdicts.ts';
import {
  NewSampleSchema,
  ResultPairSchema,
  SampleSchema,
  StandingVerdictsSchema,
  SubmissionChangesSchema,
  VerdictBatchSchema,
  VerdictHistorySchema,
} from './schema-work.ts';
import { findRecord } from './store.ts';
import { findSubmittedEvidence, pageVerdicts } from './store-work.ts';

const tags: [string] = ['Audits'];

export function workRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerSubmission(app, ctx);
  registerEvidence(app, ctx);
  registerSample(app, ctx);
  registerVerdicts(app, ctx);
  registerHistory(app, ctx);
  registerOutcome(app, ctx);
  return app;
}

function registerSubmission(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/submission',
      operationId: 'getAuditedSubmission',
      tags,
      summary: 'The frozen submission under review, byte for byte',
      access: 'audits.work',
      responses: {
        200: {
          description: 'Canonical JSON (RFC 8785).',
          schema: SubmissionRecordSchema,
        },
      },
    },
    async (input) => {
      const { row } = await input.read(async (trx) => readReviewed(input.ctx, trx, await openWork(trx, input)));
      return { status: 200, body: row.record, headers: { 'Content-Type': 'application/json' } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/changes',
      operationId: 'getAuditChanges',
      tags,
      summary: 'What changed since the submission that was reviewed before',
      access: 'audits.work',
      responses: { 200: { description: 'Answers, evidence and outcome.', schema: SubmissionChangesSchema } },
    },
    async (input) => ({
      status: 200,
      body: await input.read(async (trx) => readChanges(trx, await openWork(trx, input))),
    }),
  );
}

function registerEvidence(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/evidence/{evidenceId}/content',
      operationId: 'downloadAuditedEvidence',
      tags,
      summary: 'A file that the submission rests on, in the version that was submitted',
      description:
        'Always as an attachment. Links are in the record of the submission; the server does not fetch them.',
      access: 'audits.work',
      responses: {
        200: {
          description: 'Its bytes.',
          headers: ['Content-Disposition', 'ETag'],
          schema: z.string().openapi({ format: 'binary' }),
          mediaTypes: MEDIA_TYPES,
        },
      },
      problems: ['conflict'],
    },
    async (input) => {
      const row = await input.read(async (trx) =>
        findSubmittedEvidence(trx, await openWork(trx, input), input.params.evidenceId!),
      );
      if (!row) throw new Problem('not-found');
      return sendFile(row, input.read);
    },
  );
}

function registerSample(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/sample',
      operationId: 'getSample',
      tags,
      summary: 'The answers to be examined',
      access: 'audits.work',
      responses: { 200: { description: 'The sample, and how it is drawn.', headers: ['ETag'], schema: SampleSchema } },
    },
    async (input) =>
      input.read(async (trx) => {
        const row = await openWork(trx, input);
        const examination = await readExamination(input.ctx, trx, row);
        return { status: 200, body: presentSample(examination), headers: { ETag: etagOf(row.revision) } };
      }),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/audits/{id}/sample',
      operationId: 'drawSample',
      tags,
      summary: 'Draw the sample of answers to be examined',
      description:
        'How much is drawn can be chosen, what is drawn cannot. A sample can be widened, and not narrowed once it was drawn or a verdict was given. Every draw stays on record.',
      access: 'audits.work',
      ifMatch: true,
      body: NewSampleSchema,
      bodyExample: { share: 0.25 },
      responses: { 200: { description: 'The sample.', headers: ['ETag'], schema: SampleSchema } },
    },
    drawReviewSample,
  );
}

function registerVerdicts(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/verdicts',
      operationId: 'listVerdicts',
      tags,
      summary: 'Verdicts that count on the submission under review',
      description: 'A verdict on an earlier submission is carried over where the answer and its evidence are the same.',
      access: 'audits.work',
      responses: { 200: { description: 'By question.', headers: ['ETag'], schema: StandingVerdictsSchema } },
    },
    async (input) =>
      input.read(async (trx) => {
        const row = await openWork(trx, input);
        const examination = await readExamination(input.ctx, trx, row);
        return { status: 200, body: presentVerdicts(examination), headers: { ETag: etagOf(row.revision) } };
      }),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/audits/{id}/verdicts',
      operationId: 'saveVerdicts',
      tags,
      summary: 'Give verdicts on answers',
      description:
        'All of the batch or none. Questions left out keep their verdict; earlier verdicts stay on record. 412 where somebody gave a verdict on one of these questions, or something else was submitted, since `If-Match`.',
      access: 'audits.work',
      ifMatch: true,
      body: VerdictBatchSchema,
      bodyExample: {
        verdicts: [
          { questionId: 'scope.location', verdict: 'accepted', evidenceGrade: 'document' },
          { questionId: 'system.kind', verdict: 'insufficient', reason: 'Chưa có tài liệu mô tả hệ thống' },
        ],
      },
      responses: {
        200: { description: 'Every verdict that counts now.', headers: ['ETag'], schema: StandingVerdictsSchema },
      },
    },
    saveVerdicts,
  );
}

function registerHistory(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/verdicts/history',
      operationId: 'listVerdictHistory',
      tags,
      summary: 'Every verdict ever given in a review, oldest first',
      access: 'audits.work',
      query: {
        question: z.string().max(200).optional().openapi({ description: 'Only verdicts on this question.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'Verdicts of all rounds.', schema: VerdictHistorySchema } },
    },
    async (input) => {
      const { limit = PAGE_LIMIT, question, cursor } = input.query;
      const filter = { questionId: question, after: readVerdictCursor(cursor), limit };
      const rows = await input.read(async (trx) => pageVerdicts(trx, await openWork(trx, input), filter));
      const items = rows.slice(0, limit).map((row) => ({
        questionId: row.question_id,
        number: row.number,
        round: row.round,
        verdict: row.verdict,
        reason: row.reason,
        evidenceGrade: row.evidence_grade,
        by: row.given_by,
        at: row.given_at.toISOString(),
      }));
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return { status: 200, body: { items, next: last ? `${last.revision}.${last.question_id}` : null } };
    },
  );
}

/** Verdicts have no ids: the revision of the review that gave one, and its question. */
function readVerdictCursor(cursor: string | undefined): { revision: number; questionId: string } | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,9})\.([\w.-]{1,200})$/.exec(cursor);
  if (!match) throw refusedCursor();
  return { revision: Number(match[1]), questionId: match[2]! };
}

function registerOutcome(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/result',
      operationId: 'getAuditResult',
      tags,
      summary: 'The self-assessed result, and the result with the verdicts as they are now',
      access: 'audits.work',
      responses: { 200: { description: 'Both results.', schema: ResultPairSchema } },
    },
    async (input) => ({
      status: 200,
      body: await input.read(async (trx) => readResults(input.ctx, trx, await openWork(trx, input), 'audit_body')),
    }),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}/record',
      operationId: 'getAuditRecord',
      tags,
      summary: 'The frozen record of a concluded review, byte for byte',
      access: 'audits.work',
      responses: { 200: { description: 'The record.', schema: ReviewRecordSchema } },
    },
    async (input) => {
      const record = await input.read(async (trx) => findRecord(trx, await openWork(trx, input)));
      if (!record) throw new Problem('not-found');
      return { status: 200, body: record.record, headers: { 'Content-Type': 'application/json' } };
    },
  );
}
