-- What is assessed: systems, drafts with the history of every answer, and the submissions frozen out of them.

create table system (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  name text not null constraint system_name check (length(name) between 1 and 300),
  purpose text not null default '',
  roles text[] not null default '{}',
  sector text,
  go_live_on date,
  provider text,
  model text,
  version text,
  ai_id text,
  status text not null default 'active' constraint system_status check (status in ('active', 'retired')),
  revision integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id)
);

create index system_listing on system (organisation_id, created_at desc, id desc);

-- Versions a system went through, newest last; written with every change of `system.version`.
create table system_version (
  organisation_id text not null,
  system_id text not null,
  number integer not null,
  version text not null,
  note text,
  since date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (organisation_id, system_id, number),
  foreign key (organisation_id, system_id) references system on delete cascade
);

create table assessment (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  system_id text not null,
  status text not null constraint assessment_status check (status in
    ('draft', 'submitted', 'in_review', 'changes_requested', 'concluded', 'superseded', 'withdrawn')),
  questionnaires text[] not null,
  as_of date,
  revision integer not null default 0,
  -- What `migrate-answers` moved out of the answers; part of the answer file, read by no rule.
  earlier_answers jsonb not null default '{}',
  copied_from text,
  superseded_by text,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, system_id) references system
);

create index assessment_listing on assessment (organisation_id, created_at desc, id desc);

create index assessment_system on assessment (organisation_id, system_id);

-- `content` is the answer as an answer file writes it: a value, or {value, note, evidence, …}.
create table answer (
  organisation_id text not null,
  assessment_id text not null,
  question_id text not null,
  content jsonb not null,
  revision integer not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (organisation_id, assessment_id, question_id),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade
);

-- Every change of every answer. `null` before: there was none; `null` after: it was taken back.
create table answer_change (
  organisation_id text not null,
  assessment_id text not null,
  revision integer not null,
  question_id text not null,
  before jsonb,
  after jsonb,
  why text,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (organisation_id, assessment_id, revision, question_id),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade
);

create index answer_change_question on answer_change (organisation_id, assessment_id, question_id, revision);

create table dataset (
  organisation_id text not null,
  assessment_id text not null,
  id text not null,
  kind text not null constraint dataset_kind check (kind in ('fairness', 'workforce')),
  data jsonb not null,
  revision integer not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (organisation_id, assessment_id, id),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade
);

create table comment (
  organisation_id text not null,
  assessment_id text not null,
  id text not null,
  question_id text,
  body text not null,
  written_by text not null,
  written_at timestamptz not null,
  resolved_by text,
  resolved_at timestamptz,
  primary key (organisation_id, assessment_id, id),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade
);

create table assignment (
  organisation_id text not null,
  assessment_id text not null,
  section_id text not null,
  user_id text not null,
  assigned_by text not null,
  assigned_at timestamptz not null,
  primary key (organisation_id, assessment_id, section_id),
  foreign key (organisation_id, assessment_id) references assessment on delete cascade
);

-- `record` is canonical JSON text (src/features/submissions/record.ts): kept byte for byte, because it is hashed.
create table submission (
  organisation_id text not null,
  id text not null,
  assessment_id text not null,
  system_id text not null,
  number integer not null,
  record text not null,
  record_hash text not null,
  result_hash text not null,
  rules_hash text not null,
  tier text not null,
  as_of date not null,
  submitted_by text not null,
  submitted_at timestamptz not null,
  primary key (organisation_id, id),
  constraint submission_number unique (organisation_id, assessment_id, number),
  foreign key (organisation_id, assessment_id) references assessment
);

-- The law as the engine read it when something was submitted, so that it can be computed again years later.
create table content_snapshot (
  hash text primary key,
  body bytea not null,
  kept_at timestamptz not null
);

alter table system enable row level security;

alter table system_version enable row level security;

alter table assessment enable row level security;

alter table answer enable row level security;

alter table answer_change enable row level security;

alter table dataset enable row level security;

alter table comment enable row level security;

alter table assignment enable row level security;

alter table submission enable row level security;

alter table content_snapshot enable row level security;

create policy system_tenant on system to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy system_version_tenant on system_version to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy assessment_tenant on assessment to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy answer_tenant on answer to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy answer_change_tenant on answer_change to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy dataset_tenant on dataset to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy comment_tenant on comment to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy assignment_tenant on assignment to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

create policy submission_tenant on submission to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

-- Law is nobody's secret.
create policy content_snapshot_all on content_snapshot to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_worker
  using (true) with check (true);

grant select on system, system_version, assessment, answer, answer_change, dataset, comment, assignment, submission
  to luongtri_member, luongtri_reader;

grant insert, update on system, assessment, answer, dataset, comment, assignment to luongtri_member;

-- A draft's answers and data sets may be taken back (their history stays), a section handed back.
grant delete on answer, dataset, assignment to luongtri_member;

grant insert on system_version, answer_change, submission, content_snapshot to luongtri_member;

grant select on content_snapshot to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_worker;
