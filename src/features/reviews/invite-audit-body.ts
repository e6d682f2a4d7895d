/** @module Asks an audit body for a review of a submission: one that was chosen, or one that is drawn. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { isDuplicate } from '../../db/failures.ts';
import type { Trx } from '../../db/scope.ts';
import type { Draw } from '../../db/tables-reviews.ts';
import { lockAssessment } from '../drafts/index.ts';
import { lastSubmission, organisationEntry, type SubmissionRow } from '../submissions/index.ts';
import { findSystem } from '../systems/index.ts';
import { drawAuditBody } from './draw-audit-body.ts';
import { presentReview } from './present-review.ts';
import type { NewReview } from './schema.ts';
import {
  type AuditBody,
  findReview,
  insertReview,
  listAuditBodies,
  type ReviewRow,
  reviewsOfSubmission,
} from './store.ts';

type Input = ActorInput<unknown, NewReview>;

const SEED_BYTES = 16;

/** @throws Problem 404, 409 for what is not submitted or is under review already, 422 for an audit body that cannot be asked */
export function inviteAuditBody(input: Input): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const submission = await reviewable(trx, actor.tenantId, body.submissionId);
    const asked = await reviewsOfSubmission(trx, actor.tenantId, submission.id);
    const bodies = await listAuditBodies(trx);
    const seed = asked[0]?.seed ?? ctx.ids.secret(SEED_BYTES);
    const draw = body.auditBodyId === undefined ? drawnOf(bodies, asked, seed) : null;
    const chosen = chooseBody(bodies, draw?.drawn ?? body.auditBodyId!);
    const now = ctx.clock.now();
    const id = ctx.ids.next('rev');
    await insertOnce(trx, {
      organisation_id: actor.tenantId,
      id,
      assessment_id: submission.assessment_id,
      system_id: submission.system_id,
      submission_id: submission.id,
      audit_body_id: chosen.organisation_id,
      audit_body_name: chosen.name,
      client_name: (await organisationEntry(trx, actor.tenantId)).name,
      system_name: (await findSystem(trx, actor.tenantId, submission.system_id))!.name,
      message: body.message ?? null,
      draw,
      seed,
      invited_by: actor.id,
      created_at: now,
      updated_at: now,
    });
    await input.event(trx, 'review.invited', id, {
      submission: submission.id,
      auditBody: chosen.organisation_id,
      seed,
      ...(draw ? { draw } : {}),
    });
    const row = (await findReview(trx, actor.tenantId, id))!;
    return {
      status: 201,
      body: await presentReview(trx, row, 'client'),
      headers: { Location: `/v1/reviews/${id}`, ETag: etagOf(row.revision) },
    };
  });
}

/** The last submission of an assessment that is submitted and not edited again. */
async function reviewable(trx: Trx, organisationId: string, submissionId: string): Promise<SubmissionRow> {
  const submission = await trx
    .selectFrom('submission')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', submissionId)
    .executeTakeFirst();
  if (!submission) throw new Problem('not-found');
  const assessment = await lockAssessment(trx, organisationId, submission.assessment_id);
  const last = await lastSubmission(trx, organisationId, submission.assessment_id);
  if (assessment?.status === 'submitted' && last?.id === submissionId) return submission;
  throw new Problem('conflict', {
    vi: 'Chỉ mời rà soát được bản nộp mới nhất của một đánh giá đang ở trạng thái submitted.',
    en: 'Only the latest submission of an assessment that is submitted can be put up for review.',
  });
}

function drawnOf(bodies: AuditBody[], asked: ReviewRow[], seed: string): Draw {
  const independent = bodies.filter((body) => body.independent).map(({ organisation_id }) => organisation_id);
  const declined = asked.filter(({ status }) => status === 'declined').map(({ audit_body_id }) => audit_body_id);
  const draw = drawAuditBody(independent, declined, seed);
  if (draw) return draw;
  throw new Problem('conflict', {
    vi: 'Không còn tổ chức đánh giá độc lập nào để chọn ngẫu nhiên.',
    en: 'No independent audit body is left to be drawn.',
  });
}

function chooseBody(bodies: AuditBody[], id: string): AuditBody {
  const found = bodies.find(({ organisation_id }) => organisation_id === id);
  if (found?.independent) return found;
  throw new Problem('invalid-body', undefined, {
    issues: [
      {
        pointer: '/auditBodyId',
        code: found ? 'refused' : 'invalid_value',
        message: found
          ? {
              vi: 'Tổ chức này từng tư vấn cho tổ chức được đánh giá nên không độc lập',
              en: 'This organisation once advised the one to be reviewed, so it is not independent',
            }
          : { vi: 'Không có tổ chức đánh giá này', en: 'There is no such audit body' },
        fix: {
          vi: 'Chọn một tổ chức độc lập trong /v1/audit-bodies',
          en: 'Choose an independent one of /v1/audit-bodies',
        },
      },
    ],
  });
}

async function insertOnce(trx: Trx, row: Parameters<typeof insertReview>[1]): Promise<void> {
  try {
    await insertReview(trx, row);
  } catch (error) {
    if (!isDuplicate(error, 'review_open')) throw error;
    throw new Problem('conflict', {
      vi: 'Đánh giá này đang được mời rà soát hoặc rà soát.',
      en: 'A review of this assessment is asked for or under way already.',
    });
  }
}
