/** @module The statements of duties: what other registers hold that has a day, reminders and feeds. */
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../../db/scope.ts';
import type { DutyFeedTable } from '../../db/tables-duties.ts';
import type { SystemRow } from '../systems/index.ts';

/** Systems, in use or not. */
export function listSystems(trx: Trx, organisationId: string, systemId?: string): Promise<SystemRow[]> {
  const query = trx.selectFrom('system').selectAll().where('organisation_id', '=', organisationId).orderBy('id');
  return (systemId === undefined ? query : query.where('id', '=', systemId)).execute();
}

export interface LatestSubmission {
  id: string;
  system_id: string;
  submitted_at: Date;
  /** `null` until it was kept. */
  summary: unknown;
}

/** The last submission of each system, of assessments that were not withdrawn; only of those the summary is read. */
export function latestSubmissions(trx: Trx, organisationId: string, systemId?: string): Promise<LatestSubmission[]> {
  const latest = trx
    .selectFrom('submission')
    .innerJoin('assessment', (join) =>
      join
        .onRef('assessment.organisation_id', '=', 'submission.organisation_id')
        .onRef('assessment.id', '=', 'submission.assessment_id'),
    )
    .distinctOn('submission.system_id')
    .select(['submission.organisation_id', 'submission.id', 'submission.system_id', 'submission.submitted_at'])
    .where('submission.organisation_id', '=', organisationId)
    .where('assessment.status', '!=', 'withdrawn')
    .orderBy('submission.system_id')
    .orderBy('submission.submitted_at', 'desc')
    .orderBy('submission.id', 'desc');
  return trx
    .selectFrom((systemId === undefined ? latest : latest.where('submission.system_id', '=', systemId)).as('latest'))
    .leftJoin('submission_duty', (join) =>
      join
        .onRef('submission_duty.organisation_id', '=', 'latest.organisation_id')
        .onRef('submission_duty.submission_id', '=', 'latest.id'),
    )
    .select(['latest.id', 'latest.system_id', 'latest.submitted_at', 'submission_duty.summary'])
    .orderBy('latest.system_id')
    .execute();
}

export const readRecord = async (trx: Trx, organisationId: string, id: string): Promise<string> => {
  const { record } = await trx
    .selectFrom('submission')
    .select('record')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return record;
};

export const keepSummary = (
  trx: Trx,
  row: { organisation_id: string; submission_id: string; summary: object; kept_at: Date },
): Promise<unknown> =>
  trx
    .insertInto('submission_duty')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'submission_id'])
        .doUpdateSet({ summary: row.summary, kept_at: row.kept_at }),
    )
    .execute();

export interface OpenFinding {
  id: string;
  system_id: string;
  title: string;
  basis: string[];
  due: string | null;
  state: string;
  accepted_until: string | null;
}

/** Findings of reviews that somebody still has to do something about, now or when an accepted risk ends. */
export function listOpenFindings(trx: Trx, organisationId: string, systemId?: string): Promise<OpenFinding[]> {
  const query = trx
    .selectFrom('finding')
    .innerJoin('review', (join) =>
      join.onRef('review.organisation_id', '=', 'finding.organisation_id').onRef('review.id', '=', 'finding.review_id'),
    )
    .select([
      'finding.id',
      'review.system_id',
      'finding.title',
      'finding.basis',
      'finding.due',
      'finding.state',
      'finding.accepted_until',
    ])
    .where('finding.organisation_id', '=', organisationId)
    .where('finding.state', 'in', ['open', 'risk_accepted'])
    .orderBy('finding.id');
  return (systemId === undefined ? query : query.where('review.system_id', '=', systemId)).execute();
}

/** Organisations that have systems of their own. */
export const listCompanies = (trx: Trx): Promise<{ organisation_id: string; settings: Record<string, unknown> }[]> =>
  trx
    .selectFrom('organisation')
    .select(['organisation_id', 'settings'])
    .where('kind', 'in', ['company', 'adviser'])
    .where('status', '=', 'active')
    .orderBy('organisation_id')
    .execute();

export async function readSettings(trx: Trx, organisationId: string): Promise<Record<string, unknown> | undefined> {
  const row = await trx
    .selectFrom('organisation')
    .select('settings')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row?.settings;
}

/** Sets one key of the settings; the others stay. */
export const writeSetting = (
  trx: Trx,
  organisationId: string,
  key: string,
  value: object,
  at: Date,
): Promise<unknown> =>
  trx
    .updateTable('organisation')
    .set({
      settings: sql`settings || jsonb_build_object(${key}::text, ${JSON.stringify(value)}::text::jsonb)`,
      revision: sql<number>`revision + 1`,
      updated_at: at,
    })
    .where('organisation_id', '=', organisationId)
    .execute();

/** @returns was this the first time? */
export async function insertReminder(
  trx: Trx,
  row: { organisation_id: string; duty_id: string; due: string; moment: string; sent_at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('reminder')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const listRemindable = async (trx: Trx, organisationId: string, roles: readonly string[]): Promise<string[]> => {
  if (roles.length === 0) return [];
  const rows = await trx
    .selectFrom('member')
    .select('user_id')
    .where('organisation_id', '=', organisationId)
    .where('role', 'in', roles as ('owner' | 'manager')[])
    .orderBy('user_id')
    .execute();
  return rows.map(({ user_id }) => user_id);
};

export type FeedRow = Selectable<DutyFeedTable>;

export const insertFeed = (trx: Trx, row: Omit<FeedRow, 'revoked_at'>): Promise<FeedRow> =>
  trx.insertInto('duty_feed').values(row).returningAll().executeTakeFirstOrThrow();

export const listFeeds = (trx: Trx, organisationId: string): Promise<FeedRow[]> =>
  trx
    .selectFrom('duty_feed')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** @returns was there such a feed, not revoked yet? */
export async function revokeFeed(trx: Trx, organisationId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('duty_feed')
    .set({ revoked_at: at })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The feed behind an address, for the identity role: of an active organisation, not revoked. */
export const findFeedByToken = (trx: Trx, tokenHash: string): Promise<FeedRow | undefined> =>
  trx
    .selectFrom('duty_feed')
    .innerJoin('organisation', 'organisation.organisation_id', 'duty_feed.organisation_id')
    .selectAll('duty_feed')
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where('organisation.status', '=', 'active')
    .executeTakeFirst();
