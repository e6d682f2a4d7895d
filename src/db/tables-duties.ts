/** @module The tables of what the law asks over time: incidents, changes, reminders, feeds and webhooks. */
import type { ColumnType, Generated } from 'kysely';
import type { Instant, Json, NullableInstant } from './tables.ts';

/** A day, `YYYY-MM-DD`. */
type Day = string;

/** Answers to the tests of Decree 142, article 19. */
export type YesNoUnknown = 'yes' | 'no' | 'unknown';

export interface IncidentTable {
  organisation_id: string;
  id: string;
  system_id: string;
  title: string;
  description: string;
  occurred_at: NullableInstant;
  detected_at: Instant;
  confirmed_at: NullableInstant;
  resolved_at: NullableInstant;
  test: ColumnType<Record<string, YesNoUnknown>, object, object>;
  people_affected: number | null;
  harm: string | null;
  measures: string | null;
  fields: ColumnType<Record<string, string>, object, object>;
  revision: Generated<number>;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

export const FILING_KINDS = ['provider_notice', 'authority_notice', 'preliminary', 'final', 'other_law'] as const;

export interface IncidentFilingTable {
  organisation_id: string;
  incident_id: string;
  id: string;
  kind: (typeof FILING_KINDS)[number];
  filed_at: Instant;
  addressee: string;
  reference: string | null;
  note: string | null;
  recorded_by: string;
  recorded_at: Instant;
  withdrawn_at: NullableInstant;
  withdrawn_by: string | null;
  withdrawn_why: string | null;
}

export const CHANGE_KINDS = [
  'significant_change',
  'deployer_change',
  'incident_higher_risk',
  'list_amended',
  'authority_order',
  'routine',
] as const;

export interface SystemChangeTable {
  organisation_id: string;
  id: string;
  system_id: string;
  kind: (typeof CHANGE_KINDS)[number];
  description: string;
  happened_on: Day;
  affects_criteria: YesNoUnknown;
  incident_id: string | null;
  list_effective_on: Day | null;
  review_completed_on: Day | null;
  result: 'higher' | 'same' | 'lower' | 'unknown';
  tier_after: string | null;
  measures_applied_on: Day | null;
  notified_at: NullableInstant;
  notice_reference: string | null;
  dossier_completed_on: Day | null;
  revision: Generated<number>;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

export interface TimelineEntryTable {
  organisation_id: string;
  subject_id: string;
  number: number;
  kind: string;
  happened_at: NullableInstant;
  note: string | null;
  changes: Json;
  recorded_by: string;
  recorded_at: Instant;
}

export interface SubmissionDutyTable {
  organisation_id: string;
  submission_id: string;
  summary: Json;
  kept_at: Instant;
}

export interface ReminderTable {
  organisation_id: string;
  duty_id: string;
  moment: string;
  due: string;
  sent_at: Instant;
}

export interface DutyFeedTable {
  organisation_id: string;
  id: string;
  name: string;
  lang: 'vi' | 'en';
  token_hash: string;
  created_by: string;
  created_at: Instant;
  revoked_at: NullableInstant;
}

export interface WebhookEndpointTable {
  organisation_id: string;
  id: string;
  url: string;
  description: string;
  events: string[];
  status: 'active' | 'paused' | 'disabled';
  failing_since: NullableInstant;
  disabled_at: NullableInstant;
  revision: Generated<number>;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
  deleted_at: NullableInstant;
}

export interface WebhookSecretTable {
  organisation_id: string;
  endpoint_id: string;
  id: string;
  sealed: string;
  created_at: Instant;
  expires_at: NullableInstant;
}

export interface WebhookDeliveryTable {
  organisation_id: string;
  endpoint_id: string;
  message_id: string;
  id: string;
  event_kind: string;
  attempt: number;
  outcome: 'delivered' | 'refused' | 'failed';
  response_code: number | null;
  error: string | null;
  latency_ms: number;
  attempted_at: Instant;
}

/** By the name of the table. */
export interface DutyTables {
  incident: IncidentTable;
  incident_filing: IncidentFilingTable;
  system_change: SystemChangeTable;
  timeline_entry: TimelineEntryTable;
  submission_duty: SubmissionDutyTable;
  reminder: ReminderTable;
  duty_feed: DutyFeedTable;
  webhook_endpoint: WebhookEndpointTable;
  webhook_secret: WebhookSecretTable;
  webhook_delivery: WebhookDeliveryTable;
}
