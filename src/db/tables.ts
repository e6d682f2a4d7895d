/** @module The tables, as Kysely sees them. Columns of the types below read the same on both drivers (see parsers.ts). */
import type { ColumnType, Generated } from 'kysely';
import type { DutyTables } from './tables-duties.ts';
import type { EvidenceTables } from './tables-evidence.ts';
import type { ReviewTables } from './tables-reviews.ts';

/** Any JSON value; objects and arrays are passed as they are, never as text. */
export type Json = ColumnType<unknown, object, object>;
/** An instant. */
export type Instant = ColumnType<Date, Date, Date>;
export type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** A day, `YYYY-MM-DD`. */
type Day = string;

export interface OrganisationTable {
  organisation_id: string;
  kind: 'company' | 'adviser' | 'audit_body' | 'regulator';
  name: string;
  registration_number: string | null;
  address: string | null;
  /** How to reach it: telephone, e-mail, page. */
  contact: string | null;
  province: string | null;
  sector: string | null;
  status: ColumnType<'active' | 'suspended', 'active' | 'suspended' | undefined, 'active' | 'suspended'>;
  settings: ColumnType<Record<string, unknown>, object | undefined, object>;
  revision: Generated<number>;
  created_at: Instant;
  updated_at: Instant;
}

/** Append-only: what an organisation said of itself, field by field, before and after each change. */
export interface OrganisationChangeTable {
  organisation_id: string;
  revision: number;
  before: Json;
  after: Json;
  changed_by: string;
  changed_at: Instant;
}

export interface MemberTable {
  organisation_id: string;
  user_id: string;
  role: 'owner' | 'manager' | 'contributor' | 'viewer' | 'auditor' | 'analyst';
  joined_at: Instant;
}

export interface InvitationTable {
  organisation_id: string;
  id: string;
  email: string;
  role: MemberTable['role'];
  token_hash: string;
  invited_by: string;
  created_at: Instant;
  expires_at: Instant;
  accepted_at: NullableInstant;
  accepted_by: string | null;
  revoked_at: NullableInstant;
}

export interface AdviserGrantTable {
  organisation_id: string;
  id: string;
  adviser_id: string;
  granted_by: string;
  granted_at: Instant;
  expires_at: NullableInstant;
  revoked_at: NullableInstant;
}

export interface ApiKeyTable {
  organisation_id: string;
  id: string;
  name: string;
  key_hash: string;
  /** First characters of the key, to tell one from another. */
  hint: string;
  role: MemberTable['role'];
  scopes: string[];
  created_by: string;
  created_at: Instant;
  expires_at: Instant;
  revoked_at: NullableInstant;
  last_used_at: NullableInstant;
}

export interface OperatorTable {
  user_id: string;
  since: Instant;
}

export interface IdempotencyTable {
  organisation_id: string;
  actor_id: string;
  key: string;
  operation: string;
  request_hash: string;
  status: number | null;
  headers: ColumnType<Record<string, string> | null, object | null | undefined, object | null>;
  body: string | null;
  created_at: Instant;
}

export interface EventTable {
  organisation_id: string;
  id: string;
  actor_organisation_id: string;
  kind: string;
  subject_id: string;
  at: Instant;
  content: string;
  leaf_hash: string;
}

export interface EventPendingTable {
  organisation_id: string;
  event_id: string;
  at: Instant;
}

export interface SigningKeyTable {
  key_id: string;
  jwk: ColumnType<Record<string, string>, object, never>;
  valid_from: Instant;
  valid_until: NullableInstant;
}

export interface EventPersonalTable {
  organisation_id: string;
  event_id: string;
  /** Whose address it is; erased with the person. */
  actor_id: string | null;
  ip: string | null;
  user_agent: string | null;
}

export interface LogEntryTable {
  index: number;
  organisation_id: string;
  event_id: string;
  leaf_hash: string;
}

export interface LogNodeTable {
  level: number;
  index: number;
  hash: string;
}

export interface LogCheckpointTable {
  size: number;
  root: string;
  note: string;
  key_id: string;
  created_at: Instant;
}

export interface OutboxTable {
  organisation_id: string;
  id: string;
  topic: string;
  payload: Json;
  created_at: Instant;
  available_at: Instant;
  attempts: Generated<number>;
  done_at: NullableInstant;
  last_error: ColumnType<string | null, string | null | undefined, string | null>;
  /** Given up; can be sent again. */
  dead_at: NullableInstant;
  /** The webhook a message is for. */
  subject_id: ColumnType<string | null, string | null | undefined, never>;
}

