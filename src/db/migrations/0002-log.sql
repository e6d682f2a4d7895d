-- What happened: events written with the change they tell of, the log they are sequenced into, and what still has to be sent.

-- `content` is the canonical JSON that is hashed; it names people by id only. What is personal stands in event_personal.
create table event (
  organisation_id text not null,
  id text not null,
  actor_organisation_id text not null,
  kind text not null,
  subject_id text not null,
  at timestamptz not null,
  content text not null,
  leaf_hash text not null,
  primary key (organisation_id, id)
);

create index event_order on event (at, id);

create index event_subject on event (organisation_id, subject_id, at);

-- Events not yet in the log. A trigger fills it, so that no code can forget to.
create table event_pending (
  organisation_id text not null,
  event_id text not null,
  at timestamptz not null,
  primary key (organisation_id, event_id)
);

create function await_sequencing() returns trigger language plpgsql security definer set search_path = public as
  $$ begin insert into event_pending values (new.organisation_id, new.id, new.at); return null; end $$;

create trigger event_awaits_sequencing after insert on event for each row execute function await_sequencing();

create table event_personal (
  organisation_id text not null,
  event_id text not null,
  ip text,
  user_agent text,
  primary key (organisation_id, event_id)
);

-- The Merkle log: the place of each event, the nodes of the tree, and every checkpoint that was signed.
create table log_entry (
  index bigint primary key,
  organisation_id text not null,
  event_id text not null,
  leaf_hash text not null,
  constraint log_entry_event unique (organisation_id, event_id)
);

create table log_node (
  level integer not null,
  index bigint not null,
  hash text not null,
  primary key (level, index)
);

create table log_checkpoint (
  size bigint primary key,
  root text not null,
  note text not null,
  key_id text not null,
  created_at timestamptz not null
);

-- Public halves of the keys that signed, with the time during which they did. Old ones stay for good.
create table signing_key (
  key_id text primary key,
  jwk jsonb not null,
  valid_from timestamptz not null,
  valid_until timestamptz
);

-- Messages to be sent after the change they belong to is committed.
create table outbox (
  organisation_id text not null,
  id text not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  available_at timestamptz not null,
  attempts integer not null default 0,
  done_at timestamptz,
  last_error text,
  primary key (organisation_id, id)
);

create index outbox_waiting on outbox (available_at) where done_at is null;

alter table event enable row level security;

alter table event_personal enable row level security;

alter table log_entry enable row level security;

alter table log_node enable row level security;

alter table log_checkpoint enable row level security;

alter table outbox enable row level security;

alter table event_pending enable row level security;

alter table signing_key enable row level security;

create policy event_pending_sequence on event_pending to luongtri_worker using (true);

grant select, delete on event_pending to luongtri_worker;

create policy signing_key_read on signing_key for select to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator, luongtri_operator, luongtri_worker using (true);

create policy signing_key_rotate on signing_key to luongtri_worker using (true) with check (true);

grant select on signing_key to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator, luongtri_operator, luongtri_worker;

grant insert, update (valid_until) on signing_key to luongtri_worker;

create policy event_write on event for insert
  to luongtri_member, luongtri_auditor, luongtri_regulator
  with check (actor_organisation_id = actor_organisation() and organisation_id in (actor_organisation(), tenant()));

create policy event_write_identity on event for insert to luongtri_auth, luongtri_operator, luongtri_worker with check (true);

create policy event_read on event for select to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation() or organisation_id = (select allowed_tenant()) or actor_organisation_id = actor_organisation());

create policy event_sequence on event for select to luongtri_worker using (true);

create policy event_personal_write on event_personal for insert
  to luongtri_member, luongtri_auditor, luongtri_regulator
  with check (organisation_id in (actor_organisation(), tenant()));

create policy event_personal_write_identity on event_personal for insert to luongtri_auth, luongtri_operator, luongtri_worker with check (true);

create policy event_personal_read on event_personal for select to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation());

create policy event_personal_erase on event_personal to luongtri_worker using (true);

-- Append-only: nobody is granted update or delete on events, entries or checkpoints.
grant insert on event, event_personal to luongtri_member, luongtri_auditor, luongtri_regulator, luongtri_auth, luongtri_operator, luongtri_worker;

grant select on event to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator, luongtri_worker;

grant select on event_personal to luongtri_member, luongtri_auditor, luongtri_regulator;

grant select, delete on event_personal to luongtri_worker;

-- Hashes say nothing about anybody: everyone may ask for a proof.
create policy log_entry_read on log_entry for select to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator, luongtri_operator using (true);

create policy log_entry_append on log_entry to luongtri_worker using (true) with check (true);

create policy log_node_read on log_node for select to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator, luongtri_operator using (true);

create policy log_node_append on log_node to luongtri_worker using (true) with check (true);

create policy log_checkpoint_read on log_checkpoint for select to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator, luongtri_operator using (true);

create policy log_checkpoint_append on log_checkpoint to luongtri_worker using (true) with check (true);

grant select on log_entry, log_node, log_checkpoint to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator, luongtri_operator;

grant select, insert on log_entry, log_node, log_checkpoint to luongtri_worker;

create policy outbox_write on outbox for insert to luongtri_member, luongtri_auditor, luongtri_regulator
  with check (organisation_id in (actor_organisation(), tenant()));

create policy outbox_write_identity on outbox for insert to luongtri_auth, luongtri_operator with check (true);

create policy outbox_read on outbox for select to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation());

create policy outbox_send on outbox to luongtri_worker using (true) with check (true);

grant insert on outbox to luongtri_member, luongtri_auditor, luongtri_regulator, luongtri_auth, luongtri_operator;

grant select on outbox to luongtri_member, luongtri_auditor, luongtri_regulator;

grant select, insert, update, delete on outbox to luongtri_worker;
