-- Written by npm run build:schema; never edited. What the migrations make, for readers.

-- Tables

adviser_grant
  organisation_id text not null
  id text not null
  adviser_id text not null
  granted_by text not null
  granted_at timestamp with time zone not null
  expires_at timestamp with time zone
  revoked_at timestamp with time zone
answer
  organisation_id text not null
  assessment_id text not null
  question_id text not null
  content jsonb not null
  revision integer not null
  changed_by text not null
  changed_at timestamp with time zone not null
answer_change
  organisation_id text not null
  assessment_id text not null
  revision integer not null
  question_id text not null
  before jsonb
  after jsonb
  why text
  changed_by text not null
  changed_at timestamp with time zone not null
api_key
  organisation_id text not null
  id text not null
  name text not null
  key_hash text not null
  hint text not null
  role text not null
  scopes text[] not null
  created_by text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  revoked_at timestamp with time zone
  last_used_at timestamp with time zone
assessment
  organisation_id text not null
  id text not null
  system_id text not null
  status text not null
  questionnaires text[] not null
  as_of date
  revision integer not null default 0
  earlier_answers jsonb not null default '{}'::jsonb
  copied_from text
  superseded_by text
  created_by text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
assessment_withdrawal
  organisation_id text not null
  assessment_id text not null
  reason text not null
  withdrawn_by text not null
  withdrawn_at timestamp with time zone not null
assignment
  organisation_id text not null
  assessment_id text not null
  section_id text not null
  user_id text not null
  assigned_by text not null
  assigned_at timestamp with time zone not null
attestation
  organisation_id text not null
  id text not null
  submission_id text not null
  status_index bigint not null
  review_hash text
  event_id text not null
  credential text not null
  issued_by text not null
  issued_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  withdrawn_by text
auth_account
  id text not null
  user_id text not null
  account_id text not null
  provider_id text not null
  access_token text
  refresh_token text
  id_token text
  access_token_expires_at timestamp with time zone
  refresh_token_expires_at timestamp with time zone
  scope text
  password text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
auth_attempt
  key text not null
  count integer not null
  ends_at timestamp with time zone not null
auth_session
  id text not null
  user_id text not null
  token text not null
  expires_at timestamp with time zone not null
  ip_address text
  user_agent text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
auth_two_factor
  id text not null
  user_id text not null
  secret text not null
  backup_codes text not null
  verified boolean default true
  failed_verification_count integer default 0
  locked_until timestamp with time zone
auth_user
  id text not null
  name text not null
  email text not null
  email_verified boolean not null default false
  image text
  two_factor_enabled boolean default false
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
auth_verification
  id text not null
  identifier text not null
  value text not null
  expires_at timestamp with time zone not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
comment
  organisation_id text not null
  assessment_id text not null
  id text not null
  question_id text
  body text not null
  written_by text not null
  written_at timestamp with time zone not null
  resolved_by text
  resolved_at timestamp with time zone
content_snapshot
  hash text not null
  body bytea not null
  kept_at timestamp with time zone not null
dataset
  organisation_id text not null
  assessment_id text not null
  id text not null
  kind text not null
  data jsonb not null
  revision integer not null
  changed_by text not null
  changed_at timestamp with time zone not null
dataset_change
  organisation_id text not null
  assessment_id text not null
  dataset_id text not null
  revision integer not null
  kind text not null
  before jsonb
  after jsonb
  changed_by text not null
  changed_at timestamp with time zone not null
duty_feed
  organisation_id text not null
  id text not null
  name text not null
  lang text not null
  token_hash text not null
  created_by text not null
  created_at timestamp with time zone not null
  revoked_at timestamp with time zone
event
  organisation_id text not null
  id text not null
  actor_organisation_id text not null
  kind text not null
  subject_id text not null
  at timestamp with time zone not null
  content text not null
  leaf_hash text not null
event_pending
  organisation_id text not null
  event_id text not null
  at timestamp with time zone not null
event_personal
  organisation_id text not null
  event_id text not null
  ip text
  user_agent text
  actor_id text
evidence
  organisation_id text not null
  id text not null
  kind text not null
  title text not null
  note text not null default ''::text
  fact_on date
  valid_from date
  valid_until date
  version integer not null default 1
  revision integer not null default 1
  created_by text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
evidence_blob
  organisation_id text not null
  id text not null
  sha256 text
  bytes integer not null default 0
  started_at timestamp with time zone not null
evidence_chunk
  organisation_id text not null
  blob_id text not null
  number integer not null
  content bytea not null
evidence_retention
  organisation_id text not null
  keep_years integer not null
  set_by text not null
  set_at timestamp with time zone not null
evidence_use
  organisation_id text not null
  assessment_id text not null
  evidence_id text not null
  question_id text not null
  linked_by text not null
  linked_at timestamp with time zone not null
evidence_version
  organisation_id text not null
  evidence_id text not null
  version integer not null
  href text
  filename text
  media_type text
  bytes integer
  sha256 text
  blob_id text
  uploaded_by text not null
  uploaded_at timestamp with time zone not null
  removed_at timestamp with time zone
finding
  organisation_id text not null
  id text not null
  review_id text not null
  question_id text
  severity text not null
  basis text[] not null
  title text not null
  description text not null
  owner text
  due date
  state text not null default 'open'::text
  remediation text
  remediated_by text
  remediated_at timestamp with time zone
  verification text
  verified_by text
  verified_at timestamp with time zone
  accepted_reason text
  accepted_by text
  accepted_at timestamp with time zone
  accepted_until date
  revision integer not null default 1
  recorded_by text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
finding_step
  organisation_id text not null
  finding_id text not null
  number integer not null
  kind text not null
  note text
  fields jsonb not null default '{}'::jsonb
  actor_organisation_id text not null
  taken_by text not null
  taken_at timestamp with time zone not null
idempotency
  organisation_id text not null
  actor_id text not null
  key text not null
  operation text not null
  request_hash text not null
  status integer
  headers jsonb
  body text
  created_at timestamp with time zone not null
incident
  organisation_id text not null
  id text not null
  system_id text not null
  title text not null
  description text not null default ''::text
  occurred_at timestamp with time zone
  detected_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  resolved_at timestamp with time zone
  test jsonb not null
  people_affected integer
  harm text
  measures text
  fields jsonb not null default '{}'::jsonb
  revision integer not null default 1
  created_by text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
incident_filing
  organisation_id text not null
  incident_id text not null
  id text not null
  kind text not null
  filed_at timestamp with time zone not null
  addressee text not null
  reference text
  note text
  recorded_by text not null
  recorded_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  withdrawn_by text
  withdrawn_why text
independence_rule
  is_only boolean not null default true
  advice_counts_months integer
invitation
  organisation_id text not null
  id text not null
  email text not null
  role text not null
  token_hash text not null
  invited_by text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  accepted_at timestamp with time zone
  accepted_by text
  revoked_at timestamp with time zone
log_checkpoint
  size bigint not null
  root text not null
  note text not null
  key_id text not null
  created_at timestamp with time zone not null
log_entry
  index bigint not null
  organisation_id text not null
  event_id text not null
  leaf_hash text not null
log_node
  level integer not null
  index bigint not null
  hash text not null
member
  organisation_id text not null
  user_id text not null
  role text not null
  joined_at timestamp with time zone not null
operator
  user_id text not null
  since timestamp with time zone not null
organisation
  organisation_id text not null
  kind text not null
  name text not null
  registration_number text
  province text
  sector text
  status text not null default 'active'::text
  settings jsonb not null default '{}'::jsonb
  revision integer not null default 1
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  address text
  contact text
organisation_change
  organisation_id text not null
  revision integer not null
  before jsonb not null
  after jsonb not null
  changed_by text not null
  changed_at timestamp with time zone not null
outbox
  organisation_id text not null
  id text not null
  topic text not null
  payload jsonb not null
  created_at timestamp with time zone not null
  available_at timestamp with time zone not null
  attempts integer not null default 0
  done_at timestamp with time zone
  last_error text
  dead_at timestamp with time zone
  subject_id text
reminder
  organisation_id text not null
  duty_id text not null
  moment text not null
  due text not null
  sent_at timestamp with time zone not null
report_look
  organisation_id text not null
  look jsonb not null
  revision integer not null default 1
  changed_by text not null
  changed_at timestamp with time zone not null
review
  organisation_id text not null
  id text not null
  assessment_id text not null
  system_id text not null
  submission_id text not null
  round integer not null default 1
  audit_body_id text not null
  audit_body_name text not null
  client_name text not null
  system_name text not null
  status text not null default 'invited'::text
  message text
  draw jsonb
  seed text not null
  decline_reason text
  revision integer not null default 1
  invited_by text not null
  answered_by text
  answered_at timestamp with time zone
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
review_auditor
  organisation_id text not null
  review_id text not null
  user_id text not null
  assigned_by text not null
  assigned_at timestamp with time zone not null
  removed_at timestamp with time zone
review_change_request
  organisation_id text not null
  review_id text not null
  round integer not null
  number integer not null
  question_id text
  reason text not null
  requested_by text not null
  requested_at timestamp with time zone not null
review_independence
  organisation_id text not null
  review_id text not null
  user_id text not null
  no_stake boolean not null
  no_advice boolean not null
  statement text not null
  declared_at timestamp with time zone not null
review_proposal
  organisation_id text not null
  review_id text not null
  number integer not null
  round integer not null
  conclusion text not null
  statement text not null
  scope text not null
  method text not null
  signatures_required integer not null
  proposed_by text not null
  proposed_at timestamp with time zone not null
review_record
  organisation_id text not null
  review_id text not null
  submission_id text not null
  conclusion text not null
  record text not null
  record_hash text not null
  reviewed_result_hash text not null
  concluded_at timestamp with time zone not null
review_round
  organisation_id text not null
  review_id text not null
  number integer not null
  submission_id text not null
  revision integer not null default 1
  opened_at timestamp with time zone not null
review_sample
  organisation_id text not null
  review_id text not null
  number integer not null
  round integer not null
  seed text not null
  share double precision not null
  population integer not null
  questions text[] not null
  drawn_by text not null
  drawn_at timestamp with time zone not null
review_sign_off
  organisation_id text not null
  review_id text not null
  proposal integer not null
  user_id text not null
  signed_at timestamp with time zone not null
review_verdict
  organisation_id text not null
  review_id text not null
  question_id text not null
  number integer not null
  round integer not null
  verdict text not null
  reason text not null
  evidence_grade text
  basis_hash text not null
  revision integer not null
  given_by text not null
  given_at timestamp with time zone not null
signing_key
  key_id text not null
  jwk jsonb not null
  valid_from timestamp with time zone not null
  valid_until timestamp with time zone
