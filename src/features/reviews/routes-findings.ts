/** @module `/v1/findings`: what reviews found, and what the organisation does about it. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { type AppContext, type AppEnv, todayInVietNam } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { REVIEW_FINDING_STATES } from '../submissions/index.ts';
import { acceptRisk, commentOnFinding, planFinding, remedyFinding } from './answer-finding.ts';
import { peopleOfFinding, presentFinding, presentFindingDetail } from './finding-present.ts';
import {
  FindingCommentSchema,
  FindingDetailSchema,
  FindingPlanSchema,
  FindingSchema,
  RemediationSchema,
  RiskAcceptanceSchema,
} from './schema-findings.ts';
import { findFinding, listFindings, listSteps } from './store-findings.ts';

const tags: [string] = ['Findings'];
const answer = { 200: { description: 'The finding as it is now.', headers: ['ETag' as const], schema: FindingSchema } };

export function findingRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerReading(app, ctx);
  registerAnswers(app, ctx);
  registerAcceptance(app, ctx);
  return app;
}

function registerReading(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/findings',
      operationId: 'listFindings',
      tags,
      summary: 'Findings about the organisation, newest first',
      access: 'reviews.read',
      query: {
        review: z.string().max(100).optional().openapi({ description: 'Only findings of this review.' }),
        state: z.enum(REVIEW_FINDING_STATES).optional().openapi({ description: 'Only findings in this state.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(FindingSchema).openapi('Findings') } },
    },
    async ({ ctx: service, actor, query, read }) => {
      const { limit = PAGE_LIMIT, review, state } = query;
      const after = readCursor(query.cursor);
      const today = todayInVietNam(service.clock);
      const filter = { organisationId: actor.tenantId, reviewId: review, state, today, after, limit };
      const rows = await read((trx) => listFindings(trx, filter));
      return {
        status: 200,
        body: pageOf(
          rows,
          limit,
          ({ created_at, id }) => ({ at: created_at, id }),
          (row) => presentFinding(row, today),
        ),
      };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/findings/{id}',
      operationId: 'getFinding',
      tags,
      summary: 'One finding, with its history and what was said about it',
      access: 'reviews.read',
      responses: { 200: { description: 'The finding.', headers: ['ETag'], schema: FindingDetailSchema } },
    },
    async ({ ctx: service, actor, params, read }) => {
      const found = await read(async (trx) => {
        const row = await findFinding(trx, actor.tenantId, params.id!);
        if (!row) throw new Problem('not-found');
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

function registerAnswers(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/findings/{id}/plan',
      operationId: 'planFinding',
      tags,
      summary: 'Say who sees to a finding, and by when',
      access: 'findings.answer',
      ifMatch: true,
      body: FindingPlanSchema,
      bodyExample: { owner: 'Phòng Kỹ thuật', due: '2026-12-31' },
      responses: answer,
    },
    planFinding,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/findings/{id}/remediation',
      operationId: 'remedyFinding',
      tags,
      summary: 'Report what was done about a finding',
      description: 'The finding is settled once an auditor has verified it.',
      access: 'findings.answer',
      body: RemediationSchema,
      responses: answer,
    },
    remedyFinding,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/findings/{id}/comments',
      operationId: 'commentOnFinding',
      tags,
      summary: 'Say something about a finding',
      access: 'findings.answer',
      body: FindingCommentSchema,
      responses: { 201: { description: 'The finding.', headers: ['ETag'], schema: FindingSchema } },
    },
    commentOnFinding,
  );
}

function registerAcceptance(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/findings/{id}/risk-acceptance',
      operationId: 'acceptRisk',
      tags,
      summary: 'Accept the risk of a finding until a day',
      description:
        'By a person who is owner or manager of the organisation itself. On `expiresOn` the finding is open again by itself; that day is at most 12 months away, and the risk can then be accepted again. Accepting a risk ends no duty under the law.',
      access: 'findings.accept-risk',
      body: RiskAcceptanceSchema,
      bodyExample: { reason: 'Chờ bản cập nhật của nhà cung cấp', expiresOn: '2027-03-31' },
      responses: answer,
    },
    acceptRisk,
  );
}
