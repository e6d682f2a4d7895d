/** @module The statements of findings and their history. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { FindingStepTable, FindingTable } from '../../db/tables-reviews.ts';
import type { FindingRow } from './finding-state.ts';
import type { ReviewKey } from './store.ts';

export type StepRow = Selectable<FindingStepTable>;

export const insertFinding = (trx: Trx, row: Insertable<FindingTable>): Promise<unknown> =>
  trx.insertInto('finding').values(row).execute();

export const findFinding = (trx: Trx, organisationId: string, id: string): Promise<FindingRow | undefined> =>
  trx
    .selectFrom('finding')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** The row, which nobody else can change until the transaction ends. */
export const lockFinding = (trx: Trx, organisationId: string, id: string): Promise<FindingRow | undefined> =>
  trx
    .selectFrom('finding')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const updateFinding = async (
  trx: Trx,
  { organisation_id, id, revision }: FindingRow,
  values: Updateable<FindingTable>,
): Promise<FindingRow> => {
  const { numUpdatedRows } = await trx
    .updateTable('finding')
    .set({ ...values, revision: revision + 1 })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`finding ${id}: nothing was updated`);
  return (await findFinding(trx, organisation_id, id))!;
};

/** Every finding of a review, oldest first. */
export const findingsOfReview = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<FindingRow[]> =>
  trx
    .selectFrom('finding')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** The same, which nobody else can change until the transaction ends. */
export const lockFindings = (trx: Trx, { organisation_id, id }: ReviewKey): Promise<FindingRow[]> =>
  trx
    .selectFrom('finding')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('review_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .execute();

export interface FindingFilter {
  organisationId: string;
  reviewId?: string | undefined;
  state?: FindingRow['state'] | undefined;
  /** The day on which states are looked at: an accepted risk whose time is over counts as open. */
  today: string;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`. */
export function listFindings(trx: Trx, filter: FindingFilter): Promise<FindingRow[]> {
  let query = trx.selectFrom('finding').selectAll().where('organisation_id', '=', filter.organisationId);
  if (filter.reviewId) query = query.where('review_id', '=', filter.reviewId);
  if (filter.state === 'open') {
    query = query.where((where) =>
      where.or([
        where('state', '=', 'open'),
        where.and([where('state', '=', 'risk_accepted'), where('accepted_until', '<=', filter.today)]),
      ]),
    );
  } else if (filter.state === 'risk_accepted') {
    query = query.where('state', '=', 'risk_accepted').where('accepted_until', '>', filter.today);
  } else if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)));
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(filter.limit)).execute();
}

/** Adds a step; the finding is locked by whoever calls. */
export async function addStep(trx: Trx, row: Omit<Insertable<FindingStepTable>, 'number'>): Promise<void> {
  const { last } = await trx
    .selectFrom('finding_step')
    .select(({ fn }) => fn.coalesce(fn.max('number'), (eb) => eb.val(0)).as('last'))
    .where('organisation_id', '=', row.organisation_id)
    .where('finding_id', '=', row.finding_id)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('finding_step')
    .values({ ...row, number: Number(last) + 1 })
    .execute();
}

export const listSteps = (trx: Trx, { organisation_id, id }: Pick<FindingRow, 'organisation_id' | 'id'>) =>
  trx
    .selectFrom('finding_step')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('finding_id', '=', id)
    .orderBy('number')
    .execute();
