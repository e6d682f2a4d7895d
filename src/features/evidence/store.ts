/** @module The statements of evidence. Row-level security decides whose rows they see, and what may still be deleted. */
import { type Selectable, sql, type Updateable } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { AssessmentTable } from '../../db/tables.ts';
import type { EvidenceTable, EvidenceUseTable, EvidenceVersionTable } from '../../db/tables-evidence.ts';

export type EvidenceRow = Selectable<EvidenceTable>;
export type VersionRow = Selectable<EvidenceVersionTable>;
export type UseRow = Selectable<EvidenceUseTable>;

/** An item with its present version. */
export type EvidenceItem = EvidenceRow &
  Pick<
    VersionRow,
    'href' | 'filename' | 'media_type' | 'bytes' | 'sha256' | 'blob_id' | 'uploaded_by' | 'uploaded_at' | 'removed_at'
  >;

const items = (trx: Trx, organisationId: string) =>
  trx
    .selectFrom('evidence')
    .innerJoin('evidence_version', (join) =>
      join
        .onRef('evidence_version.organisation_id', '=', 'evidence.organisation_id')
        .onRef('evidence_version.evidence_id', '=', 'evidence.id')
        .onRef('evidence_version.version', '=', 'evidence.version'),
    )
    .selectAll('evidence')
    .select([
      'evidence_version.href',
      'evidence_version.filename',
      'evidence_version.media_type',
      'evidence_version.bytes',
      'evidence_version.sha256',
      'evidence_version.blob_id',
      'evidence_version.uploaded_by',
      'evidence_version.uploaded_at',
      'evidence_version.removed_at',
    ])
    .where('evidence.organisation_id', '=', organisationId);

export const findEvidence = (trx: Trx, organisationId: string, id: string): Promise<EvidenceItem | undefined> =>
  items(trx, organisationId).where('evidence.id', '=', id).executeTakeFirst();

/** The item, which nobody else can change until the transaction ends. */
export const lockEvidence = (trx: Trx, organisationId: string, id: string): Promise<EvidenceItem | undefined> =>
  items(trx, organisationId).where('evidence.id', '=', id).forUpdate('evidence').executeTakeFirst();

export interface EvidenceFilter {
  organisationId: string;
  search?: string | undefined;
  assessmentId?: string | undefined;
  /** Only what is valid until a day before this one. */
  expiredOn?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`. */
export function listEvidence(trx: Trx, filter: EvidenceFilter): Promise<EvidenceItem[]> {
  let query = items(trx, filter.organisationId);
  if (filter.search) {
    const pattern = `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where(({ eb, or }) =>
      or([eb('title', 'ilike', pattern), eb('note', 'ilike', pattern), eb('filename', 'ilike', pattern)]),
    );
  }
  if (filter.assessmentId) {
    const { assessmentId } = filter;
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('evidence_use')
          .select('question_id')
          .whereRef('evidence_use.organisation_id', '=', 'evidence.organisation_id')
          .whereRef('evidence_use.evidence_id', '=', 'evidence.id')
          .where('evidence_use.assessment_id', '=', assessmentId),
      ),
    );
  }
  if (filter.expiredOn) query = query.where('valid_until', '<', filter.expiredOn);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('evidence.created_at', 'evidence.id'), '<', tuple(at, id)),
    );
  }
  return query
    .orderBy('evidence.created_at', 'desc')
    .orderBy('evidence.id', 'desc')
    .limit(oneMoreThan(filter.limit))
    .execute();
}

export async function insertEvidence(
  trx: Trx,
  row: Omit<EvidenceRow, 'version' | 'revision'>,
  version: Omit<VersionRow, 'organisation_id' | 'evidence_id' | 'version' | 'removed_at'>,
): Promise<EvidenceItem> {
  await trx.insertInto('evidence').values(row).execute();
  await addVersion(trx, { ...version, organisation_id: row.organisation_id, evidence_id: row.id, version: 1 });
  return (await findEvidence(trx, row.organisation_id, row.id))!;
}

export const addVersion = (trx: Trx, row: Omit<VersionRow, 'removed_at'>): Promise<unknown> =>
  trx.insertInto('evidence_version').values(row).execute();

