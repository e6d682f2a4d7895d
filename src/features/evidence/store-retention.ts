/** @module The statements of the retention rule. */
import { sql } from 'kysely';
import type { Trx } from '../../db/scope.ts';

export interface RetentionRule {
  organisation_id: string;
  keep_years: number;
}

export const organisationsWithRetention = (trx: Trx): Promise<RetentionRule[]> =>
  trx.selectFrom('evidence_retention').select(['organisation_id', 'keep_years']).orderBy('organisation_id').execute();

export const findRetention = (trx: Trx, organisationId: string): Promise<{ keep_years: number } | undefined> =>
  trx
    .selectFrom('evidence_retention')
    .select('keep_years')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();

/** @param keepYears null: for ever */
export const setRetention = async (
  trx: Trx,
  organisationId: string,
  keepYears: number | null,
  by: { set_by: string; set_at: Date },
): Promise<void> => {
  if (keepYears === null) {
    await trx.deleteFrom('evidence_retention').where('organisation_id', '=', organisationId).execute();
    return;
  }
  const values = { keep_years: keepYears, ...by };
  await trx
    .insertInto('evidence_retention')
    .values({ organisation_id: organisationId, ...values })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
    .execute();
};

export interface ExpiredVersion {
  organisation_id: string;
  evidence_id: string;
  version: number;
  sha256: string;
  blob_id: string;
}

/**
 * Versions whose last use was before an instant: neither uploaded nor submitted since, and not serving an assessment that
 * is still going on.
 */
export const versionsToRemove = async (trx: Trx, organisationId: string, before: Date): Promise<ExpiredVersion[]> => {
  const { rows } = await sql<ExpiredVersion>`
    select v.organisation_id, v.evidence_id, v.version, v.sha256, v.blob_id
    from evidence_version v join evidence e on e.organisation_id = v.organisation_id and e.id = v.evidence_id
    where v.organisation_id = ${organisationId} and v.blob_id is not null and v.uploaded_at < ${before}
      and not exists (select from submission_evidence u join submission s on s.organisation_id = u.organisation_id and s.id = u.submission_id
        where u.organisation_id = v.organisation_id and u.evidence_id = v.evidence_id and u.version = v.version and s.submitted_at >= ${before})
      and not (v.version = e.version and exists (select from evidence_use u join assessment a on a.organisation_id = u.organisation_id and a.id = u.assessment_id
        where u.organisation_id = v.organisation_id and u.evidence_id = v.evidence_id
          and a.status in ('draft', 'submitted', 'in_review', 'changes_requested')))
      and not (v.version = e.version and named_by_open_answer(v.organisation_id, v.evidence_id))
      and not exists (select from submission_evidence u
        join submission s on s.organisation_id = u.organisation_id and s.id = u.submission_id
        join assessment a on a.organisation_id = s.organisation_id and a.id = s.assessment_id
        where u.organisation_id = v.organisation_id and u.evidence_id = v.evidence_id and u.version = v.version
          and a.status in ('submitted', 'in_review', 'changes_requested'))
    order by v.evidence_id, v.version`.execute(trx);
  return rows;
};

/** Takes the bytes of one version away, unless another version has the same. */
export async function removeVersion(trx: Trx, row: ExpiredVersion, removedAt: Date): Promise<void> {
  await trx
    .updateTable('evidence_version')
    .set({ blob_id: null, removed_at: removedAt })
    .where('organisation_id', '=', row.organisation_id)
    .where('evidence_id', '=', row.evidence_id)
    .where('version', '=', row.version)
    .execute();
  await sql`delete from evidence_blob b where b.organisation_id = ${row.organisation_id} and b.id = ${row.blob_id}
    and not exists (select from evidence_version v where v.organisation_id = b.organisation_id and v.blob_id = b.id)`.execute(
    trx,
  );
}
