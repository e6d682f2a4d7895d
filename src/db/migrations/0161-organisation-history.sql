-- What an organisation said of itself before it said otherwise: reports and frozen records name it as it was then. Values
-- stand here and not in the event, which tells only which fields changed: a contact can be a person.
create table organisation_change (
  organisation_id text not null references organisation on delete cascade,
  -- Of the organisation, once it was changed.
  revision integer not null,
  -- The fields that changed and no others, by their names in the API.
  before jsonb not null,
  after jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (organisation_id, revision)
);

alter table organisation_change enable row level security;

-- Whoever may see what an organisation says of itself may see what it said before.
create policy organisation_change_read on organisation_change for select
  to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation() or organisation_id = (select allowed_tenant()));

-- Append-only; nobody writes history of others, or in the name of others.
create policy organisation_change_write on organisation_change for insert
  to luongtri_member, luongtri_auditor, luongtri_regulator
  with check (organisation_id = actor_organisation() and changed_by = actor_id());

grant select on organisation_change to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator;

grant insert on organisation_change to luongtri_member, luongtri_auditor, luongtri_regulator;
