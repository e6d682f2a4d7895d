/** @module The statements of what auditors write in a review. */
import { type Insertable, type Selectable, sql } from 'kysely';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type {
  ReviewChangeRequestTable,
  ReviewProposalTable,
  ReviewRecordTable,
  ReviewSampleTable,
  ReviewVerdictTable,
} from '../../db/tables-reviews.ts';
import type { VersionRow } from '../evidence/index.ts';
import type { VerdictRow } from './standing-verdicts.ts';
import type { AuditorRow, IndependenceRow, ReviewKey, ReviewRow } from './store.ts';

export type SampleRow = Selectable<ReviewSampleTable>;

/** What stands against somebody auditing a client, as the database knows it. */
export interface Ties {
  /** The audit body had leave to act for the client. */
  body: boolean;
  /** The person is a member of the client, or of an organisation that had leave to act for it. */
  person: boolean;
  /** The person did something in the client's name, or for an adviser of it. */
  acted: boolean;
}

export async function findTies(trx: Trx, clientId: string, auditBodyId: string, userId: string): Promise<Ties> {
  const { rows } = await sql<Ties>`select held_grant(${clientId}, ${auditBodyId}) as body,
    is_tied_to_client(${clientId}, ${userId}) as person, has_acted_for_client(${clientId}, ${userId}) as acted`.execute(
    trx,
  );
  return rows[0]!;
}

/** The person who made a key of the organisation that acts. */
export const creatorOfKey = async (trx: Trx, organisationId: string, id: string): Promise<string> => {
  const { created_by } = await trx
    .selectFrom('api_key')
    .select('created_by')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return created_by;
};

/** Does the database let the person who acts work in the review? */
export async function worksOn(trx: Trx, { organisation_id, id }: ReviewKey): Promise<boolean> {
  const { rows } = await sql<{ works: boolean }>`select works_on_review(${organisation_id}, ${id}) as works`.execute(
    trx,
  );
  return rows[0]!.works;
}

/** @returns which of the people are auditors of the audit body */
export async function auditorsAmong(trx: Trx, auditBodyId: string, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await trx
    .selectFrom('member')
    .select('user_id')
    .where('organisation_id', '=', auditBodyId)
    .where('role', '=', 'auditor')
    .where('user_id', 'in', [...userIds])
    .execute();
  return rows.map(({ user_id }) => user_id);
}

export const assignAuditor = (trx: Trx, row: Omit<AuditorRow, 'removed_at'>): Promise<unknown> =>
  trx
    .insertInto('review_auditor')
    .values({ ...row, removed_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'review_id', 'user_id'])
        .doUpdateSet({ assigned_by: row.assigned_by, assigned_at: row.assigned_at, removed_at: null }),
    )
    .execute();

export const removeAuditor = (
  trx: Trx,
  { organisation_id, id }: ReviewKey,
  userId: string,
  at: Date,
): Promise<unknown> =>
  trx
    .updateTable('review_auditor')
    .set({ removed_at: at })
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .where('user_id', '=', userId)
    .execute();

export const insertDeclaration = (trx: Trx, row: IndependenceRow): Promise<unknown> =>
  trx.insertInto('review_independence').values(row).execute();

export const insertSample = (trx: Trx, row: Insertable<ReviewSampleTable>): Promise<unknown> =>
  trx.insertInto('review_sample').values(row).execute();

/** The last sample of the review; earlier ones stay on record. */
export const lastSample = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<SampleRow | undefined> =>
  trx
    .selectFrom('review_sample')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Every verdict of the review, oldest first. */
export const listVerdicts = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<VerdictRow[]> =>
  trx
    .selectFrom('review_verdict')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('revision')
    .orderBy('question_id')
    .execute();

export interface VerdictFilter {
  questionId: string | undefined;
  /** Where the last page ended. A revision gives one verdict on a question. */
  after: { revision: number; questionId: string } | undefined;
  limit: number;
}

/** The same, in pages; one row more than `limit`. */
export function pageVerdicts(
  trx: Trx,
  { organisation_id, id }: ReviewKey,
  { questionId, after, limit }: VerdictFilter,
): Promise<VerdictRow[]> {
  let query = trx
    .selectFrom('review_verdict')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id);
  if (questionId) query = query.where('question_id', '=', questionId);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('revision', 'question_id'), '>', tuple(after.revision, after.questionId)),
    );
  }
  return query.orderBy('revision').orderBy('question_id').limit(oneMoreThan(limit)).execute();
}

export const insertVerdicts = (trx: Trx, rows: Insertable<ReviewVerdictTable>[]): Promise<unknown> =>
  trx.insertInto('review_verdict').values(rows).execute();

export const insertChangeRequests = (trx: Trx, rows: Insertable<ReviewChangeRequestTable>[]): Promise<unknown> =>
  trx.insertInto('review_change_request').values(rows).execute();

export const insertProposal = (trx: Trx, row: Insertable<ReviewProposalTable>): Promise<unknown> =>
  trx.insertInto('review_proposal').values(row).execute();

export const insertSignOff = (
  trx: Trx,
  row: { organisation_id: string; review_id: string; proposal: number; user_id: string; signed_at: Date },
): Promise<unknown> => trx.insertInto('review_sign_off').values(row).execute();

export const insertRecord = (trx: Trx, row: Insertable<ReviewRecordTable>): Promise<unknown> =>
  trx.insertInto('review_record').values(row).execute();

/** The version of an item that a submission rests on. */
export const findSubmittedEvidence = (
  trx: Trx,
  { organisation_id, submission_id }: Pick<ReviewRow, 'organisation_id' | 'submission_id'>,
  evidenceId: string,
): Promise<VersionRow | undefined> =>
  trx
    .selectFrom('evidence_version')
    .selectAll('evidence_version')
    .innerJoin('submission_evidence', (join) =>
      join
        .onRef('submission_evidence.organisation_id', '=', 'evidence_version.organisation_id')
        .onRef('submission_evidence.evidence_id', '=', 'evidence_version.evidence_id')
        .onRef('submission_evidence.version', '=', 'evidence_version.version'),
    )
    .where('submission_evidence.organisation_id', '=', organisation_id)
    .where('submission_evidence.submission_id', '=', submission_id)
    .where('submission_evidence.evidence_id', '=', evidenceId)
    .executeTakeFirst();
