/** @module The statements of reviews. Row-level security decides who sees which. */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type {
  ReviewAuditorTable,
  ReviewChangeRequestTable,
  ReviewIndependenceTable,
  ReviewProposalTable,
  ReviewRecordTable,
  ReviewTable,
} from '../../db/tables-reviews.ts';
import type { ReviewRecord } from '../submissions/index.ts';

export type ReviewRow = Selectable<ReviewTable>;
export type AuditorRow = Selectable<ReviewAuditorTable>;
export type IndependenceRow = Selectable<ReviewIndependenceTable>;
export type ChangeRequestRow = Selectable<ReviewChangeRequestTable>;
export type ProposalRow = Selectable<ReviewProposalTable>;
export type RecordRow = Selectable<ReviewRecordTable>;
/** Names a review. */
export type ReviewKey = Pick<ReviewRow, 'organisation_id' | 'id'>;

export interface AuditBody {
  organisation_id: string;
  name: string;
  province: string | null;
  /** Never had leave to act for the organisation whose data is worked on. */
  independent: boolean;
}

/** Active audit bodies, by name. */
export const listAuditBodies = async (trx: Trx): Promise<AuditBody[]> => {
  const { rows } = await sql<AuditBody>`select organisation_id, name, province, independent from audit_bodies()
    order by name, organisation_id`.execute(trx);
  return rows;
};

export async function insertReview(trx: Trx, row: Insertable<ReviewTable>): Promise<void> {
  await trx.insertInto('review').values(row).execute();
  await trx
    .insertInto('review_round')
    .values({
      organisation_id: row.organisation_id,
      review_id: row.id,
      number: 1,
      submission_id: row.submission_id,
      opened_at: row.created_at as Date,
    })
    .execute();
}

/** Reviews that were asked for on a submission, oldest first. */
export const reviewsOfSubmission = (trx: Trx, organisationId: string, submissionId: string): Promise<ReviewRow[]> =>
  trx
    .selectFrom('review')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('submission_id', '=', submissionId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

export const findReview = (trx: Trx, organisationId: string, id: string): Promise<ReviewRow | undefined> =>
  trx
    .selectFrom('review')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** A review that an audit body was asked for, whoever the client is. */
export const findAudit = (trx: Trx, auditBodyId: string, id: string): Promise<ReviewRow | undefined> =>
  trx.selectFrom('review').selectAll().where('audit_body_id', '=', auditBodyId).where('id', '=', id).executeTakeFirst();

/** The row, which nobody else can change until the transaction ends. */
export const lockReview = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<ReviewRow | undefined> =>
  trx
    .selectFrom('review')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Every change of a review counts its revision on. */
export const updateReview = async (
  trx: Trx,
  { organisation_id, id, revision }: ReviewRow,
  values: Updateable<ReviewTable>,
): Promise<ReviewRow> => {
  const { numUpdatedRows } = await trx
    .updateTable('review')
    .set({ ...values, revision: revision + 1 })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`review ${id}: nothing was updated`);
  return (await findReview(trx, organisation_id, id))!;
};

export interface ReviewFilter {
  organisationId?: string;
  auditBodyId?: string;
  status?: ReviewRow['status'] | undefined;
  assessmentId?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`. */
export function listReviews(trx: Trx, filter: ReviewFilter): Promise<ReviewRow[]> {
  let query = trx.selectFrom('review').selectAll();
  if (filter.organisationId) query = query.where('organisation_id', '=', filter.organisationId);
  if (filter.auditBodyId) query = query.where('audit_body_id', '=', filter.auditBodyId);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.assessmentId) query = query.where('assessment_id', '=', filter.assessmentId);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)));
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(filter.limit)).execute();
}

/** Those assigned now, in the order in which they were. */
export const listAuditors = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<AuditorRow[]> =>
  trx
    .selectFrom('review_auditor')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('assigned_at')
    .orderBy('user_id')
    .execute();

export const listDeclarations = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<IndependenceRow[]> =>
  trx
    .selectFrom('review_independence')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('declared_at')
    .orderBy('user_id')
    .execute();

export const listChangeRequests = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<ChangeRequestRow[]> =>
  trx
    .selectFrom('review_change_request')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('round')
    .orderBy('number')
    .execute();

export const listRounds = (trx: Trx, { organisation_id, id }: ReviewKey) =>
  trx
    .selectFrom('review_round')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('number')
    .execute();

export const lastProposal = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<ProposalRow | undefined> =>
  trx
    .selectFrom('review_proposal')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

export const listSignOffs = (trx: Trx, { organisation_id, id }: ReviewKey, proposal: number) =>
  trx
    .selectFrom('review_sign_off')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .where('proposal', '=', proposal)
    .orderBy('signed_at')
    .orderBy('user_id')
    .execute();

export const findRecord = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<RecordRow | undefined> =>
  trx
    .selectFrom('review_record')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .executeTakeFirst();

/** The record of the review that was concluded on a submission, and its hash; undefined where none was. */
export async function findReviewRecord(
  trx: Trx,
  organisationId: string,
  submissionId: string,
): Promise<{ record: ReviewRecord; hash: string } | undefined> {
  const row = await trx
    .selectFrom('review_record')
    .select(['record', 'record_hash'])
    .where('organisation_id', '=', organisationId)
    .where('submission_id', '=', submissionId)
    .orderBy('concluded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { record: JSON.parse(row.record) as ReviewRecord, hash: row.record_hash };
}
