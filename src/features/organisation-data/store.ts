/** @module The statements that exports, imports and deletions need beside rows. */
import { sql } from 'kysely';
import type { CatalogTable } from '../../db/catalog.ts';
import type { Trx } from '../../db/scope.ts';

/** Tables that the role of the transaction may read. */
export async function readableTables(trx: Trx): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select')`.execute(
    trx,
  );
  return new Set(rows.map(({ name }) => name));
}

/**
 * Other organisations that rows of this one refer to by a foreign key.
 * @returns undefined where the organisation is not there
 */
export async function outsideOf(
  trx: Trx,
  tables: readonly CatalogTable[],
  organisationId: string,
): Promise<{ id: string; kind: string }[] | undefined> {
  const own = await trx
    .selectFrom('organisation')
    .select('organisation_id')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  if (!own) return undefined;
  const found = new Map<string, string>();
  for (const { name, references } of tables) {
    for (const { table, columns } of references) {
      const [column] = columns;
      if (table !== 'organisation' || column === undefined || column === 'organisation_id') continue;
      const { rows } = await sql<{ id: string; kind: string | null }>`
        select distinct t.${sql.id(column)} as id, o.kind from ${sql.id(name)} t
        left join organisation o on o.organisation_id = t.${sql.id(column)}
        where t.organisation_id = ${organisationId} and t.${sql.id(column)} <> ${organisationId}`.execute(trx);
      // Advisers alone are referred to where the kind may not be read.
      for (const { id, kind } of rows) found.set(id, kind ?? 'adviser');
    }
  }
  return [...found].map(([id, kind]) => ({ id, kind })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Rows of the organisation that are there already, table by table. */
export async function tablesWithRows(
  trx: Trx,
  tables: readonly CatalogTable[],
  organisationId: string,
): Promise<string[]> {
  const filled: string[] = [];
  for (const { name, isTenant } of tables) {
    if (!isTenant) continue;
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from ${sql.id(name)} where organisation_id = ${organisationId}) as found`.execute(trx);
    if (rows[0]!.found) filled.push(name);
  }
  return filled;
}

/**
 * An organisation that is only referred to: it cannot act, and nobody belongs to it.
 * @returns was it not here before?
 */
export async function addOutside(trx: Trx, id: string, kind: string): Promise<boolean> {
  const { rows } = await sql`insert into organisation (organisation_id, kind, name, status, created_at, updated_at)
    values (${id}, ${kind}, ${id}, 'suspended', 'epoch', 'epoch') on conflict do nothing returning 1`.execute(trx);
  return rows.length > 0;
}

/** Was the organisation only referred to until now? */
export async function isPlaceholder(trx: Trx, organisationId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`select organisation_id as id from organisation o
    where organisation_id = ${organisationId} and name = organisation_id and status = 'suspended' and created_at = 'epoch'
      and not exists (select from event e where e.organisation_id = o.organisation_id)`.execute(trx);
  return rows.length > 0;
}

/** @param row the organisation as JSON text */
export const fillPlaceholder = (trx: Trx, row: string): Promise<unknown> =>
  sql`update organisation o set kind = r.kind, name = r.name, registration_number = r.registration_number,
      address = r.address, contact = r.contact, province = r.province, sector = r.sector, status = r.status, settings = r.settings, revision = r.revision,
      created_at = r.created_at, updated_at = r.updated_at
    from jsonb_populate_record(null::organisation, ${row}::text::jsonb) r where o.organisation_id = r.organisation_id`.execute(
    trx,
  );

/** Organisations here that gave another leave to act for them, and have not taken it back. */
export async function clientsOf(trx: Trx, adviserId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('adviser_grant')
    .select('organisation_id')
    .distinct()
    .where('adviser_id', '=', adviserId)
    .where('revoked_at', 'is', null)
    .orderBy('organisation_id')
    .execute();
  return rows.map(({ organisation_id }) => organisation_id);
}

/** @returns id of whoever signed up with the address */
export const findAccount = async (trx: Trx, email: string): Promise<string | undefined> => {
  const row = await trx
    .selectFrom('auth_user')
    .select('id')
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst();
  return row?.id;
};

/** Takes back memberships of people who have an account here. @returns their ids */
export async function dropMembersWithAccounts(trx: Trx, organisationId: string): Promise<string[]> {
  const rows = await trx
    .deleteFrom('member')
    .where('organisation_id', '=', organisationId)
    .where('user_id', 'in', (from) => from.selectFrom('auth_user').select('id'))
    .returning('user_id')
    .execute();
  return rows.map(({ user_id }) => user_id).sort();
}

export const addOwner = (trx: Trx, organisation_id: string, user_id: string, joined_at: Date): Promise<unknown> =>
  trx.insertInto('member').values({ organisation_id, user_id, role: 'owner', joined_at }).execute();

/** Submissions and reviews whose columns, by which they are listed and found, are not what their records say. */
export async function misdescribedRecords(trx: Trx, organisationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from submission s, lateral (select s.record::jsonb as r) as record
      where s.organisation_id = ${organisationId} and s.record <> '{}' and (
        r->>'id' = s.id and r->>'assessmentId' = s.assessment_id and r->'system'->>'id' = s.system_id
        and r->'number' = to_jsonb(s.number) and r->>'resultHash' = s.result_hash and r->>'asOf' = s.as_of::text
        and r->>'submittedBy' = s.submitted_by and (r->>'submittedAt')::timestamptz = s.submitted_at
        and r->'result'->'classification'->>'tier' = s.tier) is not true
    union all
    select w.review_id from review_record w, lateral (select w.record::jsonb as r) as record
      where w.organisation_id = ${organisationId} and (
        r->>'id' = w.review_id and r->>'submissionId' = w.submission_id and r->>'conclusion' = w.conclusion
        and r->>'reviewedResultHash' = w.reviewed_result_hash and (r->>'concludedAt')::timestamptz = w.concluded_at) is not true
    order by 1`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Law that a file brought and under which its organisation submitted nothing. */
export async function lawWithoutSubmission(
  trx: Trx,
  organisationId: string,
  hashes: readonly string[],
): Promise<string[]> {
  const rows = await trx
    .selectFrom('submission')
    .select('rules_hash')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .execute();
  const used = new Set(rows.map(({ rules_hash }) => rules_hash));
  return hashes.filter((hash) => !used.has(hash));
}

/** Hashes of law that are here already. */
export async function knownLaw(trx: Trx): Promise<Set<string>> {
  const rows = await trx.selectFrom('content_snapshot').select('hash').execute();
  return new Set(rows.map(({ hash }) => hash));
}

export interface Resigned {
  client: string;
  review: string;
  submission: string;
  was: string;
}

/** Gives up the reviews that an audit body has not concluded; for any other organisation there are none. */
export async function resignReviews(trx: Trx, organisationId: string, by: string, at: Date): Promise<Resigned[]> {
  const { rows } = await sql<Resigned>`select * from resign_reviews(${organisationId}, ${by}, ${at})`.execute(trx);
  return rows;
}

/**
 * Removes what an organisation has. Its events stay, as hashes have to be checked; attestations stay as withdrawn.
 * @param trx of an operator, with the organisation as the one whose data it is
 * @returns is nothing left of it but its events?
 */
export async function eraseOrganisation(trx: Trx, organisationId: string, by: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`
    select erase_organisation(${organisationId}, ${by}, ${at}) as gone`.execute(trx);
  return rows[0]!.gone;
}