submission
  organisation_id text not null
  id text not null
  assessment_id text not null
  system_id text not null
  number integer not null
  record text not null
  record_hash text not null
  result_hash text not null
  rules_hash text not null
  tier text not null
  as_of date not null
  submitted_by text not null
  submitted_at timestamp with time zone not null
submission_duty
  organisation_id text not null
  submission_id text not null
  summary jsonb not null
  kept_at timestamp with time zone not null
submission_evidence
  organisation_id text not null
  submission_id text not null
  evidence_id text not null
  version integer not null
  sha256 text
system
  organisation_id text not null
  id text not null
  name text not null
  purpose text not null default ''::text
  roles text[] not null default '{}'::text[]
  sector text
  go_live_on date
  provider text
  model text
  version text
  ai_id text
  status text not null default 'active'::text
  revision integer not null default 1
  created_by text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  provider_address text
  provider_contact text
  functions text
  architecture text
  user_groups text
  main_inputs text
  risk_summary text
  search_text text not null generated as ((((lower(name) || '
'::text) || lower(purpose)) || '
'::text) || lower(COALESCE(ai_id, ''::text)))
  search_name text not null generated as lower(name)
system_change
  organisation_id text not null
  id text not null
  system_id text not null
  kind text not null
  description text not null
  happened_on date not null
  affects_criteria text not null
  incident_id text
  list_effective_on date
  review_completed_on date
  result text not null default 'unknown'::text
  tier_after text
  measures_applied_on date
  notified_at timestamp with time zone
  notice_reference text
  dossier_completed_on date
  revision integer not null default 1
  created_by text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
system_version
  organisation_id text not null
  system_id text not null
  number integer not null
  version text not null
  note text
  since date
  recorded_by text not null
  recorded_at timestamp with time zone not null
timeline_entry
  organisation_id text not null
  subject_id text not null
  number integer not null
  kind text not null
  happened_at timestamp with time zone
  note text
  changes jsonb not null
  recorded_by text not null
  recorded_at timestamp with time zone not null
webhook_delivery
  organisation_id text not null
  endpoint_id text not null
  message_id text not null
  id text not null
  event_kind text not null
  attempt integer not null
  outcome text not null
  response_code integer
  error text
  latency_ms integer not null
  attempted_at timestamp with time zone not null
webhook_endpoint
  organisation_id text not null
  id text not null
  url text not null
  description text not null default ''::text
  events text[] not null
  status text not null default 'active'::text
  failing_since timestamp with time zone
  disabled_at timestamp with time zone
  revision integer not null default 1
  created_by text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  deleted_at timestamp with time zone
webhook_secret
  organisation_id text not null
  endpoint_id text not null
  id text not null
  sealed text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone

-- Constraints

adviser_grant: adviser_grant_adviser_id_fkey FOREIGN KEY (adviser_id) REFERENCES organisation(organisation_id)
adviser_grant: adviser_grant_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
adviser_grant: adviser_grant_pkey PRIMARY KEY (organisation_id, id)
answer: answer_content_value CHECK ((jsonb_typeof(content) <> 'null'::text))
answer: answer_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
answer: answer_pkey PRIMARY KEY (organisation_id, assessment_id, question_id)
answer_change: answer_change_after_value CHECK ((jsonb_typeof(after) <> 'null'::text))
answer_change: answer_change_before_value CHECK ((jsonb_typeof(before) <> 'null'::text))
answer_change: answer_change_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
answer_change: answer_change_pkey PRIMARY KEY (organisation_id, assessment_id, revision, question_id)
api_key: api_key_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
api_key: api_key_pkey PRIMARY KEY (organisation_id, id)
assessment: assessment_earlier_answers_value CHECK ((jsonb_typeof(earlier_answers) <> 'null'::text))
assessment: assessment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
assessment: assessment_organisation_id_system_id_fkey FOREIGN KEY (organisation_id, system_id) REFERENCES system(organisation_id, id)
assessment: assessment_pkey PRIMARY KEY (organisation_id, id)
assessment: assessment_status CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'in_review'::text, 'changes_requested'::text, 'concluded'::text, 'superseded'::text, 'withdrawn'::text])))
assessment_withdrawal: assessment_withdrawal_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
assessment_withdrawal: assessment_withdrawal_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
assessment_withdrawal: assessment_withdrawal_pkey PRIMARY KEY (organisation_id, assessment_id)
assignment: assignment_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
assignment: assignment_pkey PRIMARY KEY (organisation_id, assessment_id, section_id)
attestation: attestation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
attestation: attestation_organisation_id_submission_id_fkey FOREIGN KEY (organisation_id, submission_id) REFERENCES submission(organisation_id, id)
attestation: attestation_pkey PRIMARY KEY (organisation_id, id)
attestation: attestation_status_index UNIQUE (status_index)
auth_account: auth_account_identity UNIQUE (provider_id, account_id)
auth_account: auth_account_pkey PRIMARY KEY (id)
auth_account: auth_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
auth_attempt: auth_attempt_pkey PRIMARY KEY (key)
auth_session: auth_session_pkey PRIMARY KEY (id)
auth_session: auth_session_token UNIQUE (token)
auth_session: auth_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
auth_two_factor: auth_two_factor_pkey PRIMARY KEY (id)
auth_two_factor: auth_two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
auth_user: auth_user_email UNIQUE (email)
auth_user: auth_user_pkey PRIMARY KEY (id)
auth_verification: auth_verification_pkey PRIMARY KEY (id)
comment: comment_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
comment: comment_pkey PRIMARY KEY (organisation_id, assessment_id, id)
content_snapshot: content_snapshot_pkey PRIMARY KEY (hash)
dataset: dataset_data_value CHECK ((jsonb_typeof(data) <> 'null'::text))
dataset: dataset_kind CHECK ((kind = ANY (ARRAY['fairness'::text, 'workforce'::text])))
dataset: dataset_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
dataset: dataset_pkey PRIMARY KEY (organisation_id, assessment_id, id)
dataset_change: dataset_change_after_value CHECK ((jsonb_typeof(after) <> 'null'::text))
dataset_change: dataset_change_before_value CHECK ((jsonb_typeof(before) <> 'null'::text))
dataset_change: dataset_change_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
dataset_change: dataset_change_pkey PRIMARY KEY (organisation_id, assessment_id, dataset_id, revision)
duty_feed: duty_feed_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
duty_feed: duty_feed_pkey PRIMARY KEY (organisation_id, id)
event: event_pkey PRIMARY KEY (organisation_id, id)
event_pending: event_pending_pkey PRIMARY KEY (organisation_id, event_id)
event_personal: event_personal_pkey PRIMARY KEY (organisation_id, event_id)
evidence: evidence_kind CHECK ((kind = ANY (ARRAY['file'::text, 'link'::text])))
evidence: evidence_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
evidence: evidence_period CHECK ((valid_from <= valid_until))
evidence: evidence_pkey PRIMARY KEY (organisation_id, id)
evidence: evidence_title CHECK (((length(title) >= 1) AND (length(title) <= 300)))
evidence_blob: evidence_blob_content UNIQUE (organisation_id, sha256)
evidence_blob: evidence_blob_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
evidence_blob: evidence_blob_pkey PRIMARY KEY (organisation_id, id)
evidence_chunk: evidence_chunk_organisation_id_blob_id_fkey FOREIGN KEY (organisation_id, blob_id) REFERENCES evidence_blob(organisation_id, id) ON DELETE CASCADE
evidence_chunk: evidence_chunk_pkey PRIMARY KEY (organisation_id, blob_id, number)
evidence_chunk: evidence_chunk_size CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 1048576)))
evidence_retention: evidence_retention_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
evidence_retention: evidence_retention_pkey PRIMARY KEY (organisation_id)
evidence_retention: evidence_retention_years CHECK (((keep_years >= 1) AND (keep_years <= 100)))
evidence_use: evidence_use_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id) ON DELETE CASCADE
evidence_use: evidence_use_organisation_id_evidence_id_fkey FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence(organisation_id, id)
evidence_use: evidence_use_pkey PRIMARY KEY (organisation_id, assessment_id, evidence_id, question_id)
evidence_version: evidence_version_kind CHECK (((href IS NULL) <> (sha256 IS NULL)))
evidence_version: evidence_version_organisation_id_blob_id_fkey FOREIGN KEY (organisation_id, blob_id) REFERENCES evidence_blob(organisation_id, id)
evidence_version: evidence_version_organisation_id_evidence_id_fkey FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence(organisation_id, id) ON DELETE CASCADE
evidence_version: evidence_version_pkey PRIMARY KEY (organisation_id, evidence_id, version)
finding: finding_acceptance CHECK (((state <> 'risk_accepted'::text) OR ((accepted_reason IS NOT NULL) AND (accepted_by IS NOT NULL) AND (accepted_until IS NOT NULL))))
finding: finding_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
finding: finding_pkey PRIMARY KEY (organisation_id, id)
finding: finding_remediation CHECK (((state <> 'remediated'::text) OR (remediation IS NOT NULL)))
finding: finding_severity CHECK ((severity = ANY (ARRAY['critical'::text, 'high'::text, 'moderate'::text, 'low'::text, 'information'::text])))
finding: finding_state CHECK ((state = ANY (ARRAY['open'::text, 'remediated'::text, 'verified'::text, 'risk_accepted'::text])))
finding: finding_verification CHECK (((state <> 'verified'::text) OR (verification IS NOT NULL)))
finding_step: finding_step_fields_value CHECK ((jsonb_typeof(fields) <> 'null'::text))
finding_step: finding_step_kind CHECK ((kind = ANY (ARRAY['recorded'::text, 'changed'::text, 'planned'::text, 'remediated'::text, 'verified'::text, 'reopened'::text, 'risk_accepted'::text, 'commented'::text])))
finding_step: finding_step_organisation_id_finding_id_fkey FOREIGN KEY (organisation_id, finding_id) REFERENCES finding(organisation_id, id) ON DELETE CASCADE
finding_step: finding_step_pkey PRIMARY KEY (organisation_id, finding_id, number)
idempotency: idempotency_headers_value CHECK ((jsonb_typeof(headers) <> 'null'::text))
idempotency: idempotency_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
idempotency: idempotency_pkey PRIMARY KEY (organisation_id, actor_id, key)
incident: incident_fields_value CHECK ((jsonb_typeof(fields) <> 'null'::text))
incident: incident_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
incident: incident_organisation_id_system_id_fkey FOREIGN KEY (organisation_id, system_id) REFERENCES system(organisation_id, id)
incident: incident_pkey PRIMARY KEY (organisation_id, id)
incident: incident_test_value CHECK ((jsonb_typeof(test) <> 'null'::text))
incident_filing: incident_filing_kind CHECK ((kind = ANY (ARRAY['provider_notice'::text, 'authority_notice'::text, 'preliminary'::text, 'final'::text, 'other_law'::text])))
incident_filing: incident_filing_organisation_id_incident_id_fkey FOREIGN KEY (organisation_id, incident_id) REFERENCES incident(organisation_id, id) ON DELETE CASCADE
incident_filing: incident_filing_pkey PRIMARY KEY (organisation_id, incident_id, id)
independence_rule: independence_rule_months CHECK ((advice_counts_months >= 12))
independence_rule: independence_rule_only CHECK (is_only)
independence_rule: independence_rule_pkey PRIMARY KEY (is_only)
invitation: invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
invitation: invitation_pkey PRIMARY KEY (organisation_id, id)
log_checkpoint: log_checkpoint_pkey PRIMARY KEY (size)
log_entry: log_entry_event UNIQUE (organisation_id, event_id)
log_entry: log_entry_pkey PRIMARY KEY (index)
log_node: log_node_pkey PRIMARY KEY (level, index)
member: member_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
member: member_pkey PRIMARY KEY (organisation_id, user_id)
member: member_role CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'contributor'::text, 'viewer'::text, 'auditor'::text, 'analyst'::text])))
operator: operator_pkey PRIMARY KEY (user_id)
organisation: organisation_address CHECK (((length(address) >= 1) AND (length(address) <= 500)))
organisation: organisation_contact CHECK (((length(contact) >= 1) AND (length(contact) <= 500)))
organisation: organisation_kind CHECK ((kind = ANY (ARRAY['company'::text, 'adviser'::text, 'audit_body'::text, 'regulator'::text])))
organisation: organisation_name CHECK (((length(name) >= 1) AND (length(name) <= 300)))
organisation: organisation_pkey PRIMARY KEY (organisation_id)
organisation: organisation_settings_value CHECK ((jsonb_typeof(settings) <> 'null'::text))
organisation: organisation_status CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text])))
organisation_change: organisation_change_after_value CHECK ((jsonb_typeof(after) <> 'null'::text))
organisation_change: organisation_change_before_value CHECK ((jsonb_typeof(before) <> 'null'::text))
organisation_change: organisation_change_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
organisation_change: organisation_change_pkey PRIMARY KEY (organisation_id, revision)
outbox: outbox_payload_value CHECK ((jsonb_typeof(payload) <> 'null'::text))
outbox: outbox_pkey PRIMARY KEY (organisation_id, id)
reminder: reminder_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
reminder: reminder_pkey PRIMARY KEY (organisation_id, duty_id, due, moment)
report_look: report_look_look_value CHECK ((jsonb_typeof(look) <> 'null'::text))
report_look: report_look_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
report_look: report_look_pkey PRIMARY KEY (organisation_id)
review: review_draw_value CHECK ((jsonb_typeof(draw) <> 'null'::text))
review: review_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id)
review: review_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
review: review_organisation_id_submission_id_fkey FOREIGN KEY (organisation_id, submission_id) REFERENCES submission(organisation_id, id)
review: review_pkey PRIMARY KEY (organisation_id, id)
review: review_status CHECK ((status = ANY (ARRAY['invited'::text, 'declined'::text, 'withdrawn'::text, 'in_review'::text, 'changes_requested'::text, 'signing'::text, 'concluded'::text])))
review_auditor: review_auditor_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
review_auditor: review_auditor_pkey PRIMARY KEY (organisation_id, review_id, user_id)
review_change_request: review_change_request_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
review_change_request: review_change_request_pkey PRIMARY KEY (organisation_id, review_id, round, number)
review_independence: review_independence_organisation_id_review_id_user_id_fkey FOREIGN KEY (organisation_id, review_id, user_id) REFERENCES review_auditor(organisation_id, review_id, user_id) ON DELETE CASCADE
review_independence: review_independence_pkey PRIMARY KEY (organisation_id, review_id, user_id)
review_proposal: review_proposal_kind CHECK ((conclusion = ANY (ARRAY['no_open_findings'::text, 'open_findings'::text, 'unable_to_conclude'::text])))
review_proposal: review_proposal_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
review_proposal: review_proposal_pkey PRIMARY KEY (organisation_id, review_id, number)
review_proposal: review_proposal_signatures CHECK ((signatures_required = ANY (ARRAY[1, 2])))
review_record: review_record_hash CHECK ((record_hash = encode(sha256(convert_to(record, 'UTF8'::name)), 'hex'::text)))
review_record: review_record_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
review_record: review_record_pkey PRIMARY KEY (organisation_id, review_id)
review_round: review_round_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
review_round: review_round_pkey PRIMARY KEY (organisation_id, review_id, number)
review_round: review_round_submission UNIQUE (organisation_id, review_id, submission_id)
review_sample: review_sample_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
review_sample: review_sample_pkey PRIMARY KEY (organisation_id, review_id, number)
review_sample: review_sample_share CHECK (((share > (0)::double precision) AND (share <= (1)::double precision)))
review_sign_off: review_sign_off_organisation_id_review_id_proposal_fkey FOREIGN KEY (organisation_id, review_id, proposal) REFERENCES review_proposal(organisation_id, review_id, number) ON DELETE CASCADE
review_sign_off: review_sign_off_pkey PRIMARY KEY (organisation_id, review_id, proposal, user_id)
review_verdict: review_verdict_grade CHECK ((evidence_grade = ANY (ARRAY['none'::text, 'self_declared'::text, 'document'::text, 'test_record'::text, 'independent'::text])))
review_verdict: review_verdict_kind CHECK ((verdict = ANY (ARRAY['accepted'::text, 'insufficient'::text, 'rejected'::text])))
review_verdict: review_verdict_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES review(organisation_id, id) ON DELETE CASCADE
review_verdict: review_verdict_pkey PRIMARY KEY (organisation_id, review_id, question_id, number)
review_verdict: review_verdict_reason CHECK (((verdict = 'accepted'::text) OR (reason <> ''::text)))
signing_key: signing_key_jwk_value CHECK ((jsonb_typeof(jwk) <> 'null'::text))
signing_key: signing_key_pkey PRIMARY KEY (key_id)
submission: submission_number UNIQUE (organisation_id, assessment_id, number)
submission: submission_organisation_id_assessment_id_fkey FOREIGN KEY (organisation_id, assessment_id) REFERENCES assessment(organisation_id, id)
submission: submission_pkey PRIMARY KEY (organisation_id, id)
submission: submission_record_hash CHECK (((record = '{}'::text) OR (record_hash = encode(sha256(convert_to(record, 'UTF8'::name)), 'hex'::text))))
submission_duty: submission_duty_organisation_id_submission_id_fkey FOREIGN KEY (organisation_id, submission_id) REFERENCES submission(organisation_id, id) ON DELETE CASCADE
submission_duty: submission_duty_pkey PRIMARY KEY (organisation_id, submission_id)
submission_duty: submission_duty_summary_value CHECK ((jsonb_typeof(summary) <> 'null'::text))
submission_evidence: submission_evidence_organisation_id_evidence_id_version_fkey FOREIGN KEY (organisation_id, evidence_id, version) REFERENCES evidence_version(organisation_id, evidence_id, version)
submission_evidence: submission_evidence_organisation_id_submission_id_fkey FOREIGN KEY (organisation_id, submission_id) REFERENCES submission(organisation_id, id)
submission_evidence: submission_evidence_pkey PRIMARY KEY (organisation_id, submission_id, evidence_id)
system: system_architecture CHECK (((length(architecture) >= 1) AND (length(architecture) <= 5000)))
system: system_functions CHECK (((length(functions) >= 1) AND (length(functions) <= 5000)))
system: system_main_inputs CHECK (((length(main_inputs) >= 1) AND (length(main_inputs) <= 5000)))
system: system_name CHECK (((length(name) >= 1) AND (length(name) <= 300)))
system: system_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
system: system_pkey PRIMARY KEY (organisation_id, id)
system: system_provider_address CHECK (((length(provider_address) >= 1) AND (length(provider_address) <= 500)))
system: system_provider_contact CHECK (((length(provider_contact) >= 1) AND (length(provider_contact) <= 500)))
system: system_risk_summary CHECK (((length(risk_summary) >= 1) AND (length(risk_summary) <= 5000)))
system: system_status CHECK ((status = ANY (ARRAY['active'::text, 'retired'::text])))
system: system_user_groups CHECK (((length(user_groups) >= 1) AND (length(user_groups) <= 5000)))
system_change: system_change_affects CHECK ((affects_criteria = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text])))
system_change: system_change_kind CHECK ((kind = ANY (ARRAY['significant_change'::text, 'deployer_change'::text, 'incident_higher_risk'::text, 'list_amended'::text, 'authority_order'::text, 'routine'::text])))
system_change: system_change_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
system_change: system_change_organisation_id_system_id_fkey FOREIGN KEY (organisation_id, system_id) REFERENCES system(organisation_id, id)
system_change: system_change_pkey PRIMARY KEY (organisation_id, id)
system_change: system_change_result CHECK ((result = ANY (ARRAY['higher'::text, 'same'::text, 'lower'::text, 'unknown'::text])))
system_version: system_version_organisation_id_system_id_fkey FOREIGN KEY (organisation_id, system_id) REFERENCES system(organisation_id, id) ON DELETE CASCADE
system_version: system_version_pkey PRIMARY KEY (organisation_id, system_id, number)
timeline_entry: timeline_entry_changes_value CHECK ((jsonb_typeof(changes) <> 'null'::text))
timeline_entry: timeline_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
timeline_entry: timeline_entry_pkey PRIMARY KEY (organisation_id, subject_id, number)
webhook_delivery: webhook_delivery_organisation_id_endpoint_id_fkey FOREIGN KEY (organisation_id, endpoint_id) REFERENCES webhook_endpoint(organisation_id, id) ON DELETE CASCADE
webhook_delivery: webhook_delivery_outcome CHECK ((outcome = ANY (ARRAY['delivered'::text, 'refused'::text, 'failed'::text])))
webhook_delivery: webhook_delivery_pkey PRIMARY KEY (organisation_id, endpoint_id, id)
webhook_endpoint: webhook_endpoint_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
webhook_endpoint: webhook_endpoint_pkey PRIMARY KEY (organisation_id, id)
webhook_endpoint: webhook_endpoint_status CHECK ((status = ANY (ARRAY['active'::text, 'paused'::text, 'disabled'::text])))
webhook_secret: webhook_secret_organisation_id_endpoint_id_fkey FOREIGN KEY (organisation_id, endpoint_id) REFERENCES webhook_endpoint(organisation_id, id) ON DELETE CASCADE
webhook_secret: webhook_secret_pkey PRIMARY KEY (organisation_id, endpoint_id, id)

