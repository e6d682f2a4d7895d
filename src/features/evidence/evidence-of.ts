/** @module What stands behind the answers of an assessment, and how a submission takes hold of it. */
import type { Trx } from '../../db/scope.ts';
import type { EvidenceEntry } from '../submissions/index.ts';
import { freezeUses, itemsOfAssessment } from './store.ts';

/** An entry of the record, the version it is of, and whether the retention rule took its bytes away. */
export type CurrentEvidence = EvidenceEntry & { version: number; isGone: boolean };

/** Items linked to questions of the assessment or named by its answers, in the order of their ids. */
export async function evidenceOf(trx: Trx, organisationId: string, assessmentId: string): Promise<CurrentEvidence[]> {
  const byId = new Map<string, CurrentEvidence>();
  for (const item of await itemsOfAssessment(trx, organisationId, assessmentId)) {
    const known = byId.get(item.id);
    if (known) known.questions.push(item.question_id);
    else {
      byId.set(item.id, {
        id: item.id,
        kind: item.kind,
        title: item.title,
        sha256: item.sha256,
        bytes: item.bytes,
        mediaType: item.media_type,
        href: item.href,
        questions: [item.question_id],
        factOn: item.fact_on,
        validFrom: item.valid_from,
        validUntil: item.valid_until,
        uploadedAt: item.uploaded_at.toISOString(),
        version: item.version,
        isGone: item.removed_at !== null,
      });
    }
  }
  return [...byId.values()].map((entry) => ({ ...entry, questions: entry.questions.sort() }));
}

/** As the record of a submission has it. */
export const entryOf = ({ version: _, isGone: __, ...entry }: CurrentEvidence): EvidenceEntry => entry;

/** From now on these versions cannot be deleted. Call it in the transaction of the submission, after its row is written. */
export const freezeEvidence = (
  trx: Trx,
  organisationId: string,
  submissionId: string,
  evidence: readonly CurrentEvidence[],
): Promise<void> =>
  freezeUses(
    trx,
    evidence.map(({ id, version, sha256 }) => ({
      organisation_id: organisationId,
      submission_id: submissionId,
      evidence_id: id,
      version,
      sha256,
    })),
  );
