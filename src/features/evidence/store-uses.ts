/** @module The statements of what evidence serves: questions of assessments. */
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../../db/scope.ts';
import type { EvidenceUseTable } from '../../db/tables-evidence.ts';

interface Assessment {
  organisation_id: string;
  id: string;
}

type By = Pick<Selectable<EvidenceUseTable>, 'linked_by' | 'linked_at'>;

/** What serves one assessment serves its copy too. */
export const copyUses = (
  trx: Trx,
  { organisation_id, id }: Assessment,
  { id: target, linked_by, linked_at }: By & { id: string },
): Promise<unknown> =>
  sql`insert into evidence_use (organisation_id, assessment_id, evidence_id, question_id, linked_by, linked_at)
    select organisation_id, ${target}, evidence_id, question_id, ${linked_by}, ${linked_at}
    from evidence_use where organisation_id = ${organisation_id} and assessment_id = ${id}`.execute(trx);

/** A question has another name in a newer version: its evidence goes along. */
export async function moveUses(
  trx: Trx,
  { organisation_id, id }: Assessment,
  { from, to }: { from: string; to: string },
  { linked_by, linked_at }: By,
): Promise<void> {
  await sql`insert into evidence_use (organisation_id, assessment_id, evidence_id, question_id, linked_by, linked_at)
    select organisation_id, assessment_id, evidence_id, ${to}, ${linked_by}, ${linked_at}
    from evidence_use where organisation_id = ${organisation_id} and assessment_id = ${id} and question_id = ${from}
    on conflict do nothing`.execute(trx);
  await trx
    .deleteFrom('evidence_use')
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .where('question_id', '=', from)
    .execute();
}

/** Does an assessment that can still be edited rest on the item, by a link or because an answer names it? */
export async function servesDraft(trx: Trx, organisationId: string, evidenceId: string): Promise<boolean> {
  const { rows } = await sql`
    select from assessment m where m.organisation_id = ${organisationId} and m.status in ('draft', 'changes_requested')
      and (exists (select from evidence_use u where u.organisation_id = m.organisation_id and u.assessment_id = m.id
          and u.evidence_id = ${evidenceId})
        or exists (select from answer a where a.organisation_id = m.organisation_id and a.assessment_id = m.id
          and a.content->'evidence' ? ${evidenceId}))
    limit 1`.execute(trx);
  return rows.length > 0;
}

/** Links of assessments that can no longer be edited, and were not submitted with the item. */
export const dropUses = (trx: Trx, organisationId: string, evidenceId: string): Promise<unknown> =>
  trx
    .deleteFrom('evidence_use')
    .where('organisation_id', '=', organisationId)
    .where('evidence_id', '=', evidenceId)
    .execute();