-- Indexes

CREATE INDEX adviser_grant_adviser ON public.adviser_grant USING btree (adviser_id, organisation_id)
CREATE INDEX answer_change_question ON public.answer_change USING btree (organisation_id, assessment_id, question_id, revision)
CREATE INDEX assessment_listing ON public.assessment USING btree (organisation_id, created_at DESC, id DESC)
CREATE INDEX assessment_status ON public.assessment USING btree (organisation_id, status, created_at DESC, id DESC)
CREATE INDEX assessment_system ON public.assessment USING btree (organisation_id, system_id, created_at DESC, id DESC)
CREATE INDEX auth_account_user ON public.auth_account USING btree (user_id)
CREATE INDEX auth_attempt_end ON public.auth_attempt USING btree (ends_at)
CREATE INDEX auth_session_user ON public.auth_session USING btree (user_id)
CREATE INDEX auth_two_factor_user ON public.auth_two_factor USING btree (user_id)
CREATE INDEX auth_verification_identifier ON public.auth_verification USING btree (identifier)
CREATE INDEX auth_verification_value ON public.auth_verification USING btree (value)
CREATE INDEX event_by_id ON public.event USING btree (id)
CREATE INDEX event_order ON public.event USING btree (at, id)
CREATE INDEX event_personal_actor ON public.event_personal USING btree (actor_id)
CREATE INDEX event_subject ON public.event USING btree (organisation_id, subject_id, at)
CREATE INDEX evidence_listing ON public.evidence USING btree (organisation_id, created_at DESC, id DESC)
CREATE INDEX evidence_use_item ON public.evidence_use USING btree (organisation_id, evidence_id)
CREATE INDEX evidence_version_blob ON public.evidence_version USING btree (organisation_id, blob_id)
CREATE INDEX finding_listing ON public.finding USING btree (organisation_id, created_at DESC, id DESC)
CREATE INDEX finding_review ON public.finding USING btree (organisation_id, review_id)
CREATE INDEX idempotency_age ON public.idempotency USING btree (created_at)
CREATE INDEX incident_listing ON public.incident USING btree (organisation_id, created_at DESC, id DESC)
CREATE INDEX incident_system ON public.incident USING btree (organisation_id, system_id)
CREATE INDEX log_entry_by_event ON public.log_entry USING btree (event_id)
CREATE INDEX member_user ON public.member USING btree (user_id)
CREATE INDEX outbox_due ON public.outbox USING btree (available_at) WHERE ((done_at IS NULL) AND (dead_at IS NULL))
CREATE INDEX outbox_settled ON public.outbox USING btree (done_at) WHERE (done_at IS NOT NULL)
CREATE INDEX outbox_subject ON public.outbox USING btree (organisation_id, subject_id, created_at DESC, id DESC) WHERE (subject_id IS NOT NULL)
CREATE INDEX outbox_waiting ON public.outbox USING btree (available_at) WHERE (done_at IS NULL)
CREATE INDEX review_listing ON public.review USING btree (organisation_id, created_at DESC, id DESC)
CREATE INDEX review_queue ON public.review USING btree (audit_body_id, created_at DESC, id DESC)
CREATE INDEX review_record_submission ON public.review_record USING btree (organisation_id, submission_id)
CREATE INDEX submission_evidence_item ON public.submission_evidence USING btree (organisation_id, evidence_id, version)
CREATE INDEX system_change_listing ON public.system_change USING btree (organisation_id, created_at DESC, id DESC)
CREATE INDEX system_change_system ON public.system_change USING btree (organisation_id, system_id)
CREATE INDEX system_listing ON public.system USING btree (organisation_id, created_at DESC, id DESC)
CREATE INDEX webhook_delivery_listing ON public.webhook_delivery USING btree (organisation_id, endpoint_id, attempted_at DESC, id DESC)
CREATE INDEX webhook_endpoint_active ON public.webhook_endpoint USING btree (organisation_id) WHERE ((status = 'active'::text) AND (deleted_at IS NULL))
CREATE UNIQUE INDEX adviser_grant_current ON public.adviser_grant USING btree (organisation_id, adviser_id) WHERE (revoked_at IS NULL)
CREATE UNIQUE INDEX adviser_grant_pkey ON public.adviser_grant USING btree (organisation_id, id)
CREATE UNIQUE INDEX answer_change_pkey ON public.answer_change USING btree (organisation_id, assessment_id, revision, question_id)
CREATE UNIQUE INDEX answer_pkey ON public.answer USING btree (organisation_id, assessment_id, question_id)
CREATE UNIQUE INDEX api_key_hash ON public.api_key USING btree (key_hash)
CREATE UNIQUE INDEX api_key_pkey ON public.api_key USING btree (organisation_id, id)
CREATE UNIQUE INDEX assessment_pkey ON public.assessment USING btree (organisation_id, id)
CREATE UNIQUE INDEX assessment_withdrawal_pkey ON public.assessment_withdrawal USING btree (organisation_id, assessment_id)
CREATE UNIQUE INDEX assignment_pkey ON public.assignment USING btree (organisation_id, assessment_id, section_id)
CREATE UNIQUE INDEX attestation_id ON public.attestation USING btree (id)
CREATE UNIQUE INDEX attestation_pkey ON public.attestation USING btree (organisation_id, id)
CREATE UNIQUE INDEX attestation_status_index ON public.attestation USING btree (status_index)
CREATE UNIQUE INDEX auth_account_identity ON public.auth_account USING btree (provider_id, account_id)
CREATE UNIQUE INDEX auth_account_pkey ON public.auth_account USING btree (id)
CREATE UNIQUE INDEX auth_attempt_pkey ON public.auth_attempt USING btree (key)
CREATE UNIQUE INDEX auth_session_pkey ON public.auth_session USING btree (id)
CREATE UNIQUE INDEX auth_session_token ON public.auth_session USING btree (token)
CREATE UNIQUE INDEX auth_two_factor_pkey ON public.auth_two_factor USING btree (id)
CREATE UNIQUE INDEX auth_user_email ON public.auth_user USING btree (email)
CREATE UNIQUE INDEX auth_user_pkey ON public.auth_user USING btree (id)
CREATE UNIQUE INDEX auth_verification_pkey ON public.auth_verification USING btree (id)
CREATE UNIQUE INDEX comment_pkey ON public.comment USING btree (organisation_id, assessment_id, id)
CREATE UNIQUE INDEX content_snapshot_pkey ON public.content_snapshot USING btree (hash)
CREATE UNIQUE INDEX dataset_change_pkey ON public.dataset_change USING btree (organisation_id, assessment_id, dataset_id, revision)
CREATE UNIQUE INDEX dataset_pkey ON public.dataset USING btree (organisation_id, assessment_id, id)
CREATE UNIQUE INDEX duty_feed_pkey ON public.duty_feed USING btree (organisation_id, id)
CREATE UNIQUE INDEX duty_feed_token ON public.duty_feed USING btree (token_hash)
CREATE UNIQUE INDEX event_pending_pkey ON public.event_pending USING btree (organisation_id, event_id)
CREATE UNIQUE INDEX event_personal_pkey ON public.event_personal USING btree (organisation_id, event_id)
CREATE UNIQUE INDEX event_pkey ON public.event USING btree (organisation_id, id)
CREATE UNIQUE INDEX evidence_blob_content ON public.evidence_blob USING btree (organisation_id, sha256)
CREATE UNIQUE INDEX evidence_blob_pkey ON public.evidence_blob USING btree (organisation_id, id)
CREATE UNIQUE INDEX evidence_chunk_pkey ON public.evidence_chunk USING btree (organisation_id, blob_id, number)
CREATE UNIQUE INDEX evidence_pkey ON public.evidence USING btree (organisation_id, id)
CREATE UNIQUE INDEX evidence_retention_pkey ON public.evidence_retention USING btree (organisation_id)
CREATE UNIQUE INDEX evidence_use_pkey ON public.evidence_use USING btree (organisation_id, assessment_id, evidence_id, question_id)
CREATE UNIQUE INDEX evidence_version_pkey ON public.evidence_version USING btree (organisation_id, evidence_id, version)
CREATE UNIQUE INDEX finding_pkey ON public.finding USING btree (organisation_id, id)
CREATE UNIQUE INDEX finding_step_pkey ON public.finding_step USING btree (organisation_id, finding_id, number)
CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (organisation_id, actor_id, key)
CREATE UNIQUE INDEX incident_filing_pkey ON public.incident_filing USING btree (organisation_id, incident_id, id)
CREATE UNIQUE INDEX incident_pkey ON public.incident USING btree (organisation_id, id)
CREATE UNIQUE INDEX independence_rule_pkey ON public.independence_rule USING btree (is_only)
CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (organisation_id, id)
CREATE UNIQUE INDEX invitation_token ON public.invitation USING btree (token_hash)
CREATE UNIQUE INDEX log_checkpoint_pkey ON public.log_checkpoint USING btree (size)
CREATE UNIQUE INDEX log_entry_event ON public.log_entry USING btree (organisation_id, event_id)
CREATE UNIQUE INDEX log_entry_pkey ON public.log_entry USING btree (index)
CREATE UNIQUE INDEX log_node_pkey ON public.log_node USING btree (level, index)
CREATE UNIQUE INDEX member_pkey ON public.member USING btree (organisation_id, user_id)
CREATE UNIQUE INDEX operator_pkey ON public.operator USING btree (user_id)
CREATE UNIQUE INDEX organisation_change_pkey ON public.organisation_change USING btree (organisation_id, revision)
CREATE UNIQUE INDEX organisation_pkey ON public.organisation USING btree (organisation_id)
CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (organisation_id, id)
CREATE UNIQUE INDEX reminder_pkey ON public.reminder USING btree (organisation_id, duty_id, due, moment)
CREATE UNIQUE INDEX report_look_pkey ON public.report_look USING btree (organisation_id)
CREATE UNIQUE INDEX review_auditor_pkey ON public.review_auditor USING btree (organisation_id, review_id, user_id)
CREATE UNIQUE INDEX review_change_request_pkey ON public.review_change_request USING btree (organisation_id, review_id, round, number)
CREATE UNIQUE INDEX review_independence_pkey ON public.review_independence USING btree (organisation_id, review_id, user_id)
CREATE UNIQUE INDEX review_open ON public.review USING btree (organisation_id, assessment_id) WHERE (status = ANY (ARRAY['invited'::text, 'in_review'::text, 'changes_requested'::text, 'signing'::text]))
CREATE UNIQUE INDEX review_pkey ON public.review USING btree (organisation_id, id)
CREATE UNIQUE INDEX review_proposal_pkey ON public.review_proposal USING btree (organisation_id, review_id, number)
CREATE UNIQUE INDEX review_record_pkey ON public.review_record USING btree (organisation_id, review_id)
CREATE UNIQUE INDEX review_round_pkey ON public.review_round USING btree (organisation_id, review_id, number)
CREATE UNIQUE INDEX review_round_submission ON public.review_round USING btree (organisation_id, review_id, submission_id)
CREATE UNIQUE INDEX review_sample_pkey ON public.review_sample USING btree (organisation_id, review_id, number)
CREATE UNIQUE INDEX review_sign_off_pkey ON public.review_sign_off USING btree (organisation_id, review_id, proposal, user_id)
CREATE UNIQUE INDEX review_verdict_pkey ON public.review_verdict USING btree (organisation_id, review_id, question_id, number)
CREATE UNIQUE INDEX signing_key_pkey ON public.signing_key USING btree (key_id)
CREATE UNIQUE INDEX submission_duty_pkey ON public.submission_duty USING btree (organisation_id, submission_id)
CREATE UNIQUE INDEX submission_evidence_pkey ON public.submission_evidence USING btree (organisation_id, submission_id, evidence_id)
CREATE UNIQUE INDEX submission_number ON public.submission USING btree (organisation_id, assessment_id, number)
CREATE UNIQUE INDEX submission_pkey ON public.submission USING btree (organisation_id, id)
CREATE UNIQUE INDEX system_change_pkey ON public.system_change USING btree (organisation_id, id)
CREATE UNIQUE INDEX system_pkey ON public.system USING btree (organisation_id, id)
CREATE UNIQUE INDEX system_version_pkey ON public.system_version USING btree (organisation_id, system_id, number)
CREATE UNIQUE INDEX timeline_entry_pkey ON public.timeline_entry USING btree (organisation_id, subject_id, number)
CREATE UNIQUE INDEX webhook_delivery_pkey ON public.webhook_delivery USING btree (organisation_id, endpoint_id, id)
CREATE UNIQUE INDEX webhook_endpoint_pkey ON public.webhook_endpoint USING btree (organisation_id, id)
CREATE UNIQUE INDEX webhook_secret_pkey ON public.webhook_secret USING btree (organisation_id, endpoint_id, id)

