/** @module The state of a finding on a day. An accepted risk is open again when its time is over, whether or not anybody acts. */
import type { Selectable } from 'kysely';
import type { FindingState, FindingTable } from '../../db/tables-reviews.ts';
import type { PlainDate } from '../../engine/index.ts';
import type { ReviewFinding } from '../submissions/index.ts';

export type FindingRow = Selectable<FindingTable>;

export const stateOn = (row: Pick<FindingRow, 'state' | 'accepted_until'>, today: PlainDate): FindingState =>
  row.state === 'risk_accepted' && row.accepted_until !== null && row.accepted_until <= today ? 'open' : row.state;

/** Neither checked nor accepted: what the organisation says it did counts once the reviewer has seen it. */
export const isOpen = (row: Pick<FindingRow, 'state' | 'accepted_until'>, today: PlainDate): boolean =>
  ['open', 'remediated'].includes(stateOn(row, today));

/** As the record of the review holds it. */
export const findingEntry = (row: FindingRow, today: PlainDate): ReviewFinding => ({
  id: row.id,
  questionId: row.question_id,
  title: row.title,
  description: row.description,
  severity: row.severity,
  basis: row.basis,
  owner: row.owner,
  due: row.due,
  state: stateOn(row, today),
  remediation: row.remediation,
  verification: row.verification,
  riskAcceptance:
    row.accepted_by === null
      ? null
      : { by: row.accepted_by, reason: row.accepted_reason!, expiresOn: row.accepted_until! },
});
