-- What answers rest on: files and links, their versions, the questions they serve, and what submissions froze of them.

-- The bytes of a file, once for each organisation. `sha256` is null while they are still coming in.
create table evidence_blob (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  sha256 text,
  bytes integer not null default 0,
  started_at timestamptz not null,
  primary key (organisation_id, id),
  constraint evidence_blob_content unique (organisation_id, sha256)
);

create table evidence_chunk (
  organisation_id text not null,
  blob_id text not null,
  number integer not null,
  content bytea not null constraint evidence_chunk_size check (octet_length(content) between 1 and 1048576),
  primary key (organisation_id, blob_id, number),
  foreign key (organisation_id, blob_id) references evidence_blob on delete cascade
);

-- Files of these types are compressed already.
alter table evidence_chunk alter column content set storage external;

create table evidence (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  kind text not null constraint evidence_kind check (kind in ('file', 'link')),
  title text not null constraint evidence_title check (length(title) between 1 and 300),
  note text not null default '',
  -- The day of the fact it shows; the day it was uploaded stands with its version.
  fact_on date,
  valid_from date,
  valid_until date,
  version integer not null default 1,
  revision integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  constraint evidence_period check (valid_from <= valid_until)
);

create index evidence_listing on evidence (organisation_id, created_at desc, id desc);

-- Every file or address an item ever had. `blob_id` is null for a link, and once the retention rule removed the bytes.
create table evidence_version (
  organisation_id text not null,
  evidence_id text not null,
  version integer not null,
  href text,
  filename text,
  media_type text,
  bytes integer,
  sha256 text,
  blob_id text,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  removed_at timestamptz,
  primary key (organisation_id, evidence_id, version),
  foreign key (organisation_id, evidence_id) references evidence on delete cascade,
  foreign key (organisation_id, blob_id) references evidence_blob,
  constraint evidence_version_kind check ((href is null) <> (sha256 is null))
);

create index evidence_version_blob on evidence_version (organisation_id, blob_id);

-- Which questions of which assessment an item serves.
create table evidence_use (
  organisation_id text not null,
  assessment_id text not null,
  evidence_id text not null,
  question_id text not null,
  linked_by text not null,
  linked_at timestamptz not null,
  primary key (organisation_id, assessment_id, evidence_id, question_id),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade,
  foreign key (organisation_id, evidence_id) references evidence
);

create index evidence_use_item on evidence_use (organisation_id, evidence_id);

-- What a submission rested on: never changed, and what it names can no longer be deleted.
create table submission_evidence (
  organisation_id text not null,
  submission_id text not null,
  evidence_id text not null,
  version integer not null,
  sha256 text,
  primary key (organisation_id, submission_id, evidence_id),
  foreign key (organisation_id, submission_id) references submission,
  foreign key (organisation_id, evidence_id, version) references evidence_version
);

create index submission_evidence_item on submission_evidence (organisation_id, evidence_id, version);

-- How long the bytes of a file are kept after its last use. No row: for ever.
create table evidence_retention (
  organisation_id text primary key references organisation on delete cascade,
  keep_years integer not null constraint evidence_retention_years check (keep_years between 1 and 100),
  set_by text not null,
  set_at timestamptz not null
);

alter table evidence_blob enable row level security;

alter table evidence_chunk enable row level security;

alter table evidence enable row level security;

alter table evidence_version enable row level security;

alter table evidence_use enable row level security;

alter table submission_evidence enable row level security;

alter table evidence_retention enable row level security;

create policy evidence_blob_read on evidence_blob for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy evidence_blob_add on evidence_blob for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()));

-- Bytes that are complete never change.
create policy evidence_blob_complete on evidence_blob for update to luongtri_member
  using (organisation_id = (select allowed_tenant()) and sha256 is null)
  with check (organisation_id = (select allowed_tenant()));

create policy evidence_blob_remove on evidence_blob for delete to luongtri_member
  using (organisation_id = (select allowed_tenant()) and not exists (
    select from evidence_version v where v.organisation_id = evidence_blob.organisation_id and v.blob_id = evidence_blob.id));

create policy evidence_chunk_read on evidence_chunk for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy evidence_chunk_add on evidence_chunk for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()) and exists (
    select from evidence_blob b where b.organisation_id = evidence_chunk.organisation_id
      and b.id = evidence_chunk.blob_id and b.sha256 is null));

create policy evidence_read on evidence for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy evidence_add on evidence for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()));

create policy evidence_change on evidence for update to luongtri_member
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy evidence_remove on evidence for delete to luongtri_member
  using (organisation_id = (select allowed_tenant()) and not exists (
    select from submission_evidence s where s.organisation_id = evidence.organisation_id and s.evidence_id = evidence.id));

create policy evidence_version_read on evidence_version for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy evidence_version_add on evidence_version for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()));

create policy evidence_use_tenant on evidence_use to luongtri_member
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy evidence_use_read on evidence_use for select to luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy submission_evidence_read on submission_evidence for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

-- Only what the frozen record names: nothing can be put behind a submission afterwards.
create policy submission_evidence_add on submission_evidence for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()) and exists (
    select from submission s where s.organisation_id = submission_evidence.organisation_id
      and s.id = submission_evidence.submission_id and position(submission_evidence.evidence_id in s.record) > 0));

create policy evidence_retention_read on evidence_retention for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

-- An adviser acts for its client, but does not decide how long the client keeps things.
create policy evidence_retention_set on evidence_retention to luongtri_member
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

grant select on evidence_blob, evidence_chunk, evidence, evidence_version, evidence_use, submission_evidence, evidence_retention
  to luongtri_member, luongtri_reader;

grant insert on evidence_blob, evidence_chunk, evidence, evidence_version, evidence_use, submission_evidence, evidence_retention
  to luongtri_member;

grant update (sha256, bytes) on evidence_blob to luongtri_member;

grant update (title, note, fact_on, valid_from, valid_until, version, revision, updated_at) on evidence to luongtri_member;

grant update (keep_years, set_by, set_at) on evidence_retention to luongtri_member;

grant delete on evidence_blob, evidence, evidence_use, evidence_retention to luongtri_member;

-- The retention rule: bytes go, hashes and names stay.
create policy evidence_blob_retention on evidence_blob to luongtri_worker using (true);

create policy evidence_retention_worker on evidence for select to luongtri_worker using (true);

create policy evidence_version_retention on evidence_version to luongtri_worker using (true) with check (true);

create policy evidence_use_retention on evidence_use for select to luongtri_worker using (true);

create policy submission_evidence_retention on submission_evidence for select to luongtri_worker using (true);

create policy evidence_retention_rule on evidence_retention for select to luongtri_worker using (true);

create policy assessment_for_retention on assessment for select to luongtri_worker using (true);

create policy submission_for_retention on submission for select to luongtri_worker using (true);

grant select, delete on evidence_blob to luongtri_worker;

grant select on evidence, evidence_version, evidence_use, submission_evidence, evidence_retention to luongtri_worker;

grant update (blob_id, removed_at) on evidence_version to luongtri_worker;

grant select (organisation_id, id, status) on assessment to luongtri_worker;

grant select (organisation_id, id, assessment_id, submitted_at) on submission to luongtri_worker;