-- Policies

adviser_grant: adviser_grant_adviser for select to luongtri_member, luongtri_reader using ((adviser_id = actor_organisation()) OR (organisation_id = actor_organisation()))
adviser_grant: adviser_grant_client for all to luongtri_member using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
adviser_grant: adviser_grant_identity for select to luongtri_auth using true
answer: answer_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
answer_change: answer_change_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
api_key: api_key_identity for all to luongtri_auth using true
api_key: api_key_own for all to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
assessment: assessment_for_retention for select to luongtri_worker using true
assessment: assessment_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
assessment_withdrawal: assessment_withdrawal_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
assessment_withdrawal: assessment_withdrawal_write for insert to luongtri_member with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (withdrawn_by = actor_id()))
assignment: assignment_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
attestation: attestation_public for select to luongtri_auth using true
attestation: attestation_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
auth_account: auth_account_identity for all to luongtri_auth using true with check true
auth_attempt: auth_attempt_identity for all to luongtri_auth using true with check true
auth_session: auth_session_identity for all to luongtri_auth using true with check true
auth_two_factor: auth_two_factor_identity for all to luongtri_auth using true with check true
auth_user: auth_user_identity for all to luongtri_auth using true with check true
auth_verification: auth_verification_identity for all to luongtri_auth using true with check true
comment: comment_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
content_snapshot: content_snapshot_all for all to luongtri_auditor, luongtri_auth, luongtri_member, luongtri_reader, luongtri_worker using true with check true
dataset: dataset_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
dataset_change: dataset_change_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
dataset_change: dataset_change_write for insert to luongtri_member with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (changed_by = actor_id()))
duty_feed: duty_feed_identity for select to luongtri_auth using true
duty_feed: duty_feed_own for all to luongtri_member using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
event: event_read for select to luongtri_auditor, luongtri_member, luongtri_reader, luongtri_regulator using ((organisation_id = actor_organisation()) OR (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) OR (actor_organisation_id = actor_organisation()))
event: event_sequence for select to luongtri_worker using true
event: event_write for insert to luongtri_auditor, luongtri_member, luongtri_regulator with check ((actor_organisation_id = actor_organisation()) AND may_write_about(organisation_id))
event: event_write_identity for insert to luongtri_auth, luongtri_operator, luongtri_worker with check true
event_pending: event_pending_sequence for all to luongtri_worker using true
event_personal: event_personal_erase for all to luongtri_worker using true
event_personal: event_personal_read for select to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation())
event_personal: event_personal_write for insert to luongtri_auditor, luongtri_member, luongtri_regulator with check may_write_about(organisation_id)
event_personal: event_personal_write_identity for insert to luongtri_auth, luongtri_operator, luongtri_worker with check true
evidence: evidence_add for insert to luongtri_member with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence: evidence_change for update to luongtri_member using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence: evidence_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence: evidence_remove for delete to luongtri_member using ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (NOT (EXISTS ( SELECT
   FROM submission_evidence s
  WHERE ((s.organisation_id = evidence.organisation_id) AND (s.evidence_id = evidence.id))))))
