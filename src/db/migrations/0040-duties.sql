-- What the law asks over time: incidents, changes of a system, reminders, calendar feeds, and webhooks to tell others.

-- Answers to the tests of Decree 142, article 19, are 'yes', 'no' or 'unknown': nobody's guess is kept as a fact.
create table incident (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  system_id text not null,
  title text not null,
  description text not null default '',
  occurred_at timestamptz,
  detected_at timestamptz not null,
  confirmed_at timestamptz,
  resolved_at timestamptz,
  test jsonb not null,
  people_affected integer,
  harm text,
  measures text,
  fields jsonb not null default '{}',
  revision integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, system_id) references system
);

create index incident_listing on incident (organisation_id, created_at desc, id desc);

create index incident_system on incident (organisation_id, system_id);

-- What was told to whom, and when. A wrong entry is withdrawn, never removed.
create table incident_filing (
  organisation_id text not null,
  incident_id text not null,
  id text not null,
  kind text not null constraint incident_filing_kind
    check (kind in ('provider_notice', 'authority_notice', 'preliminary', 'final', 'other_law')),
  filed_at timestamptz not null,
  addressee text not null,
  reference text,
  note text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_why text,
  primary key (organisation_id, incident_id, id),
  foreign key (organisation_id, incident_id) references incident on delete cascade
);

-- Events of Decree 142, article 11.1 and 11.2, and changes that are none (11.4), with the review that followed.
create table system_change (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  system_id text not null,
  kind text not null constraint system_change_kind check (kind in
    ('significant_change', 'deployer_change', 'incident_higher_risk', 'list_amended', 'authority_order', 'routine')),
  description text not null,
  happened_on date not null,
  affects_criteria text not null constraint system_change_affects check (affects_criteria in ('yes', 'no', 'unknown')),
  incident_id text,
  list_effective_on date,
  review_completed_on date,
  result text not null default 'unknown' constraint system_change_result
    check (result in ('higher', 'same', 'lower', 'unknown')),
  tier_after text,
  measures_applied_on date,
  notified_at timestamptz,
  notice_reference text,
  dossier_completed_on date,
  revision integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, system_id) references system
);

create index system_change_listing on system_change (organisation_id, created_at desc, id desc);

create index system_change_system on system_change (organisation_id, system_id);

-- Append-only: every change of an incident or of a change of a system, and what people noted.
create table timeline_entry (
  organisation_id text not null references organisation on delete cascade,
  subject_id text not null,
  number integer not null,
  kind text not null,
  happened_at timestamptz,
  note text,
  changes jsonb not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (organisation_id, subject_id, number)
);

-- The dated duties of a submission, taken out of its record once: the record itself stays the source.
create table submission_duty (
  organisation_id text not null,
  submission_id text not null,
  summary jsonb not null,
  kept_at timestamptz not null,
  primary key (organisation_id, submission_id),
  foreign key (organisation_id, submission_id) references submission on delete cascade
);

-- A reminder is written once, whoever computes it.
create table reminder (
  organisation_id text not null references organisation on delete cascade,
  duty_id text not null,
  moment text not null,
  due text not null,
  sent_at timestamptz not null,
  primary key (organisation_id, duty_id, due, moment)
);

-- Addresses of calendar feeds: whoever knows one reads names of systems, titles and days of duties, nothing else.
create table duty_feed (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  name text not null,
  lang text not null,
  token_hash text not null,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (organisation_id, id)
);

create unique index duty_feed_token on duty_feed (token_hash);

create table webhook_endpoint (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  url text not null,
  description text not null default '',
  events text[] not null,
  status text not null default 'active' constraint webhook_endpoint_status check (status in ('active', 'paused', 'disabled')),
  failing_since timestamptz,
  disabled_at timestamptz,
  revision integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (organisation_id, id)
);

create index webhook_endpoint_active on webhook_endpoint (organisation_id) where status = 'active' and deleted_at is null;

-- `sealed` is encrypted under the key of the service (AES-256-GCM), bound to its row: signing needs the secret itself.
create table webhook_secret (
  organisation_id text not null,
  endpoint_id text not null,
  id text not null,
  sealed text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (organisation_id, endpoint_id, id),
  foreign key (organisation_id, endpoint_id) references webhook_endpoint on delete cascade
);

-- One row an attempt; what was answered is not kept.
create table webhook_delivery (
  organisation_id text not null,
  endpoint_id text not null,
  message_id text not null,
  id text not null,
  event_kind text not null,
  attempt integer not null,
  outcome text not null constraint webhook_delivery_outcome check (outcome in ('delivered', 'refused', 'failed')),
  response_code integer,
  error text,
  latency_ms integer not null,
  attempted_at timestamptz not null,
  primary key (organisation_id, endpoint_id, id),
  foreign key (organisation_id, endpoint_id) references webhook_endpoint on delete cascade
);

create index webhook_delivery_listing on webhook_delivery (organisation_id, endpoint_id, attempted_at desc, id desc);

-- Given up after the last attempt; stays visible and can be sent again.
alter table outbox add column dead_at timestamptz;

-- Which webhook a message is for, so that its owner can look at its messages.
alter table outbox add column subject_id text;

create index outbox_due on outbox (available_at) where done_at is null and dead_at is null;

