/** @module `/v1/audits/{id}/…`: findings, requests for changes, and the conclusion with its signatures. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { type AppContext, type AppEnv, todayInVietNam } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { proposeConclusion, signConclusion, withdrawConclusion } from './conclude-review.ts';
import { peopleOfFinding, presentFinding, presentFindingDetail } from './finding-present.ts';
import { openWork } from './open-audit.ts';
import { changeFinding, commentAsAuditor, recordFinding, verifyFinding } from './record-finding.ts';
import { requestChanges } from './request-changes.ts';
import { ChangeRequestsSchema, NewConclusionSchema, ReviewSchema } from './schema.ts';
import {
  FindingChangeSchema,
  FindingCommentSchema,
  FindingDetailSchema,
  FindingSchema,
  NewFindingSchema,
  VerificationSchema,
} from './schema-findings.ts';
import { findFinding, findingsOfReview, listSteps } from './store-findings.ts';

const tags: [string] = ['Audits'];
const review = { 200: { description: 'The review as it is now.', headers: ['ETag' as const], schema: ReviewSchema } };
const finding = {
  200: { description: 'The finding as it is now.', headers: ['ETag' as const], schema: FindingSchema },
};
const BASE = '/v1/audits/{id}/findings';

export function decisionRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerFindings(app, ctx);
  registerFindingSteps(app, ctx);
  registerChanges(app, ctx);
  registerConclusion(app, ctx);
  return app;
}

function registerFindings(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: BASE,
      operationId: 'listReviewFindings',
      tags,
      summary: 'Findings of a review, oldest first',
      access: 'audits.work',
      responses: {
        200: {
          description: 'All of them.',
          schema: z.strictObject({ items: z.array(FindingSchema) }).openapi('ReviewFindings'),
        },
      },
    },
    async (input) => {
      const rows = await input.read(async (trx) => findingsOfReview(trx, await openWork(trx, input)));
      const today = todayInVietNam(input.ctx.clock);
      return { status: 200, body: { items: rows.map((row) => presentFinding(row, today)) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: BASE,
      operationId: 'recordFinding',
      tags,
      summary: 'Record a finding',
      access: 'audits.work',
      body: NewFindingSchema,
      bodyExample: {
        title: 'Chưa có nhật ký hoạt động',
        description: 'Không xuất trình được nhật ký của ba tháng gần nhất.',
        severity: 'high',
        basis: ['law-134-2025:14.1.d'],
      },
      responses: { 201: { description: 'The finding.', headers: ['ETag'], schema: FindingSchema } },
    },
    recordFinding,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: `${BASE}/{findingId}`,
      operationId: 'getReviewFinding',
      tags,
      summary: 'One finding, with its history and what was said about it',
      access: 'audits.work',
      responses: { 200: { description: 'The finding.', headers: ['ETag'], schema: FindingDetailSchema } },
    },
    async (input) => {
      const { ctx: service } = input;
      const found = await input.read(async (trx) => {
        const { organisation_id, id } = await openWork(trx, input);
        const row = await findFinding(trx, organisation_id, input.params.findingId!);
        if (row?.review_id !== id) throw new Problem('not-found');
        return { row, steps: await listSteps(trx, row) };
      });
      const people = await service.accounts.names(peopleOfFinding(found.row, found.steps));
      const beside = { today: todayInVietNam(service.clock), law: service.engine.law, people };
      return {
        status: 200,
        body: presentFindingDetail(found.row, found.steps, beside),
        headers: { ETag: etagOf(found.row.revision) },
      };
    },
  );
}

function registerFindingSteps(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: `${BASE}/{findingId}`,
      operationId: 'changeFinding',
      tags,
      summary: 'Correct a finding while it is open',
      access: 'audits.work',
      ifMatch: true,
      body: FindingChangeSchema,
      responses: finding,
    },
    changeFinding,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${BASE}/{findingId}/verification`,
      operationId: 'verifyFinding',
      tags,
      summary: 'Say what was seen when a remedy was checked',
      access: 'audits.work',
      body: VerificationSchema,
      responses: finding,
    },
    verifyFinding,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `${BASE}/{findingId}/comments`,
      operationId: 'commentAsAuditor',
      tags,
      summary: 'Say something about a finding',
      access: 'audits.work',
      body: FindingCommentSchema,
      responses: { 201: { description: 'The finding.', headers: ['ETag'], schema: FindingSchema } },
    },
    commentAsAuditor,
  );
}

function registerChanges(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/audits/{id}/change-requests',
      operationId: 'requestChanges',
      tags,
      summary: 'Ask the organisation for changes',
      description:
        'The assessment can be edited again. The review goes on with what is submitted next; verdicts on what stays the same are carried over.',
      access: 'audits.work',
      ifMatch: true,
      body: ChangeRequestsSchema,
      bodyExample: { requests: [{ questionId: 'system.kind', reason: 'Nêu rõ phiên bản mô hình' }] },
      responses: review,
    },
    requestChanges,
  );
}

function registerConclusion(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/audits/{id}/conclusion',
      operationId: 'proposeConclusion',
      tags,
      summary: 'Conclude a review, and sign first',
      description:
        'Where the system is, or may be, high-risk or prohibited, by its own or the reviewed result, another person has to sign as well; otherwise the review is concluded at once. Unless it is `unable_to_conclude`, a conclusion is refused while a sampled answer has no verdict; `no_open_findings` also while findings are open, or an answer was not accepted, in the sample or not, without a finding that says why.',
      access: 'audits.work',
      ifMatch: true,
      body: NewConclusionSchema,
      responses: { 201: { description: 'The review as it is now.', headers: ['ETag'], schema: ReviewSchema } },
    },
    proposeConclusion,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/audits/{id}/conclusion',
      operationId: 'withdrawConclusion',
      tags,
      summary: 'Take a conclusion back that waits for a signature',
      description:
        'By an auditor of the review, or by who leads the audit body: new auditors can then be assigned. What was proposed and signed stays on record.',
      access: 'audits.take-back',
      ifMatch: true,
      responses: review,
    },
    withdrawConclusion,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/audits/{id}/sign-offs',
      operationId: 'signConclusion',
      tags,
      summary: 'Sign a conclusion as another person',
      description: 'With the signature that was missing the record is frozen and the review concluded.',
      access: 'audits.work',
      ifMatch: true,
      responses: review,
    },
    signConclusion,
  );
}