evidence: evidence_retention_worker for select to luongtri_worker using true
evidence_blob: evidence_blob_add for insert to luongtri_member with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_blob: evidence_blob_audit for select to luongtri_auditor using (EXISTS ( SELECT
   FROM evidence_version v
  WHERE ((v.organisation_id = evidence_blob.organisation_id) AND (v.blob_id = evidence_blob.id))))
evidence_blob: evidence_blob_complete for update to luongtri_member using ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (sha256 IS NULL)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_blob: evidence_blob_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_blob: evidence_blob_remove for delete to luongtri_member using ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (NOT (EXISTS ( SELECT
   FROM evidence_version v
  WHERE ((v.organisation_id = evidence_blob.organisation_id) AND (v.blob_id = evidence_blob.id))))))
evidence_blob: evidence_blob_retention for all to luongtri_worker using true
evidence_chunk: evidence_chunk_add for insert to luongtri_member with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (EXISTS ( SELECT
   FROM evidence_blob b
  WHERE ((b.organisation_id = evidence_chunk.organisation_id) AND (b.id = evidence_chunk.blob_id) AND (b.sha256 IS NULL)))))
evidence_chunk: evidence_chunk_audit for select to luongtri_auditor using (EXISTS ( SELECT
   FROM evidence_version v
  WHERE ((v.organisation_id = evidence_chunk.organisation_id) AND (v.blob_id = evidence_chunk.blob_id))))
evidence_chunk: evidence_chunk_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_retention: evidence_retention_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_retention: evidence_retention_rule for select to luongtri_worker using true
evidence_retention: evidence_retention_set for all to luongtri_member using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
evidence_use: evidence_use_read for select to luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_use: evidence_use_retention for select to luongtri_worker using true
evidence_use: evidence_use_tenant for all to luongtri_member using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_version: evidence_version_add for insert to luongtri_member with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_version: evidence_version_audit for select to luongtri_auditor using (EXISTS ( SELECT
   FROM submission_evidence s
  WHERE ((s.organisation_id = evidence_version.organisation_id) AND (s.evidence_id = evidence_version.evidence_id) AND (s.version = evidence_version.version))))
evidence_version: evidence_version_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
evidence_version: evidence_version_retention for all to luongtri_worker using true with check true
finding: finding_audit for select to luongtri_auditor using works_on_review(organisation_id, review_id)
finding: finding_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
finding: finding_client_answer for update to luongtri_member using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (state = ANY (ARRAY['open'::text, 'remediated'::text, 'risk_accepted'::text])))
finding: finding_record for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (recorded_by = actor_id()) AND (state = 'open'::text) AND works_on_review(organisation_id, review_id))
finding: finding_work for update to luongtri_auditor using ((organisation_id = tenant()) AND works_on_review(organisation_id, review_id)) with check ((organisation_id = tenant()) AND (state = ANY (ARRAY['open'::text, 'verified'::text])) AND works_on_review(organisation_id, review_id))
finding_step: finding_step_audit for select to luongtri_auditor using (EXISTS ( SELECT
   FROM finding f
  WHERE ((f.organisation_id = finding_step.organisation_id) AND (f.id = finding_step.finding_id))))
finding_step: finding_step_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
finding_step: finding_step_client_write for insert to luongtri_member with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (actor_organisation_id = actor_organisation()) AND (kind = ANY (ARRAY['planned'::text, 'remediated'::text, 'risk_accepted'::text, 'commented'::text])))
finding_step: finding_step_work for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (actor_organisation_id = actor_organisation()) AND (taken_by = actor_id()) AND (kind = ANY (ARRAY['recorded'::text, 'changed'::text, 'verified'::text, 'reopened'::text, 'commented'::text])) AND (EXISTS ( SELECT
   FROM finding f
  WHERE ((f.organisation_id = finding_step.organisation_id) AND (f.id = finding_step.finding_id)))))
idempotency: idempotency_own for all to luongtri_auditor, luongtri_member, luongtri_regulator using ((organisation_id = actor_organisation()) AND (actor_id = actor_id())) with check ((organisation_id = actor_organisation()) AND (actor_id = actor_id()))
idempotency: idempotency_sweep for all to luongtri_worker using true
incident: incident_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
incident_filing: incident_filing_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
independence_rule: independence_rule_operate for update to luongtri_operator using true with check true
independence_rule: independence_rule_read for select to luongtri_auditor, luongtri_member, luongtri_operator, luongtri_reader using true
invitation: invitation_identity for all to luongtri_auth using true with check true
invitation: invitation_operate for all to luongtri_operator using true with check true
invitation: invitation_own for all to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
log_checkpoint: log_checkpoint_append for all to luongtri_worker using true with check true
log_checkpoint: log_checkpoint_read for select to luongtri_auditor, luongtri_auth, luongtri_member, luongtri_operator, luongtri_reader, luongtri_regulator using true
log_entry: log_entry_append for all to luongtri_worker using true with check true
log_entry: log_entry_read for select to luongtri_auditor, luongtri_auth, luongtri_member, luongtri_operator, luongtri_reader, luongtri_regulator using true
log_node: log_node_append for all to luongtri_worker using true with check true
log_node: log_node_read for select to luongtri_auditor, luongtri_auth, luongtri_member, luongtri_operator, luongtri_reader, luongtri_regulator using true
member: member_identity for all to luongtri_auth using true with check true
member: member_operate for all to luongtri_operator using true with check true
member: member_own for all to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
member: member_read for select to luongtri_reader using (organisation_id = actor_organisation())
member: member_work for select to luongtri_worker using true
operator: operator_erase for delete to luongtri_auth using true
operator: operator_identity for select to luongtri_auth using true
operator: operator_manage for all to luongtri_operator using true with check true
organisation: organisation_change for update to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
organisation: organisation_identity for all to luongtri_auth using true with check true
organisation: organisation_operate for all to luongtri_operator using true with check true
organisation: organisation_read for select to luongtri_auditor, luongtri_member, luongtri_reader, luongtri_regulator using ((organisation_id = actor_organisation()) OR (organisation_id = allowed_tenant()))
organisation: organisation_read_adviser for select to luongtri_member, luongtri_reader using ((kind = 'adviser'::text) AND (organisation_id IN ( SELECT g.adviser_id
   FROM adviser_grant g
  WHERE (g.organisation_id = ( SELECT actor_organisation() AS actor_organisation)))))
