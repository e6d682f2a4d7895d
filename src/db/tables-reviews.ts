/** @module The tables of reviews and findings, as Kysely sees them (migration 0030). */
import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export const REVIEW_STATES = [
  'invited',
  'declined',
  'withdrawn',
  'in_review',
  'changes_requested',
  'signing',
  'concluded',
] as const;

/** How an audit body was drawn: enough to draw it again. */
export interface Draw {
  method: string;
  seed: string;
  /** Independent audit bodies at the time, sorted by id. */
  candidates: string[];
  /** Those of them that had declined this submission before. */
  declined: string[];
  drawn: string;
}

export interface ReviewTable {
  organisation_id: string;
  id: string;
  assessment_id: string;
  system_id: string;
  submission_id: string;
  round: Generated<number>;
  audit_body_id: string;
  audit_body_name: string;
  client_name: string;
  system_name: string;
  status: ColumnType<(typeof REVIEW_STATES)[number], (typeof REVIEW_STATES)[number] | undefined>;
  message: string | null;
  draw: ColumnType<Draw | null, object | null, never>;
  seed: string;
  decline_reason: ColumnType<string | null, string | null | undefined, string | null>;
  revision: Generated<number>;
  invited_by: string;
  answered_by: ColumnType<string | null, string | null | undefined, string | null>;
  answered_at: NullableInstant;
  created_at: Instant;
  updated_at: Instant;
}

export interface ReviewRoundTable {
  organisation_id: string;
  review_id: string;
  number: number;
  submission_id: string;
  revision: Generated<number>;
  opened_at: Instant;
}

export interface ReviewChangeRequestTable {
  organisation_id: string;
  review_id: string;
  round: number;
  number: number;
  question_id: string | null;
  reason: string;
  requested_by: string;
  requested_at: Instant;
}

export interface ReviewAuditorTable {
  organisation_id: string;
  review_id: string;
  user_id: string;
  assigned_by: string;
  assigned_at: Instant;
  removed_at: NullableInstant;
}

export interface ReviewIndependenceTable {
  organisation_id: string;
  review_id: string;
  user_id: string;
  no_stake: boolean;
  no_advice: boolean;
  statement: string;
  declared_at: Instant;
}

export interface ReviewSampleTable {
  organisation_id: string;
  review_id: string;
  number: number;
  round: number;
  seed: string;
  share: number;
  population: number;
  questions: string[];
  drawn_by: string;
  drawn_at: Instant;
}

export interface ReviewVerdictTable {
  organisation_id: string;
  review_id: string;
  question_id: string;
  number: number;
  round: number;
  verdict: 'accepted' | 'insufficient' | 'rejected';
  reason: string;
  evidence_grade: 'none' | 'self_declared' | 'document' | 'test_record' | 'independent' | null;
  /** What the verdict was given on: the answer and its evidence. */
  basis_hash: string;
  revision: number;
  given_by: string;
  given_at: Instant;
}

export interface FindingTable {
  organisation_id: string;
  id: string;
  review_id: string;
  question_id: string | null;
  severity: 'critical' | 'high' | 'moderate' | 'low' | 'information';
  basis: string[];
  title: string;
  description: string;
  owner: string | null;
  due: string | null;
  state: ColumnType<FindingState, FindingState | undefined>;
  remediation: string | null;
  remediated_by: string | null;
  remediated_at: NullableInstant;
  verification: string | null;
  verified_by: string | null;
  verified_at: NullableInstant;
  accepted_reason: string | null;
  accepted_by: string | null;
  accepted_at: NullableInstant;
  accepted_until: string | null;
  revision: Generated<number>;
  recorded_by: string;
  created_at: Instant;
  updated_at: Instant;
}

export type FindingState = 'open' | 'remediated' | 'verified' | 'risk_accepted';

export const FINDING_STEPS = [
  'recorded',
  'changed',
  'planned',
  'remediated',
  'verified',
  'reopened',
  'risk_accepted',
  'commented',
] as const;

export interface FindingStepTable {
  organisation_id: string;
  finding_id: string;
  number: number;
  kind: (typeof FINDING_STEPS)[number];
  note: string | null;
  fields: ColumnType<Record<string, unknown>, object | undefined, never>;
  actor_organisation_id: string;
  taken_by: string;
  taken_at: Instant;
}

export interface ReviewProposalTable {
  organisation_id: string;
  review_id: string;
  number: number;
  round: number;
  conclusion: 'no_open_findings' | 'open_findings' | 'unable_to_conclude';
  statement: string;
  scope: string;
  method: string;
  signatures_required: number;
  proposed_by: string;
  proposed_at: Instant;
}

export interface ReviewSignOffTable {
  organisation_id: string;
  review_id: string;
  proposal: number;
  user_id: string;
  signed_at: Instant;
}

export interface ReviewRecordTable {
  organisation_id: string;
  review_id: string;
  submission_id: string;
  conclusion: ReviewProposalTable['conclusion'];
  record: string;
  record_hash: string;
  reviewed_result_hash: string;
  concluded_at: Instant;
}

export interface ReviewTables {
  review: ReviewTable;
  review_round: ReviewRoundTable;
  review_change_request: ReviewChangeRequestTable;
  review_auditor: ReviewAuditorTable;
  review_independence: ReviewIndependenceTable;
  review_sample: ReviewSampleTable;
  review_verdict: ReviewVerdictTable;
  finding: FindingTable;
  finding_step: FindingStepTable;
  review_proposal: ReviewProposalTable;
  review_sign_off: ReviewSignOffTable;
  review_record: ReviewRecordTable;
}
