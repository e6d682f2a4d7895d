/** @module `/v1/audit-bodies` and `/v1/reviews`: the organisation asks for a review, and follows it. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import { REVIEW_STATES } from '../../db/tables-reviews.ts';
import { ReviewRecordSchema } from '../submissions/index.ts';
import { withdrawInvitation } from './answer-invitation.ts';
import { readExamination } from './examine.ts';
import { inviteAuditBody } from './invite-audit-body.ts';
import { isTold, peopleOf, presentHead, presentReview } from './present-review.ts';
import { readChanges, readResults } from './read-results.ts';
import { presentVerdicts } from './save-verdicts.ts';
import { AuditBodySchema, NewReviewSchema, ReviewHeadSchema, ReviewSchema } from './schema.ts';
import { ResultPairSchema, StandingVerdictsSchema, SubmissionChangesSchema } from './schema-work.ts';
import { findRecord, findReview, listAuditBodies, listReviews, type ReviewRow } from './store.ts';

const tags: [string] = ['Reviews'];

/** @throws Problem 404 */
export async function requireReview(trx: Trx, organisationId: string, id: string): Promise<ReviewRow> {
  const row = await findReview(trx, organisationId, id);
  if (!row) throw new Problem('not-found');
  return row;
}

export function companyRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerAsking(app, ctx);
  registerLists(app, ctx);
  registerReading(app, ctx);
  registerOutcome(app, ctx);
  return app;
}

function registerAsking(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/reviews',
      operationId: 'inviteAuditBody',
      tags,
      summary: 'Ask an audit body for a review of a submission',
      description:
        'Without `auditBodyId` one is drawn among the independent ones; the draw is recorded so that it can be repeated. Asking again about the same submission keeps the order of the draw.',
      access: 'reviews.invite',
      body: NewReviewSchema,
      bodyExample: { submissionId: 'sub_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' },
      responses: {
        201: { description: 'The review that is asked for.', headers: ['ETag', 'Location'], schema: ReviewSchema },
      },
      problems: ['not-found'],
    },
    inviteAuditBody,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/reviews/{id}/withdrawal',
      operationId: 'withdrawReview',
      tags,
      summary: 'Take an invitation back that is not answered yet',
      access: 'reviews.invite',
      responses: { 200: { description: 'The review.', headers: ['ETag'], schema: ReviewSchema } },
    },
    withdrawInvitation,
  );
}

function registerLists(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audit-bodies',
      operationId: 'listAuditBodies',
      tags,
      summary: 'Audit bodies that can be asked',
      access: 'reviews.read',
      responses: {
        200: {
          description: 'By name.',
          schema: z.strictObject({ items: z.array(AuditBodySchema) }).openapi('AuditBodies'),
        },
      },
    },
    async ({ read }) => {
      const bodies = await read(listAuditBodies);
      const items = bodies.map(({ organisation_id: id, name, province, independent }) => ({
        id,
        name,
        province,
        independent,
      }));
      return { status: 200, body: { items } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/reviews',
      operationId: 'listReviews',
      tags,
      summary: 'Reviews of the organisation’s submissions, newest first',
      access: 'reviews.read',
      query: {
        status: z.enum(REVIEW_STATES).optional().openapi({ description: 'Only reviews in this state.' }),
        assessment: z.string().max(100).optional().openapi({ description: 'Only those of this assessment.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(ReviewHeadSchema).openapi('Reviews') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT, status, assessment } = query;
      const after = readCursor(query.cursor);
      const filter = { organisationId: actor.tenantId, status, assessmentId: assessment, after, limit };
      const rows = await read((trx) => listReviews(trx, filter));
      return {
        status: 200,
        body: pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, id }), presentHead),
      };
    },
  );
}

function registerReading(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/reviews/{id}',
      operationId: 'getReview',
      tags,
      summary: 'One review',
      access: 'reviews.read',
      responses: { 200: { description: 'The review.', headers: ['ETag'], schema: ReviewSchema } },
    },
    async ({ ctx: service, actor, params, read }) => {
      const review = await read(async (trx) =>
        presentReview(trx, await requireReview(trx, actor.tenantId, params.id!), 'client'),
      );
      const people = await service.accounts.names(peopleOf(review));
      return { status: 200, body: { ...review, people }, headers: { ETag: etagOf(review.revision) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/reviews/{id}/verdicts',
      operationId: 'getReviewVerdicts',
      tags,
      summary: 'Verdicts on the answers',
      description:
        'Once changes are requested or the review is concluded; before that they are the auditors’ working papers.',
      access: 'reviews.read',
      responses: { 200: { description: 'What counts on the submission.', schema: StandingVerdictsSchema } },
      problems: ['conflict'],
    },
    async ({ ctx: service, actor, params, read }) => ({
      status: 200,
      body: await read(async (trx) => {
        const row = await requireReview(trx, actor.tenantId, params.id!);
        if (!isTold(row)) throw new Problem('conflict', notToldYet);
        return presentVerdicts(await readExamination(service, trx, row));
      }),
    }),
  );
}

const notToldYet = {
  vi: 'Bên rà soát chưa công bố kết luận cho từng câu trả lời.',
  en: 'The reviewers have not told their verdicts yet.',
};

function registerOutcome(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/reviews/{id}/changes',
      operationId: 'getReviewChanges',
      tags,
      summary: 'What changed since the submission that was reviewed before',
      access: 'reviews.read',
      responses: { 200: { description: 'Answers, evidence and outcome.', schema: SubmissionChangesSchema } },
    },
    async ({ actor, params, read }) => ({
      status: 200,
      body: await read(async (trx) => readChanges(trx, await requireReview(trx, actor.tenantId, params.id!))),
    }),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/reviews/{id}/result',
      operationId: 'getReviewResult',
      tags,
      summary: 'The self-assessed and the reviewed result, side by side',
      description:
        'Answers that were not accepted are unknown in the reviewed result; the reviewer’s grades of evidence take the place of the organisation’s. A review confirms or worsens a tier or a level of risk, and never improves it.',
      access: 'reviews.read',
      responses: { 200: { description: 'Both results.', schema: ResultPairSchema } },
    },
    async ({ ctx: service, actor, params, read }) => ({
      status: 200,
      body: await read(async (trx) =>
        readResults(service, trx, await requireReview(trx, actor.tenantId, params.id!), 'client'),
      ),
    }),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/reviews/{id}/record',
      operationId: 'getReviewRecord',
      tags,
      summary: 'The frozen record of a concluded review, byte for byte',
      access: 'reviews.read',
      responses: { 200: { description: 'The record.', schema: ReviewRecordSchema } },
    },
    async ({ actor, params, read }) => {
      const record = await read(async (trx) => findRecord(trx, await requireReview(trx, actor.tenantId, params.id!)));
      if (!record) throw new Problem('not-found');
      return { status: 200, body: record.record, headers: { 'Content-Type': 'application/json' } };
    },
  );
}
