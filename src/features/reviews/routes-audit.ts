/** @module `/v1/audits`: the queue of an audit body, its answer to an invitation, and who works on a review. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { etagOf } from '../../app/read-input.ts';
import { REVIEW_STATES } from '../../db/tables-reviews.ts';
import { acceptInvitation, declineInvitation, resign } from './answer-invitation.ts';
import { assignAuditors, declareIndependence } from './assign-auditors.ts';
import { openAudit } from './open-audit.ts';
import { peopleOf, presentHead, presentReview } from './present-review.ts';
import { AuditorsSchema, DeclarationSchema, RefusalSchema, ReviewHeadSchema, ReviewSchema } from './schema.ts';
import { listReviews } from './store.ts';

const tags: [string] = ['Audits'];
const review = { 200: { description: 'The review as it is now.', headers: ['ETag' as const], schema: ReviewSchema } };

export function auditRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerQueue(app, ctx);
  registerAnswer(app, ctx);
  registerPeople(app, ctx);
  return app;
}

function registerQueue(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits',
      operationId: 'listAudits',
      tags,
      summary: 'Reviews that the audit body was asked for, newest first',
      access: 'audits.read',
      query: {
        status: z.enum(REVIEW_STATES).optional().openapi({ description: 'Only reviews in this state.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(ReviewHeadSchema).openapi('Audits') } },
    },
    async ({ actor, query, read }) => {
      const { limit = PAGE_LIMIT, status } = query;
      const after = readCursor(query.cursor);
      const rows = await read((trx) => listReviews(trx, { auditBodyId: actor.organisation.id, status, after, limit }));
      return {
        status: 200,
        body: pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, id }), presentHead),
      };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/audits/{id}',
      operationId: 'getAudit',
      tags,
      summary: 'One review, without what was submitted',
      access: 'audits.read',
      responses: { 200: { description: 'The review.', headers: ['ETag'], schema: ReviewSchema } },
    },
    async (input) => {
      const found = await input.read(async (trx) => presentReview(trx, await openAudit(trx, input), 'audit_body'));
      const people = await input.ctx.accounts.names(peopleOf(found));
      return { status: 200, body: { ...found, people }, headers: { ETag: etagOf(found.revision) } };
    },
  );
}

function registerAnswer(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/audits/{id}/acceptance',
      operationId: 'acceptAudit',
      tags,
      summary: 'Accept an invitation',
      description: 'From now on the assessment cannot be edited until the review asks for changes.',
      access: 'audits.assign',
      responses: review,
    },
    acceptInvitation,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/audits/{id}/refusal',
      operationId: 'declineAudit',
      tags,
      summary: 'Decline an invitation',
      access: 'audits.assign',
      body: RefusalSchema,
      responses: review,
    },
    declineInvitation,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/audits/{id}/resignation',
      operationId: 'resignAudit',
      tags,
      summary: 'Give a review up that was accepted',
      description:
        'The organisation can ask somebody else, or edit again where changes were requested. What was done stays on record.',
      access: 'audits.assign',
      body: RefusalSchema,
      responses: review,
    },
    resign,
  );
}

function registerPeople(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/audits/{id}/auditors',
      operationId: 'assignAuditors',
      tags,
      summary: 'Say who works on a review',
      description:
        'Members with the role of auditor who are no part of the client, and never worked for it or for an adviser of it.',
      access: 'audits.assign',
      ifMatch: true,
      body: AuditorsSchema,
      responses: review,
    },
    assignAuditors,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/audits/{id}/independence',
      operationId: 'declareIndependence',
      tags,
      summary: 'Declare one’s own independence, before anything can be read',
      description:
        'Once for each review, and for good. Whoever declares a stake or earlier advice is recorded so and reads nothing; what the record contradicts is refused.',
      access: 'audits.work',
      body: DeclarationSchema,
      bodyExample: { noStake: true, noAdvice: true, statement: 'Tôi không có lợi ích liên quan.' },
      responses: { 201: { description: 'The review.', headers: ['ETag'], schema: ReviewSchema } },
    },
    declareIndependence,
  );
}