organisation: organisation_read_client for select to luongtri_member, luongtri_reader using (organisation_id IN ( SELECT g.organisation_id
   FROM adviser_grant g
  WHERE ((g.adviser_id = ( SELECT actor_organisation() AS actor_organisation)) AND (g.revoked_at IS NULL) AND ((g.expires_at IS NULL) OR (g.expires_at > now())))))
organisation: organisation_work for select to luongtri_worker using true
organisation_change: organisation_change_read for select to luongtri_auditor, luongtri_member, luongtri_reader, luongtri_regulator using ((organisation_id = actor_organisation()) OR (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)))
organisation_change: organisation_change_write for insert to luongtri_auditor, luongtri_member, luongtri_regulator with check ((organisation_id = actor_organisation()) AND (changed_by = actor_id()))
outbox: outbox_operate for select to luongtri_operator using true
outbox: outbox_operate_resend for update to luongtri_operator using true with check true
outbox: outbox_read for select to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation())
outbox: outbox_resend for update to luongtri_auditor, luongtri_member, luongtri_regulator using ((organisation_id = actor_organisation()) AND (topic = 'webhook'::text)) with check ((organisation_id = actor_organisation()) AND (topic = 'webhook'::text))
outbox: outbox_send for all to luongtri_worker using true with check true
outbox: outbox_write for insert to luongtri_auditor, luongtri_member, luongtri_regulator with check may_write_about(organisation_id)
outbox: outbox_write_identity for insert to luongtri_auth, luongtri_operator with check true
reminder: reminder_tenant for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
reminder: reminder_work for all to luongtri_worker using true with check true
report_look: report_look_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
report_look: report_look_write for all to luongtri_member using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
review: review_audit for select to luongtri_auditor using (audit_body_id = ( SELECT actor_organisation() AS actor_organisation))
review: review_audit_answer for update to luongtri_auditor using ((audit_body_id = ( SELECT actor_organisation() AS actor_organisation)) AND (organisation_id = ( SELECT tenant() AS tenant)) AND (status = ANY (ARRAY['invited'::text, 'in_review'::text, 'changes_requested'::text, 'signing'::text]))) with check ((audit_body_id = ( SELECT actor_organisation() AS actor_organisation)) AND (organisation_id = ( SELECT tenant() AS tenant)) AND (status = ANY (ARRAY['declined'::text, 'in_review'::text, 'changes_requested'::text, 'signing'::text, 'concluded'::text])))
review: review_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
review: review_client_ask for insert to luongtri_member with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (status = 'invited'::text) AND may_audit(organisation_id, audit_body_id))
review: review_client_withdraw for update to luongtri_member using ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (status = 'invited'::text)) with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (status = 'withdrawn'::text))
review_auditor: review_auditor_assign for insert to luongtri_auditor with check ((organisation_id = tenant()) AND audits_review(organisation_id, review_id) AND (EXISTS ( SELECT
   FROM member m
  WHERE ((m.organisation_id = actor_organisation()) AND (m.user_id = review_auditor.user_id) AND (m.role = 'auditor'::text)))) AND (NOT is_tied_to_client(organisation_id, user_id)) AND (NOT has_acted_for_client(organisation_id, user_id)))
review_auditor: review_auditor_audit for select to luongtri_auditor using audits_review(organisation_id, review_id)
review_auditor: review_auditor_change for update to luongtri_auditor using ((organisation_id = tenant()) AND audits_review(organisation_id, review_id)) with check ((organisation_id = tenant()) AND audits_review(organisation_id, review_id) AND (NOT is_tied_to_client(organisation_id, user_id)))
review_auditor: review_auditor_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
review_change_request: review_change_request_audit for select to luongtri_auditor using audits_review(organisation_id, review_id)
review_change_request: review_change_request_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
review_change_request: review_change_request_work for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (requested_by = actor_id()) AND works_on_review(organisation_id, review_id))
review_independence: review_independence_audit for select to luongtri_auditor using audits_review(organisation_id, review_id)
review_independence: review_independence_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
review_independence: review_independence_declare for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (user_id = actor_id()) AND audits_review(organisation_id, review_id) AND ((NOT no_advice) OR (NOT (held_grant(organisation_id, actor_organisation()) OR is_tied_to_client(organisation_id, user_id) OR has_acted_for_client(organisation_id, user_id)))))
review_proposal: review_proposal_audit for select to luongtri_auditor using works_on_review(organisation_id, review_id)
review_proposal: review_proposal_client for select to luongtri_member, luongtri_reader using ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND is_concluded(organisation_id, review_id))
review_proposal: review_proposal_work for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (proposed_by = actor_id()) AND works_on_review(organisation_id, review_id))
review_record: review_record_audit for select to luongtri_auditor using works_on_review(organisation_id, review_id)
review_record: review_record_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
review_record: review_record_work for insert to luongtri_auditor with check ((organisation_id = tenant()) AND works_on_review(organisation_id, review_id))
review_round: review_round_audit for select to luongtri_auditor using audits_review(organisation_id, review_id)
review_round: review_round_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
review_round: review_round_client_ask for insert to luongtri_member with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (number = 1))
review_sample: review_sample_audit for select to luongtri_auditor using works_on_review(organisation_id, review_id)
review_sample: review_sample_client for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
review_sample: review_sample_work for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (drawn_by = actor_id()) AND works_on_review(organisation_id, review_id))
review_sign_off: review_sign_off_audit for select to luongtri_auditor using works_on_review(organisation_id, review_id)
review_sign_off: review_sign_off_client for select to luongtri_member, luongtri_reader using ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND is_concluded(organisation_id, review_id))
review_sign_off: review_sign_off_work for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (user_id = actor_id()) AND works_on_review(organisation_id, review_id))
review_verdict: review_verdict_audit for select to luongtri_auditor using works_on_review(organisation_id, review_id)
review_verdict: review_verdict_client for select to luongtri_member, luongtri_reader using ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND verdicts_are_told(organisation_id, review_id, round))
review_verdict: review_verdict_work for insert to luongtri_auditor with check ((organisation_id = tenant()) AND (given_by = actor_id()) AND works_on_review(organisation_id, review_id))
signing_key: signing_key_read for select to luongtri_auditor, luongtri_auth, luongtri_member, luongtri_operator, luongtri_reader, luongtri_regulator, luongtri_worker using true
signing_key: signing_key_rotate for all to luongtri_worker using true with check true
submission: submission_audit for select to luongtri_auditor using reviews_submission(organisation_id, id)
submission: submission_for_retention for select to luongtri_worker using true
submission: submission_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
submission_duty: submission_duty_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
submission_evidence: submission_evidence_add for insert to luongtri_member with check ((organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) AND (EXISTS ( SELECT
   FROM submission s
  WHERE ((s.organisation_id = submission_evidence.organisation_id) AND (s.id = submission_evidence.submission_id) AND (POSITION((submission_evidence.evidence_id) IN (s.record)) > 0)))))
submission_evidence: submission_evidence_audit for select to luongtri_auditor using reviews_submission(organisation_id, submission_id)
submission_evidence: submission_evidence_read for select to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
submission_evidence: submission_evidence_retention for select to luongtri_worker using true
system: system_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
system_change: system_change_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
system_version: system_version_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
timeline_entry: timeline_entry_tenant for all to luongtri_member, luongtri_reader using (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant)) with check (organisation_id = ( SELECT allowed_tenant() AS allowed_tenant))
webhook_delivery: webhook_delivery_own for select to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation())
webhook_delivery: webhook_delivery_work for all to luongtri_worker using true with check true
webhook_endpoint: webhook_endpoint_own for all to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
webhook_endpoint: webhook_endpoint_work for all to luongtri_worker using true with check true
webhook_secret: webhook_secret_own for all to luongtri_auditor, luongtri_member, luongtri_regulator using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation())
webhook_secret: webhook_secret_work for select to luongtri_worker using true

-- Rights on tables

