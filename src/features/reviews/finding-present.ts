/** @module A finding as both sides see it. */
import type { LawIndex, PlainDate } from '../../engine/index.ts';
import { type FindingRow, stateOn } from './finding-state.ts';
import type { Finding, FindingDetail } from './schema-findings.ts';
import type { StepRow } from './store-findings.ts';

export function presentFinding(row: FindingRow, today: PlainDate): Finding {
  const state = stateOn(row, today);
  return {
    id: row.id,
    reviewId: row.review_id,
    questionId: row.question_id,
    title: row.title,
    description: row.description,
    severity: row.severity,
    basis: row.basis,
    owner: row.owner,
    due: row.due,
    state,
    remediation: row.remediation,
    verification: row.verification,
    riskAcceptance:
      row.accepted_by === null
        ? null
        : {
            by: row.accepted_by,
            reason: row.accepted_reason!,
            expiresOn: row.accepted_until!,
            expired: row.accepted_until! <= today,
          },
    revision: row.revision,
    recordedBy: row.recorded_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** @param people names by user id */
export const presentFindingDetail = (
  row: FindingRow,
  steps: readonly StepRow[],
  { today, law, people }: { today: PlainDate; law: LawIndex; people: Record<string, string> },
): FindingDetail => ({
  ...presentFinding(row, today),
  citations: Object.fromEntries(row.basis.map((id) => [id, law.cite(id)])),
  history: steps.map((step) => ({
    number: step.number,
    kind: step.kind,
    note: step.note,
    fields: step.fields,
    organisationId: step.actor_organisation_id,
    by: step.taken_by,
    at: step.taken_at.toISOString(),
  })),
  people,
});

/** Everybody whom a finding and its history name. */
export const peopleOfFinding = (row: FindingRow, steps: readonly StepRow[]): string[] => [
  ...new Set([
    row.recorded_by,
    ...(row.accepted_by ? [row.accepted_by] : []),
    ...steps.map(({ taken_by }) => taken_by),
  ]),
];
