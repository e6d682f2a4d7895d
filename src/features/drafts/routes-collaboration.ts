/** @module Comments on questions, and who answers which section. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Selectable } from 'kysely';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import type { AssignmentTable, CommentTable } from '../../db/tables.ts';
import type { Content } from '../../engine/index.ts';
import { AssignmentSchema, CommentSchema, NewAssignmentSchema, NewCommentSchema } from './schema.ts';
import { type AssessmentRow, findAssessment } from './store.ts';
import {
  deleteAssignment,
  insertComment,
  isMember,
  listAssignments,
  listComments,
  putAssignment,
  resolveComment,
} from './store-collaboration.ts';

const tags: [string] = ['Drafts'];

export function collaborationRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  registerComments(app, ctx);
  registerAssignments(app, ctx);
}

async function required(trx: Trx, organisationId: string, id: string): Promise<AssessmentRow> {
  const row = await findAssessment(trx, organisationId, id);
  if (!row) throw new Problem('not-found');
  return row;
}

const presentComment = (row: Selectable<CommentTable>) => ({
  id: row.id,
  questionId: row.question_id,
  body: row.body,
  writtenBy: row.written_by,
  writtenAt: row.written_at.toISOString(),
  resolvedBy: row.resolved_by,
  resolvedAt: row.resolved_at?.toISOString() ?? null,
});

function registerComments(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/comments',
      operationId: 'listComments',
      tags,
      summary: 'What colleagues wrote beside the questions',
      access: 'assessments.read',
      query: { question: z.string().max(200).optional().openapi({ description: 'Only comments on this question.' }) },
      responses: {
        200: {
          description: 'Oldest first. Reviewers never see them.',
          schema: z.strictObject({ items: z.array(CommentSchema) }).openapi('Comments'),
        },
      },
    },
    async ({ actor, params, query, read }) => {
      const rows = await read(async (trx) => {
        await required(trx, actor.tenantId, params.id!);
        return listComments(trx, actor.tenantId, params.id!, query.question);
      });
      return { status: 200, body: { items: rows.map(presentComment) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/assessments/{id}/comments',
      operationId: 'writeComment',
      tags,
      summary: 'Write beside a question, or to the whole assessment',
      access: 'assessments.write',
      body: NewCommentSchema,
      responses: { 201: { description: 'The comment.', schema: CommentSchema } },
    },
    (input) =>
      input.write(async (trx) => {
        const { actor, body, params } = input;
        const assessment = await required(trx, actor.tenantId, params.id!);
        if (body.questionId !== undefined) requireQuestion(input.ctx.content, assessment, body.questionId);
        const row = await insertComment(trx, {
          organisation_id: actor.tenantId,
          assessment_id: assessment.id,
          id: input.ctx.ids.next('cmt'),
          question_id: body.questionId ?? null,
          body: body.body,
          written_by: actor.id,
          written_at: input.ctx.clock.now(),
          resolved_by: null,
        });
        await input.event(trx, 'comment.written', assessment.id, { comment: row.id, question: row.question_id });
        return { status: 201, body: presentComment(row) };
      }),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/assessments/{id}/comments/{comment}/resolve',
      operationId: 'resolveComment',
      tags,
      summary: 'Mark a comment as dealt with',
      access: 'assessments.write',
      responses: { 200: { description: 'The comment.', schema: CommentSchema } },
    },
    (input) =>
      input.write(async (trx) => {
        const { actor, params } = input;
        const place = { organisationId: actor.tenantId, assessmentId: params.id!, id: params.comment! };
        const row = await resolveComment(trx, place, { userId: actor.id, at: input.ctx.clock.now() });
        if (!row) throw new Problem('not-found');
        await input.event(trx, 'comment.resolved', place.assessmentId, { comment: row.id });
        return { status: 200, body: presentComment(row) };
      }),
  );
}

const presentAssignment = (row: Selectable<AssignmentTable>) => ({
  sectionId: row.section_id,
  userId: row.user_id,
  assignedBy: row.assigned_by,
  assignedAt: row.assigned_at.toISOString(),
});

function registerAssignments(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/assignments',
      operationId: 'listAssignments',
      tags,
      summary: 'Who answers which section',
      access: 'assessments.read',
      responses: {
        200: {
          description: 'By section.',
          schema: z.strictObject({ items: z.array(AssignmentSchema) }).openapi('Assignments'),
        },
      },
    },
    async ({ actor, params, read }) => {
      const rows = await read(async (trx) => {
        await required(trx, actor.tenantId, params.id!);
        return listAssignments(trx, actor.tenantId, params.id!);
      });
      return { status: 200, body: { items: rows.map(presentAssignment) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'put',
      path: '/v1/assessments/{id}/assignments/{section}',
      operationId: 'assignSection',
      tags,
      summary: 'Ask a colleague to answer a section',
      access: 'assessments.write',
      body: NewAssignmentSchema,
      responses: { 200: { description: 'The assignment.', schema: AssignmentSchema } },
    },
    (input) =>
      input.write(async (trx) => {
        const { actor, body, params } = input;
        const assessment = await required(trx, actor.tenantId, params.id!);
        requireSection(input.ctx.content, assessment, params.section!);
        if (!(await isMember(trx, actor.organisation.id, body.userId))) throw notAMember;
        const row = await putAssignment(trx, {
          organisation_id: actor.tenantId,
          assessment_id: assessment.id,
          section_id: params.section!,
          user_id: body.userId,
          assigned_by: actor.id,
          assigned_at: input.ctx.clock.now(),
        });
        await input.event(trx, 'section.assigned', assessment.id, { section: row.section_id, user: row.user_id });
        return { status: 200, body: presentAssignment(row) };
      }),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/assessments/{id}/assignments/{section}',
      operationId: 'unassignSection',
      tags,
      summary: 'Hand a section back',
      access: 'assessments.write',
      responses: { 204: { description: 'Handed back.' } },
    },
    (input) =>
      input.write(async (trx) => {
        const { actor, params } = input;
        if (!(await deleteAssignment(trx, actor.tenantId, params.id!, params.section!))) throw new Problem('not-found');
        await input.event(trx, 'section.unassigned', params.id!, { section: params.section! });
        return { status: 204 };
      }),
  );
}

const notAMember = new Problem('invalid-body', undefined, {
  issues: [
    {
      pointer: '/userId',
      code: 'invalid_value',
      message: { vi: 'Người này không phải thành viên', en: 'This person is no member' },
      fix: { vi: 'Chọn trong /v1/organisation/members', en: 'Choose from the members of the organisation' },
    },
  ],
});

const pinned = (content: Content, { questionnaires }: AssessmentRow) =>
  content.questionnaires.filter(({ id, version }) => questionnaires.includes(`${id}@${version}`));

/** A section is named with its questionnaire: `vn-ai-triage.scope`. */
function requireSection(content: Content, assessment: AssessmentRow, name: string): void {
  const known = pinned(content, assessment).some(({ id, sections }) =>
    sections.some((section) => `${id}.${section.id}` === name),
  );
  if (!known) throw new Problem('not-found');
}

function requireQuestion(content: Content, assessment: AssessmentRow, id: string): void {
  const known = pinned(content, assessment).some(({ sections }) =>
    sections.some(({ questions }) => questions.some((question) => question.id === id)),
  );
  if (known) return;
  throw new Problem('invalid-body', undefined, {
    issues: [
      {
        pointer: '/questionId',
        code: 'invalid_value',
        message: { vi: `Không có câu hỏi ${id}`, en: `There is no question ${id}` },
        fix: { vi: 'Dùng mã câu hỏi của đánh giá này', en: 'Use the id of a question of this assessment' },
      },
    ],
  });
}