export async function updateEvidence(
  trx: Trx,
  { organisation_id, id }: Pick<EvidenceRow, 'organisation_id' | 'id'>,
  values: Updateable<EvidenceTable>,
): Promise<EvidenceItem> {
  await trx
    .updateTable('evidence')
    .set(values)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .execute();
  return (await findEvidence(trx, organisation_id, id))!;
}

/** @returns was it there, and did no submission rest on it? */
export async function deleteEvidence(trx: Trx, organisationId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('evidence')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export const listVersions = (trx: Trx, organisationId: string, id: string): Promise<VersionRow[]> =>
  trx
    .selectFrom('evidence_version')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('evidence_id', '=', id)
    .orderBy('version')
    .execute();

/** @param version undefined: the present one */
export const findVersion = (
  trx: Trx,
  organisationId: string,
  id: string,
  version: number | undefined,
): Promise<VersionRow | undefined> => {
  const query = trx
    .selectFrom('evidence_version')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('evidence_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1);
  return (version === undefined ? query : query.where('version', '=', version)).executeTakeFirst();
};

export const listUses = (trx: Trx, organisationId: string, id: string): Promise<UseRow[]> =>
  trx
    .selectFrom('evidence_use')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('evidence_id', '=', id)
    .orderBy('assessment_id')
    .orderBy('question_id')
    .execute();

/** @returns was it new? */
export async function addUse(trx: Trx, row: UseRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('evidence_use')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns was there one? */
export async function removeUse(trx: Trx, row: Omit<UseRow, 'linked_by' | 'linked_at'>): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('evidence_use')
    .where('organisation_id', '=', row.organisation_id)
    .where('assessment_id', '=', row.assessment_id)
    .where('evidence_id', '=', row.evidence_id)
    .where('question_id', '=', row.question_id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Submissions that rest on the item. */
export const submissionsOf = async (trx: Trx, organisationId: string, id: string): Promise<string[]> => {
  const rows = await trx
    .selectFrom('submission_evidence')
    .select('submission_id')
    .where('organisation_id', '=', organisationId)
    .where('evidence_id', '=', id)
    .orderBy('submission_id')
    .execute();
  return rows.map(({ submission_id }) => submission_id);
};

/** State and versions of an assessment whose answers get evidence; it is not submitted meanwhile. */
export const assessmentForEvidence = (
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<Pick<Selectable<AssessmentTable>, 'status' | 'questionnaires'> | undefined> =>
  trx
    .selectFrom('assessment')
    .select(['status', 'questionnaires'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();

/** Items of an assessment with the question each serves: linked to it, or named by its answer. One row a pair. */
export async function itemsOfAssessment(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<(EvidenceItem & { question_id: string })[]> {
  const { rows } = await sql<{ evidence_id: string; question_id: string }>`
    select evidence_id, question_id from evidence_use
      where organisation_id = ${organisationId} and assessment_id = ${assessmentId}
    union
    select named.id, a.question_id from answer a,
      jsonb_array_elements_text(case jsonb_typeof(a.content->'evidence') when 'array' then a.content->'evidence' else '[]' end) named(id)
      where a.organisation_id = ${organisationId} and a.assessment_id = ${assessmentId} and named.id like 'evd\\_%'
    order by 1, 2`.execute(trx);
  if (rows.length === 0) return [];
  const found = await items(trx, organisationId)
    .where('evidence.id', 'in', [...new Set(rows.map(({ evidence_id }) => evidence_id))])
    .execute();
  const byId = new Map(found.map((item) => [item.id, item]));
  return rows.flatMap(({ evidence_id, question_id }) => {
    const item = byId.get(evidence_id);
    return item ? [{ ...item, question_id }] : [];
  });
}

export const freezeUses = async (
  trx: Trx,
  rows: {
    organisation_id: string;
    submission_id: string;
    evidence_id: string;
    version: number;
    sha256: string | null;
  }[],
): Promise<void> => {
  if (rows.length > 0) await trx.insertInto('submission_evidence').values(rows).execute();
};