export interface SystemTable {
  organisation_id: string;
  id: string;
  name: string;
  purpose: string;
  roles: string[];
  sector: string | null;
  go_live_on: Day | null;
  provider: string | null;
  model: string | null;
  version: string | null;
  ai_id: string | null;
  /** Of a provider that is not the organisation itself. */
  provider_address: string | null;
  provider_contact: string | null;
  functions: string | null;
  architecture: string | null;
  user_groups: string | null;
  main_inputs: string | null;
  risk_summary: string | null;
  status: ColumnType<'active' | 'retired', 'active' | 'retired' | undefined, 'active' | 'retired'>;
  revision: Generated<number>;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

export interface SystemVersionTable {
  organisation_id: string;
  system_id: string;
  number: number;
  version: string;
  note: string | null;
  since: Day | null;
  recorded_by: string;
  recorded_at: Instant;
}

export const ASSESSMENT_STATES = [
  'draft',
  'submitted',
  'in_review',
  'changes_requested',
  'concluded',
  'superseded',
  'withdrawn',
] as const;

export interface AssessmentTable {
  organisation_id: string;
  id: string;
  system_id: string;
  status: (typeof ASSESSMENT_STATES)[number];
  questionnaires: string[];
  as_of: Day | null;
  revision: Generated<number>;
  earlier_answers: ColumnType<Record<string, unknown>, object | undefined, object>;
  copied_from: string | null;
  superseded_by: string | null;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

/** Written once, when it is withdrawn. */
export interface AssessmentWithdrawalTable {
  organisation_id: string;
  assessment_id: string;
  reason: string;
  withdrawn_by: string;
  withdrawn_at: Instant;
}

export interface AnswerTable {
  organisation_id: string;
  assessment_id: string;
  question_id: string;
  content: Json;
  revision: number;
  changed_by: string;
  changed_at: Instant;
}

export interface AnswerChangeTable {
  organisation_id: string;
  assessment_id: string;
  revision: number;
  question_id: string;
  before: ColumnType<unknown, object | null, never>;
  after: ColumnType<unknown, object | null, never>;
  why: string | null;
  changed_by: string;
  changed_at: Instant;
}

export interface DatasetTable {
  organisation_id: string;
  assessment_id: string;
  id: string;
  kind: 'fairness' | 'workforce';
  data: Json;
  revision: number;
  changed_by: string;
  changed_at: Instant;
}

/** Append-only. */
export interface DatasetChangeTable {
  organisation_id: string;
  assessment_id: string;
  dataset_id: string;
  revision: number;
  kind: DatasetTable['kind'];
  before: object | null;
  after: object | null;
  changed_by: string;
  changed_at: Instant;
}

export interface CommentTable {
  organisation_id: string;
  assessment_id: string;
  id: string;
  question_id: string | null;
  body: string;
  written_by: string;
  written_at: Instant;
  resolved_by: string | null;
  resolved_at: NullableInstant;
}

export interface AssignmentTable {
  organisation_id: string;
  assessment_id: string;
  section_id: string;
  user_id: string;
  assigned_by: string;
  assigned_at: Instant;
}

export interface SubmissionTable {
  organisation_id: string;
  id: string;
  assessment_id: string;
  system_id: string;
  number: number;
  record: string;
  record_hash: string;
  result_hash: string;
  rules_hash: string;
  tier: string;
  as_of: Day;
  submitted_by: string;
  submitted_at: Instant;
}

export interface AttestationTable {
  organisation_id: string;
  id: string;
  submission_id: string;
  status_index: number;
  review_hash: string | null;
  event_id: string;
  credential: string;
  issued_by: string;
  issued_at: Instant;
  withdrawn_at: NullableInstant;
  withdrawn_by: string | null;
}

export interface ReportLookTable {
  organisation_id: string;
  look: Json;
  revision: Generated<number>;
  changed_by: string;
  changed_at: Instant;
}

export interface ContentSnapshotTable {
  hash: string;
  body: Uint8Array;
  kept_at: Instant;
}

/** People, as migration 0010 keeps them; written by src/adapters/accounts. */
export interface AuthUserTable {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  two_factor_enabled: boolean | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface AuthSessionTable {
  id: string;
  user_id: string;
  created_at: Instant;
  expires_at: Instant;
}

export interface AuthAccountTable {
  id: string;
  user_id: string;
  provider_id: string;
  password: string | null;
}

export interface AuthVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Instant;
}

export interface AuthAttemptTable {
  key: string;
  count: number;
  ends_at: Instant;
}

export interface Tables extends DutyTables, EvidenceTables, ReviewTables {
  organisation: OrganisationTable;
  organisation_change: OrganisationChangeTable;
  member: MemberTable;
  invitation: InvitationTable;
  adviser_grant: AdviserGrantTable;
  api_key: ApiKeyTable;
  operator: OperatorTable;
  idempotency: IdempotencyTable;
  event: EventTable;
  event_personal: EventPersonalTable;
  event_pending: EventPendingTable;
  signing_key: SigningKeyTable;
  log_entry: LogEntryTable;
  log_node: LogNodeTable;
  log_checkpoint: LogCheckpointTable;
  outbox: OutboxTable;
  system: SystemTable;
  system_version: SystemVersionTable;
  assessment: AssessmentTable;
  assessment_withdrawal: AssessmentWithdrawalTable;
  answer: AnswerTable;
  answer_change: AnswerChangeTable;
  dataset: DatasetTable;
  dataset_change: DatasetChangeTable;
  comment: CommentTable;
  assignment: AssignmentTable;
  submission: SubmissionTable;
  content_snapshot: ContentSnapshotTable;
  attestation: AttestationTable;
  report_look: ReportLookTable;
  auth_user: AuthUserTable;
  auth_session: AuthSessionTable;
  auth_account: AuthAccountTable;
  auth_verification: AuthVerificationTable;
  auth_attempt: AuthAttemptTable;
}