adviser_grant: luongtri_auth may select
adviser_grant: luongtri_member may insert, select
adviser_grant: luongtri_reader may select
answer: luongtri_member may delete, insert, select, update
answer: luongtri_reader may select
answer_change: luongtri_member may insert, select
answer_change: luongtri_reader may select
api_key: luongtri_auditor may insert, select, update
api_key: luongtri_auth may select
api_key: luongtri_member may insert, select, update
api_key: luongtri_regulator may insert, select, update
assessment: luongtri_member may insert, select, update
assessment: luongtri_reader may select
assessment_withdrawal: luongtri_member may insert, select
assessment_withdrawal: luongtri_reader may select
assignment: luongtri_member may delete, insert, select, update
assignment: luongtri_reader may select
attestation: luongtri_auth may select
attestation: luongtri_member may insert, select
attestation: luongtri_reader may select
auth_account: luongtri_auth may delete, insert, select, update
auth_attempt: luongtri_auth may delete, insert, select, update
auth_session: luongtri_auth may delete, insert, select, update
auth_two_factor: luongtri_auth may delete, insert, select, update
auth_user: luongtri_auth may delete, insert, select, update
auth_verification: luongtri_auth may delete, insert, select, update
comment: luongtri_member may insert, select
comment: luongtri_reader may select
content_snapshot: luongtri_auditor may select
content_snapshot: luongtri_auth may select
content_snapshot: luongtri_member may insert, select
content_snapshot: luongtri_reader may select
content_snapshot: luongtri_worker may select
dataset: luongtri_member may delete, insert, select, update
dataset: luongtri_reader may select
dataset_change: luongtri_member may insert, select
dataset_change: luongtri_reader may select
duty_feed: luongtri_auth may select
duty_feed: luongtri_member may insert, select
event: luongtri_auditor may insert, select
event: luongtri_auth may insert
event: luongtri_member may insert, select
event: luongtri_operator may insert
event: luongtri_reader may select
event: luongtri_regulator may insert, select
event: luongtri_worker may insert, select
event_pending: luongtri_worker may delete, select
event_personal: luongtri_auditor may insert, select
event_personal: luongtri_auth may insert
event_personal: luongtri_member may insert, select
event_personal: luongtri_operator may insert
event_personal: luongtri_regulator may insert, select
event_personal: luongtri_worker may delete, insert, select
evidence: luongtri_member may delete, insert, select
evidence: luongtri_reader may select
evidence: luongtri_worker may select
evidence_blob: luongtri_auditor may select
evidence_blob: luongtri_member may delete, insert, select
evidence_blob: luongtri_reader may select
evidence_blob: luongtri_worker may delete, select
evidence_chunk: luongtri_auditor may select
evidence_chunk: luongtri_member may insert, select
evidence_chunk: luongtri_reader may select
evidence_retention: luongtri_member may delete, insert, select
evidence_retention: luongtri_reader may select
evidence_retention: luongtri_worker may select
evidence_use: luongtri_member may delete, insert, select
evidence_use: luongtri_reader may select
evidence_use: luongtri_worker may select
evidence_version: luongtri_auditor may select
evidence_version: luongtri_member may insert, select
evidence_version: luongtri_reader may select
evidence_version: luongtri_worker may select
finding: luongtri_auditor may insert, select
finding: luongtri_member may select
finding: luongtri_reader may select
finding_step: luongtri_auditor may insert, select
finding_step: luongtri_member may insert, select
finding_step: luongtri_reader may select
idempotency: luongtri_auditor may insert, select, update
idempotency: luongtri_member may insert, select, update
idempotency: luongtri_regulator may insert, select, update
idempotency: luongtri_worker may delete, select
incident: luongtri_member may insert, select, update
incident: luongtri_reader may select
incident_filing: luongtri_member may insert, select
incident_filing: luongtri_reader may select
independence_rule: luongtri_auditor may select
independence_rule: luongtri_member may select
independence_rule: luongtri_operator may select
independence_rule: luongtri_reader may select
invitation: luongtri_auditor may insert, select, update
invitation: luongtri_auth may select
invitation: luongtri_member may insert, select, update
invitation: luongtri_operator may insert, select
invitation: luongtri_regulator may insert, select, update
log_checkpoint: luongtri_auditor may select
log_checkpoint: luongtri_auth may select
log_checkpoint: luongtri_member may select
log_checkpoint: luongtri_operator may select
log_checkpoint: luongtri_reader may select
log_checkpoint: luongtri_regulator may select
log_checkpoint: luongtri_worker may insert, select
log_entry: luongtri_auditor may select
log_entry: luongtri_auth may select
log_entry: luongtri_member may select
log_entry: luongtri_operator may select
log_entry: luongtri_reader may select
log_entry: luongtri_regulator may select
log_entry: luongtri_worker may insert, select
log_node: luongtri_auditor may select
log_node: luongtri_auth may select
log_node: luongtri_member may select
log_node: luongtri_operator may select
log_node: luongtri_reader may select
log_node: luongtri_regulator may select
log_node: luongtri_worker may insert, select
member: luongtri_auditor may delete, insert, select, update
member: luongtri_auth may delete, insert, select
member: luongtri_member may delete, insert, select, update
member: luongtri_operator may insert, select
member: luongtri_reader may select
member: luongtri_regulator may delete, insert, select, update
member: luongtri_worker may select
operator: luongtri_auth may delete, select
operator: luongtri_operator may delete, insert, select
organisation: luongtri_auditor may select
organisation: luongtri_auth may insert, select
organisation: luongtri_member may select
organisation: luongtri_operator may delete, insert, select, update
organisation: luongtri_reader may select
organisation: luongtri_regulator may select
organisation_change: luongtri_auditor may insert, select
organisation_change: luongtri_member may insert, select
organisation_change: luongtri_reader may select
organisation_change: luongtri_regulator may insert, select
outbox: luongtri_auditor may insert, select
outbox: luongtri_auth may insert
outbox: luongtri_member may insert, select
outbox: luongtri_operator may insert
outbox: luongtri_regulator may insert, select
outbox: luongtri_worker may delete, insert, select, update
reminder: luongtri_member may select
reminder: luongtri_reader may select
reminder: luongtri_worker may delete, insert, select
report_look: luongtri_member may delete, insert, select, update
report_look: luongtri_reader may select
review: luongtri_auditor may select
review: luongtri_member may insert, select
review: luongtri_reader may select
review_auditor: luongtri_auditor may insert, select
review_auditor: luongtri_member may select
review_auditor: luongtri_reader may select
review_change_request: luongtri_auditor may insert, select
review_change_request: luongtri_member may select
review_change_request: luongtri_reader may select
review_independence: luongtri_auditor may insert, select
review_independence: luongtri_member may select
review_independence: luongtri_reader may select
review_proposal: luongtri_auditor may insert, select
review_proposal: luongtri_member may select
review_proposal: luongtri_reader may select
review_record: luongtri_auditor may insert, select
review_record: luongtri_member may select
review_record: luongtri_reader may select
review_round: luongtri_auditor may select
review_round: luongtri_member may insert, select
review_round: luongtri_reader may select
review_sample: luongtri_auditor may insert, select
review_sample: luongtri_member may select
review_sample: luongtri_reader may select
review_sign_off: luongtri_auditor may insert, select
review_sign_off: luongtri_member may select
review_sign_off: luongtri_reader may select
review_verdict: luongtri_auditor may insert, select
review_verdict: luongtri_member may select
review_verdict: luongtri_reader may select
schema_migration: luongtri_auditor may select
schema_migration: luongtri_member may select
schema_migration: luongtri_regulator may select
signing_key: luongtri_auditor may select
signing_key: luongtri_auth may select
signing_key: luongtri_member may select
signing_key: luongtri_operator may select
signing_key: luongtri_reader may select
signing_key: luongtri_regulator may select
signing_key: luongtri_worker may insert, select
submission: luongtri_auditor may select
submission: luongtri_member may insert, select
submission: luongtri_reader may select
submission_duty: luongtri_member may insert, select
submission_duty: luongtri_reader may select
submission_evidence: luongtri_auditor may select
submission_evidence: luongtri_member may insert, select
submission_evidence: luongtri_reader may select
submission_evidence: luongtri_worker may select
system: luongtri_member may insert, select, update
system: luongtri_reader may select
system_change: luongtri_member may insert, select, update
system_change: luongtri_reader may select
system_version: luongtri_member may insert, select
system_version: luongtri_reader may select
timeline_entry: luongtri_member may insert, select
timeline_entry: luongtri_reader may select
webhook_delivery: luongtri_auditor may select
webhook_delivery: luongtri_member may select
webhook_delivery: luongtri_regulator may select
webhook_delivery: luongtri_worker may delete, insert, select
webhook_endpoint: luongtri_auditor may insert, select, update
webhook_endpoint: luongtri_member may insert, select, update
webhook_endpoint: luongtri_regulator may insert, select, update
webhook_endpoint: luongtri_worker may select
webhook_secret: luongtri_auditor may delete, insert, select
webhook_secret: luongtri_member may delete, insert, select
webhook_secret: luongtri_regulator may delete, insert, select
webhook_secret: luongtri_worker may select

-- Rights to change single columns

adviser_grant: luongtri_member may update expires_at, revoked_at
api_key: luongtri_auth may update last_used_at
attestation: luongtri_member may update withdrawn_at, withdrawn_by
comment: luongtri_member may update question_id, resolved_at, resolved_by
duty_feed: luongtri_member may update revoked_at
evidence: luongtri_member may update fact_on, note, revision, title, updated_at, valid_from, valid_until, version
evidence_blob: luongtri_member may update bytes, sha256
evidence_retention: luongtri_member may update keep_years, set_at, set_by
evidence_version: luongtri_worker may update blob_id, removed_at
finding: luongtri_auditor may update basis, description, due, owner, revision, severity, state, title, updated_at, verification, verified_at, verified_by
finding: luongtri_member may update accepted_at, accepted_by, accepted_reason, accepted_until, due, owner, remediated_at, remediated_by, remediation, revision, state, updated_at
incident_filing: luongtri_member may update withdrawn_at, withdrawn_by, withdrawn_why
independence_rule: luongtri_operator may update advice_counts_months
invitation: luongtri_auth may update accepted_at, accepted_by, email, revoked_at
organisation: luongtri_auditor may update address, contact, name, province, registration_number, revision, sector, settings, updated_at
organisation: luongtri_auth may update updated_at
organisation: luongtri_member may update address, contact, name, province, registration_number, revision, sector, settings, updated_at
organisation: luongtri_regulator may update address, contact, name, province, registration_number, revision, sector, settings, updated_at
outbox: luongtri_auditor may update attempts, available_at, dead_at, done_at, last_error
outbox: luongtri_member may update attempts, available_at, dead_at, done_at, last_error
outbox: luongtri_operator may update attempts, available_at, dead_at, done_at, last_error
outbox: luongtri_regulator may update attempts, available_at, dead_at, done_at, last_error
review: luongtri_auditor may update answered_at, answered_by, decline_reason, revision, status, updated_at
review: luongtri_member may update revision, status, updated_at
review_auditor: luongtri_auditor may update assigned_at, assigned_by, removed_at
signing_key: luongtri_worker may update valid_until
submission_duty: luongtri_member may update kept_at, summary
webhook_endpoint: luongtri_worker may update disabled_at, failing_since, revision, status, updated_at
webhook_secret: luongtri_auditor may update expires_at
webhook_secret: luongtri_member may update expires_at
webhook_secret: luongtri_regulator may update expires_at

-- Functions

