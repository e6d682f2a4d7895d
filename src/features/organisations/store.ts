/** @module The statements about organisations and their members. Row-level security decides whose rows they see. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
import type { Role } from '../../app/policy.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { MemberTable, OrganisationTable } from '../../db/tables.ts';

export type OrganisationRow = Selectable<OrganisationTable>;
export type MemberRow = Selectable<MemberTable>;

export interface Page {
  organisationId: string;
  after?: Position | undefined;
  limit: number;
}

export const insertOrganisation = (trx: Trx, row: Insertable<OrganisationTable>): Promise<OrganisationRow> =>
  trx.insertInto('organisation').values(row).returningAll().executeTakeFirstOrThrow();

export const findOrganisation = (trx: Trx, id: string): Promise<OrganisationRow | undefined> =>
  trx.selectFrom('organisation').selectAll().where('organisation_id', '=', id).executeTakeFirst();

/** The row, which is also the lock under which members change: until the transaction ends nobody else can. */
export const lockOrganisation = (trx: Trx, id: string): Promise<OrganisationRow | undefined> =>
  trx.selectFrom('organisation').selectAll().where('organisation_id', '=', id).forUpdate().executeTakeFirst();

export const updateOrganisation = (
  trx: Trx,
  id: string,
  values: Updateable<OrganisationTable>,
): Promise<OrganisationRow> =>
  trx
    .updateTable('organisation')
    .set(values)
    .where('organisation_id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** One's organisations, oldest membership first. */
export const listMemberships = (trx: Trx, userId: string) =>
  trx
    .selectFrom('member')
    .innerJoin('organisation', 'organisation.organisation_id', 'member.organisation_id')
    .selectAll('organisation')
    .select(['member.role', 'member.joined_at'])
    .where('member.user_id', '=', userId)
    .orderBy('member.joined_at')
    .orderBy('member.organisation_id')
    .execute();

export const insertMember = (trx: Trx, row: Insertable<MemberTable>) => trx.insertInto('member').values(row).execute();

export const findMember = (trx: Trx, organisationId: string, userId: string): Promise<MemberRow | undefined> =>
  trx
    .selectFrom('member')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('user_id', '=', userId)
    .executeTakeFirst();

/** Newest first; one row more than `limit`. */
export function listMembers(trx: Trx, { organisationId, after, limit }: Page): Promise<MemberRow[]> {
  let query = trx.selectFrom('member').selectAll().where('organisation_id', '=', organisationId);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('joined_at', 'user_id'), '<', tuple(after.at, after.id)),
    );
  }
  return query.orderBy('joined_at', 'desc').orderBy('user_id', 'desc').limit(oneMoreThan(limit)).execute();
}

export const updateRole = (trx: Trx, { organisation_id, user_id }: MemberRow, role: Role): Promise<MemberRow> =>
  trx
    .updateTable('member')
    .set({ role })
    .where('organisation_id', '=', organisation_id)
    .where('user_id', '=', user_id)
    .returningAll()
    .executeTakeFirstOrThrow();

export const deleteMember = (trx: Trx, organisationId: string, userId: string) =>
  trx.deleteFrom('member').where('organisation_id', '=', organisationId).where('user_id', '=', userId).execute();

export interface Heads {
  owners: number;
  members: number;
}

export async function countHeads(trx: Trx, organisationId: string): Promise<Heads> {
  const { owners, members } = await trx
    .selectFrom('member')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('role', '=', 'owner').as('owners'),
      fn.countAll<number>().as('members'),
    ])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return { owners: Number(owners), members: Number(members) };
}
