-- Found by a second reader: what was asked for and not kept, what the database could refuse by itself and did not.

-- Why an assessment was withdrawn. Text that people wrote stands here and not in the event.
create table assessment_withdrawal (
  organisation_id text not null references organisation on delete cascade,
  assessment_id text not null,
  reason text not null,
  withdrawn_by text not null,
  withdrawn_at timestamptz not null,
  primary key (organisation_id, assessment_id),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade
);

alter table assessment_withdrawal enable row level security;

create policy assessment_withdrawal_read on assessment_withdrawal for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy assessment_withdrawal_write on assessment_withdrawal for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()) and withdrawn_by = actor_id());

grant select on assessment_withdrawal to luongtri_member, luongtri_reader;

grant insert on assessment_withdrawal to luongtri_member;

-- Every change of every data set that answers name. `null` before: there was none; `null` after: it was removed.
create table dataset_change (
  organisation_id text not null,
  assessment_id text not null,
  dataset_id text not null,
  revision integer not null,
  kind text not null,
  before jsonb,
  after jsonb,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (organisation_id, assessment_id, dataset_id, revision),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade
);

alter table dataset_change enable row level security;

create policy dataset_change_read on dataset_change for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy dataset_change_write on dataset_change for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()) and changed_by = actor_id());

grant select on dataset_change to luongtri_member, luongtri_reader;

grant insert on dataset_change to luongtri_member;

-- The answer that is kept for a repeated request is that of whoever asked, and of no colleague.
drop policy idempotency_own on idempotency;

create policy idempotency_own on idempotency to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation() and actor_id = actor_id())
  with check (organisation_id = actor_organisation() and actor_id = actor_id());

-- A comment is marked as dealt with, or follows its question; what was said and by whom does not change.
revoke update on comment from luongtri_member;

grant update (question_id, resolved_by, resolved_at) on comment to luongtri_member;

-- A record is what its hash says, or it is no record. Empty is what is left of one that was erased.
alter table submission add constraint submission_record_hash
  check (record = '{}' or record_hash = encode(sha256(convert_to(record, 'UTF8')), 'hex'));

alter table review_record add constraint review_record_hash
  check (record_hash = encode(sha256(convert_to(record, 'UTF8')), 'hex'));

-- Whoever worked for a client through a key worked for it: a key acts for the person who made it.
create or replace function has_acted_for_client(client text, person text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select from event e, independence_rule r where e.organisation_id = client
       and substring(e.content from '^\{"actor":\{"id":"([^"]*)"') in (
         select person union all select k.id from api_key k where k.created_by = person)
       and (e.actor_organisation_id = client or held_grant(client, e.actor_organisation_id))
       and (r.advice_counts_months is null or e.at > now() - make_interval(months => r.advice_counts_months))) $$;
