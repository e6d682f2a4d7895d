/** @module A row of a submission as it is answered. */
import type { Submission } from './schema.ts';
import type { SubmissionHead } from './store.ts';

export const presentSubmission = (row: SubmissionHead): Submission => ({
  id: row.id,
  assessmentId: row.assessment_id,
  systemId: row.system_id,
  number: row.number,
  tier: row.tier,
  asOf: row.as_of,
  recordHash: row.record_hash,
  resultHash: row.result_hash,
  rulesHash: row.rules_hash,
  submittedBy: row.submitted_by,
  submittedAt: row.submitted_at.toISOString(),
});
