-- The look that an organisation gives its reports (src/features/report-templates/schema.ts). A client's reports have the client's.

create table report_look (
  organisation_id text primary key references organisation on delete cascade,
  look jsonb not null,
  revision integer not null default 1,
  changed_by text not null,
  changed_at timestamptz not null
);

alter table report_look enable row level security;

create policy report_look_read on report_look for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy report_look_write on report_look to luongtri_member
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

grant select on report_look to luongtri_member, luongtri_reader;

grant insert, update, delete on report_look to luongtri_member;