create index outbox_subject on outbox (organisation_id, subject_id, created_at desc, id desc) where subject_id is not null;

create index outbox_settled on outbox (done_at) where done_at is not null;

-- Puts an event that was just written before every webhook that asked for its kind. All it tells comes from the row of
-- the event, so nobody can send anything that did not happen; twice is once, because the id of the message is computed.
create function notify_webhooks(organisation text, event_id text) returns void language sql volatile security definer
  set search_path = public as
  $$ insert into outbox (organisation_id, id, topic, payload, created_at, available_at, subject_id)
     select w.organisation_id, 'msg_' || left(encode(sha256(convert_to(w.id || ':' || e.id, 'UTF8')), 'hex'), 32), 'webhook',
       jsonb_build_object('endpointId', w.id, 'type', e.kind, 'eventId', e.id, 'subjectId', e.subject_id,
         'timestamp', e.content::jsonb ->> 'at', 'details', e.content::jsonb -> 'details'),
       e.at, e.at, w.id
     from webhook_endpoint w join event e on e.organisation_id = w.organisation_id
     where w.organisation_id = organisation and e.id = event_id
       and (actor_organisation() is null or e.actor_organisation_id = actor_organisation()) and w.status = 'active' and w.deleted_at is null
       and (e.kind = any (w.events) or '*' = any (w.events) or split_part(e.kind, '.', 1) || '.*' = any (w.events))
     on conflict do nothing $$;

revoke all on function notify_webhooks(text, text) from public;

grant execute on function notify_webhooks(text, text) to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor,
  luongtri_regulator, luongtri_operator, luongtri_worker;

alter table incident enable row level security;

alter table incident_filing enable row level security;

alter table system_change enable row level security;

alter table timeline_entry enable row level security;

alter table submission_duty enable row level security;

alter table reminder enable row level security;

alter table duty_feed enable row level security;

alter table webhook_endpoint enable row level security;

alter table webhook_secret enable row level security;

alter table webhook_delivery enable row level security;

create policy incident_tenant on incident to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy incident_filing_tenant on incident_filing to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy system_change_tenant on system_change to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy timeline_entry_tenant on timeline_entry to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy submission_duty_tenant on submission_duty to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy reminder_tenant on reminder for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy reminder_work on reminder to luongtri_worker using (true) with check (true);

create policy duty_feed_own on duty_feed to luongtri_member
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

-- The address of a feed says whose it is; nothing else does.
create policy duty_feed_identity on duty_feed for select to luongtri_auth using (true);

create policy webhook_endpoint_own on webhook_endpoint to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

create policy webhook_endpoint_work on webhook_endpoint to luongtri_worker using (true) with check (true);

create policy webhook_secret_own on webhook_secret to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

create policy webhook_secret_work on webhook_secret for select to luongtri_worker using (true);

create policy webhook_delivery_own on webhook_delivery for select to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation());

create policy webhook_delivery_work on webhook_delivery to luongtri_worker using (true) with check (true);

grant select on incident, incident_filing, system_change, timeline_entry, submission_duty, reminder to luongtri_member, luongtri_reader;

grant insert on incident, incident_filing, system_change, timeline_entry, submission_duty to luongtri_member;

grant update on incident, system_change to luongtri_member;

grant update (withdrawn_at, withdrawn_by, withdrawn_why) on incident_filing to luongtri_member;

grant select, insert, delete on reminder to luongtri_worker;

grant select, insert, update (revoked_at) on duty_feed to luongtri_member;

grant select on duty_feed to luongtri_auth;

grant select, insert, update on webhook_endpoint to luongtri_member, luongtri_auditor, luongtri_regulator;

grant select, insert, update (expires_at), delete on webhook_secret to luongtri_member, luongtri_auditor, luongtri_regulator;

grant select on webhook_delivery to luongtri_member, luongtri_auditor, luongtri_regulator;

grant select, update (status, failing_since, disabled_at, revision, updated_at) on webhook_endpoint to luongtri_worker;

grant select on webhook_secret to luongtri_worker;

grant select, insert, delete on webhook_delivery to luongtri_worker;

-- Messages of one's own webhooks may be sent again; what they say cannot be changed.
create policy outbox_resend on outbox for update to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation() and topic = 'webhook')
  with check (organisation_id = actor_organisation() and topic = 'webhook');

grant update (available_at, attempts, done_at, dead_at, last_error) on outbox
  to luongtri_member, luongtri_auditor, luongtri_regulator;

-- Whoever runs the service sees which messages were given up, never what they say.
create policy outbox_operate on outbox for select to luongtri_operator using (true);

create policy outbox_operate_resend on outbox for update to luongtri_operator using (true) with check (true);

grant select (organisation_id, id, topic, created_at, available_at, attempts, done_at, dead_at, last_error, subject_id) on outbox
  to luongtri_operator;

grant update (available_at, attempts, done_at, dead_at, last_error) on outbox to luongtri_operator;

-- Reminders go to every organisation, and to people whose address only the identity role may read.
create policy organisation_work on organisation for select to luongtri_worker using (true);

create policy member_work on member for select to luongtri_worker using (true);

grant select (organisation_id, kind, status, settings) on organisation to luongtri_worker;

grant select on member to luongtri_worker;
