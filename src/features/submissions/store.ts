/** @module The statements of submissions. A row is written once and never changed: no role may. */
import type { Insertable, Selectable } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { AssessmentWithdrawalTable, SubmissionTable } from '../../db/tables.ts';

export type SubmissionRow = Selectable<SubmissionTable>;
/** A row without its record, which can be large. */
export type SubmissionHead = Omit<SubmissionRow, 'record'>;

const HEAD = [
  'organisation_id',
  'id',
  'assessment_id',
  'system_id',
  'number',
  'record_hash',
  'result_hash',
  'rules_hash',
  'tier',
  'as_of',
  'submitted_by',
  'submitted_at',
] as const;

export const insertSubmission = (trx: Trx, row: SubmissionRow): Promise<unknown> =>
  trx.insertInto('submission').values(row).execute();

export const findSubmission = (trx: Trx, organisationId: string, id: string): Promise<SubmissionRow | undefined> =>
  trx
    .selectFrom('submission')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** The last submission of an assessment, if there is one. */
export const lastSubmission = (
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<SubmissionRow | undefined> =>
  trx
    .selectFrom('submission')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The newest submission of a system, without its record. */
export const lastSubmissionOfSystem = (
  trx: Trx,
  organisationId: string,
  systemId: string,
): Promise<SubmissionHead | undefined> =>
  trx
    .selectFrom('submission')
    .select(HEAD)
    .where('organisation_id', '=', organisationId)
    .where('system_id', '=', systemId)
    .orderBy('submitted_at', 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

export interface SubmissionFilter {
  organisationId: string;
  assessmentId?: string | undefined;
  systemId?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`. */
export function listSubmissions(trx: Trx, filter: SubmissionFilter): Promise<SubmissionHead[]> {
  let query = trx.selectFrom('submission').select(HEAD).where('organisation_id', '=', filter.organisationId);
  if (filter.assessmentId) query = query.where('assessment_id', '=', filter.assessmentId);
  if (filter.systemId) query = query.where('system_id', '=', filter.systemId);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('submitted_at', 'id'), '<', tuple(at, id)));
  }
  return query.orderBy('submitted_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(filter.limit)).execute();
}

/** Keeps the law as it was read, once for each state of the rules. */
export const keepContent = (trx: Trx, hash: string, body: () => Uint8Array, keptAt: Date): Promise<unknown> =>
  trx
    .selectFrom('content_snapshot')
    .select('hash')
    .where('hash', '=', hash)
    .executeTakeFirst()
    .then((known) =>
      known
        ? undefined
        : trx
            .insertInto('content_snapshot')
            .values({ hash, body: body(), kept_at: keptAt })
            .onConflict((conflict) => conflict.doNothing())
            .execute(),
    );

export const readContent = async (trx: Trx, hash: string): Promise<Uint8Array | undefined> => {
  const row = await trx.selectFrom('content_snapshot').select('body').where('hash', '=', hash).executeTakeFirst();
  return row?.body;
};

export const insertWithdrawal = (trx: Trx, row: Insertable<AssessmentWithdrawalTable>): Promise<unknown> =>
  trx.insertInto('assessment_withdrawal').values(row).execute();