CREATE OR REPLACE FUNCTION public.actor_id()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('luongtri.actor_id', true), '') $function$
CREATE OR REPLACE FUNCTION public.actor_organisation()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('luongtri.actor_organisation_id', true), '') $function$
CREATE OR REPLACE FUNCTION public.allowed_tenant()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN CASE WHEN (tenant() = actor_organisation()) THEN tenant() ELSE granted_tenant() END
CREATE OR REPLACE FUNCTION public.assessment_ends_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ begin
       update review set status = 'withdrawn', revision = revision + 1, updated_at = new.updated_at
       where organisation_id = new.organisation_id and assessment_id = new.id
         and status in ('invited', 'in_review', 'changes_requested', 'signing');
       return null;
     end $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.attestation_states(first bigint, last bigint)
 RETURNS TABLE(status_index bigint, withdrawn boolean, superseded boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select a.status_index,
       a.withdrawn_at is not null or m.status = 'withdrawn',
       m.status = 'superseded' or exists (
         select from submission later where later.organisation_id = s.organisation_id
           and later.assessment_id = s.assessment_id and later.number > s.number)
     from attestation a
     join submission s on s.organisation_id = a.organisation_id and s.id = a.submission_id
     join assessment m on m.organisation_id = s.organisation_id and m.id = s.assessment_id
     where a.status_index between first and last $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.audit_bodies()
 RETURNS TABLE(organisation_id text, name text, province text, independent boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select o.organisation_id, o.name, o.province,
       o.organisation_id <> tenant() and not held_grant(tenant(), o.organisation_id)
     from organisation o where o.kind = 'audit_body' and o.status = 'active' and tenant() is not null $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.audits_review(client text, review text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from review r where r.organisation_id = client and r.id = review
       and r.audit_body_id = actor_organisation()) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.await_sequencing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ begin insert into event_pending values (new.organisation_id, new.id, new.at); return null; end $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.erase_organisation(erased text, erased_by text, erased_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ declare
       waiting text[];
       stuck text[];
       wanted text;
       emptied text;
     begin
       if tenant() is distinct from erased then
         raise exception 'erase_organisation: not the organisation of the transaction' using errcode = '42501';
       end if;
       -- Every row refers to this one: whoever adds any now waits for the end of the deletion.
       perform from organisation where organisation_id = erased for update;
       update attestation set withdrawn_at = coalesce(withdrawn_at, erased_at), withdrawn_by = coalesce(withdrawn_by, erased_by),
         credential = '' where organisation_id = erased;
       select array_agg(c.relname::text order by c.relname) into waiting
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and c.relname not in ('organisation', 'event', 'event_pending', 'log_entry', 'attestation', 'submission', 'assessment', 'system');
       waiting := waiting || array['submission', 'assessment', 'system'];
       while cardinality(waiting) > 0 loop
         stuck := '{}';
         foreach wanted in array waiting loop
           begin
             execute case wanted
               when 'submission' then 'delete from submission s where organisation_id = $1 and not exists (select from attestation t
                 where t.organisation_id = s.organisation_id and t.submission_id = s.id)'
               when 'assessment' then 'delete from assessment m where organisation_id = $1 and not exists (select from submission s
                 where s.organisation_id = m.organisation_id and s.assessment_id = m.id)'
               when 'system' then 'delete from system y where organisation_id = $1 and not exists (select from assessment m
                 where m.organisation_id = y.organisation_id and m.system_id = y.id)'
               else format('delete from %I where organisation_id = $1', wanted)
             end using erased;
           exception when foreign_key_violation then stuck := stuck || wanted;
           end;
         end loop;
         if cardinality(stuck) = cardinality(waiting) then
           raise exception 'erase_organisation: rows of % are still referred to', stuck;
         end if;
         waiting := stuck;
       end loop;
       update submission set record = '{}', submitted_by = '', tier = '-', as_of = '1970-01-01', rules_hash = '', result_hash = ''
         where organisation_id = erased;
       update assessment set status = 'withdrawn', earlier_answers = '{}', created_by = '', questionnaires = '{}'
         where organisation_id = erased;
       update system set name = '-', purpose = '', roles = '{}', status = 'retired', created_by = '' where organisation_id = erased;
       foreach wanted in array array['system', 'assessment', 'organisation'] loop
         select string_agg(format('%I = null', a.attname), ', ') into emptied from pg_attribute a
           where a.attrelid = wanted::regclass and a.attnum > 0 and not a.attisdropped and not a.attnotnull and a.attgenerated = '';
         execute format('update %I set %s where organisation_id = $1', wanted, emptied) using erased;
       end loop;
       if not exists (select from attestation where organisation_id = erased) then
         begin
           delete from organisation where organisation_id = erased;
           return true;
         exception when foreign_key_violation then null;
         end;
       end if;
       update organisation set name = '-', settings = '{}', status = 'suspended', updated_at = erased_at where organisation_id = erased;
       return false;
     end $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.granted_tenant()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select tenant() where exists (
       select from adviser_grant g where g.organisation_id = tenant() and g.adviser_id = actor_organisation()
         and g.revoked_at is null and (g.expires_at is null or g.expires_at > now())) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.has_acted_for_client(client text, person text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from event e, independence_rule r where e.organisation_id = client
       and substring(e.content from '^\{"actor":\{"id":"([^"]*)"') in (
         select person union all select k.id from api_key k where k.created_by = person)
       and (e.actor_organisation_id = client or held_grant(client, e.actor_organisation_id))
       and (r.advice_counts_months is null or e.at > now() - make_interval(months => r.advice_counts_months))) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.held_grant(client text, adviser text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (
       select from adviser_grant g, independence_rule r
       where g.organisation_id = client and g.adviser_id = adviser
         and (r.advice_counts_months is null
              or coalesce(least(g.revoked_at, g.expires_at), 'infinity') > now() - make_interval(months => r.advice_counts_months))) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.is_active_adviser(id text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from organisation where organisation_id = id and kind = 'adviser' and status = 'active') $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.is_concluded(client text, review text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from review r where r.organisation_id = client and r.id = review and r.status = 'concluded') $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.is_tied_to_client(client text, person text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from member m where m.user_id = person
       and (m.organisation_id = client or held_grant(client, m.organisation_id))) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.may_audit(client text, body text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select client <> body and not held_grant(client, body) and exists (
       select from organisation o where o.organisation_id = body and o.kind = 'audit_body' and o.status = 'active') $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.may_write_about(organisation text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select organisation = actor_organisation() or organisation = allowed_tenant() or exists (
       select from review r where r.organisation_id = organisation and r.audit_body_id = actor_organisation()) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.named_by_open_answer(organisation text, item text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from assessment m join answer a on a.organisation_id = m.organisation_id and a.assessment_id = m.id
       where m.organisation_id = organisation and m.status in ('draft', 'submitted', 'in_review', 'changes_requested')
         and a.content->'evidence' ? item) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.next_status_index()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ begin
       perform pg_advisory_xact_lock(71342026);
       return (select coalesce(max(status_index) + 1, 0) from attestation);
     end $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.notify_webhooks(organisation text, event_id text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ insert into outbox (organisation_id, id, topic, payload, created_at, available_at, subject_id)
     select w.organisation_id, 'msg_' || left(encode(sha256(convert_to(w.id || ':' || e.id, 'UTF8')), 'hex'), 32), 'webhook',
       jsonb_build_object('endpointId', w.id, 'type', e.kind, 'eventId', e.id, 'subjectId', e.subject_id,
         'timestamp', e.content::jsonb ->> 'at', 'details', e.content::jsonb -> 'details'),
       e.at, e.at, w.id
     from webhook_endpoint w join event e on e.organisation_id = w.organisation_id
     where w.organisation_id = organisation and e.id = event_id
       and (actor_organisation() is null or e.actor_organisation_id = actor_organisation())
       and w.status in ('active', 'paused') and w.deleted_at is null
       and (e.kind = any (w.events) or '*' = any (w.events) or split_part(e.kind, '.', 1) || '.*' = any (w.events))
     on conflict do nothing $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.resign_reviews(body text, by text, at timestamp with time zone)
 RETURNS TABLE(client text, review text, submission text, was text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ begin
       if tenant() is distinct from body then
         raise exception 'resign_reviews: not the organisation of the transaction' using errcode = '42501';
       end if;
       return query
         with going as (
           select r.organisation_id, r.id, r.status from review r where r.audit_body_id = body
             and r.status in ('invited', 'in_review', 'changes_requested', 'signing')
           order by r.organisation_id, r.id for update)
         update review r set status = 'declined', decline_reason = null, answered_by = by, answered_at = at, updated_at = at,
           revision = r.revision + 1
         from going g where r.organisation_id = g.organisation_id and r.id = g.id
         returning r.organisation_id, r.id, r.submission_id, g.status;
     end $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.review_moves_assessment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ begin
       update assessment set updated_at = new.updated_at,
         status = case when new.status = 'signing' then 'in_review'
           when new.status = 'declined' and status = 'changes_requested' then 'draft'
           when new.status = 'declined' then 'submitted' else new.status end
       where organisation_id = new.organisation_id and id = new.assessment_id
         and status in ('submitted', 'in_review', 'changes_requested');
       return null;
     end $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.reviews_submission(client text, submission text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from review_round n where n.organisation_id = client and n.submission_id = submission
       and works_on_review(client, n.review_id)) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.submission_continues_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ declare going text;
     begin
       update review set submission_id = new.id, round = round + 1, status = 'in_review', revision = revision + 1,
         updated_at = new.submitted_at
       where organisation_id = new.organisation_id and assessment_id = new.assessment_id and status = 'changes_requested'
       returning id into going;
       if going is not null then
         insert into review_round (organisation_id, review_id, number, submission_id, revision, opened_at)
         select organisation_id, id, round, submission_id, revision, new.submitted_at from review
         where organisation_id = new.organisation_id and id = going;
       end if;
       return null;
     end $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.tenant()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('luongtri.organisation_id', true), '') $function$
CREATE OR REPLACE FUNCTION public.verdicts_are_told(client text, review text, given_in integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from review r where r.organisation_id = client and r.id = review
       and (r.status in ('changes_requested', 'concluded') or r.round > given_in)) $function$

-- runs with the rights of its owner
CREATE OR REPLACE FUNCTION public.works_on_review(client text, review text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (
       select from review r
       join review_auditor a on a.organisation_id = r.organisation_id and a.review_id = r.id
         and a.user_id = actor_id() and a.removed_at is null
       join review_independence i on i.organisation_id = r.organisation_id and i.review_id = r.id
         and i.user_id = actor_id() and i.no_stake and i.no_advice
       join member m on m.organisation_id = r.audit_body_id and m.user_id = actor_id()
       where r.organisation_id = client and r.id = review and r.audit_body_id = actor_organisation()
         and r.status in ('in_review', 'changes_requested', 'signing', 'concluded')
         and not held_grant(client, r.audit_body_id) and not is_tied_to_client(client, actor_id())) $function$

-- runs with the rights of its owner

-- Triggers

CREATE TRIGGER assessment_ends_review AFTER UPDATE OF status ON public.assessment FOR EACH ROW WHEN (((new.status = ANY (ARRAY['draft'::text, 'withdrawn'::text, 'superseded'::text])) AND (new.status IS DISTINCT FROM old.status))) EXECUTE FUNCTION assessment_ends_review()
CREATE TRIGGER event_awaits_sequencing AFTER INSERT ON public.event FOR EACH ROW EXECUTE FUNCTION await_sequencing()
CREATE TRIGGER review_moves_assessment AFTER UPDATE OF status ON public.review FOR EACH ROW WHEN (((new.status = ANY (ARRAY['in_review'::text, 'changes_requested'::text, 'signing'::text, 'concluded'::text, 'declined'::text])) AND (new.status IS DISTINCT FROM old.status))) EXECUTE FUNCTION review_moves_assessment()
CREATE TRIGGER submission_continues_review AFTER INSERT ON public.submission FOR EACH ROW EXECUTE FUNCTION submission_continues_review()
