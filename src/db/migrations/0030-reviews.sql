-- Reviews: an audit body is asked to look at a submission, and says what it found. Every row belongs to the client whose
-- submission it is. What the audit body writes no client can change, and the other way round.

create table review (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  assessment_id text not null,
  system_id text not null,
  -- What is looked at now; earlier ones stand in review_round.
  submission_id text not null,
  round integer not null default 1,
  audit_body_id text not null,
  -- Names as they were when the review was asked for: an audit body must know whom it declares itself independent of.
  audit_body_name text not null,
  client_name text not null,
  system_name text not null,
  status text not null default 'invited' constraint review_status check (status in
    ('invited', 'declined', 'withdrawn', 'in_review', 'changes_requested', 'signing', 'concluded')),
  message text,
  -- How the audit body was drawn, so that the draw can be repeated; null where it was chosen.
  draw jsonb,
  -- Samples are drawn with it. The service makes it; nobody chooses it.
  seed text not null,
  decline_reason text,
  revision integer not null default 1,
  invited_by text not null,
  answered_by text,
  answered_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, assessment_id) references assessment,
  foreign key (organisation_id, submission_id) references submission
);

create index review_listing on review (organisation_id, created_at desc, id desc);

create index review_queue on review (audit_body_id, created_at desc, id desc);

-- One review of an assessment at a time.
create unique index review_open on review (organisation_id, assessment_id)
  where status in ('invited', 'in_review', 'changes_requested', 'signing');

create table review_round (
  organisation_id text not null,
  review_id text not null,
  number integer not null,
  submission_id text not null,
  -- Of the review, when the round began: whoever last looked before has not seen this submission.
  revision integer not null default 1,
  opened_at timestamptz not null,
  primary key (organisation_id, review_id, number),
  constraint review_round_submission unique (organisation_id, review_id, submission_id),
  foreign key (organisation_id, review_id) references review on delete cascade
);

create table review_change_request (
  organisation_id text not null,
  review_id text not null,
  round integer not null,
  number integer not null,
  -- Null: about the submission as a whole.
  question_id text,
  reason text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  primary key (organisation_id, review_id, round, number),
  foreign key (organisation_id, review_id) references review on delete cascade
);

create table review_auditor (
  organisation_id text not null,
  review_id text not null,
  user_id text not null,
  assigned_by text not null,
  assigned_at timestamptz not null,
  removed_at timestamptz,
  primary key (organisation_id, review_id, user_id),
  foreign key (organisation_id, review_id) references review on delete cascade
);

-- One declaration a person and review. Who declares a stake or advice has said so for good, and reads nothing.
create table review_independence (
  organisation_id text not null,
  review_id text not null,
  user_id text not null,
  no_stake boolean not null,
  no_advice boolean not null,
  statement text not null,
  declared_at timestamptz not null,
  primary key (organisation_id, review_id, user_id),
  foreign key (organisation_id, review_id, user_id) references review_auditor on delete cascade
);

create table review_sample (
  organisation_id text not null,
  review_id text not null,
  number integer not null,
  round integer not null,
  seed text not null,
  share double precision not null constraint review_sample_share check (share > 0 and share <= 1),
  population integer not null,
  questions text[] not null,
  drawn_by text not null,
  drawn_at timestamptz not null,
  primary key (organisation_id, review_id, number),
  foreign key (organisation_id, review_id) references review on delete cascade
);

-- Every verdict ever given; the last on a question counts, as long as the answer and its evidence are those it was given on.
create table review_verdict (
  organisation_id text not null,
  review_id text not null,
  question_id text not null,
  number integer not null,
  round integer not null,
  verdict text not null constraint review_verdict_kind check (verdict in ('accepted', 'insufficient', 'rejected')),
  reason text not null constraint review_verdict_reason check (verdict = 'accepted' or reason <> ''),
  evidence_grade text constraint review_verdict_grade check (evidence_grade in
    ('none', 'self_declared', 'document', 'test_record', 'independent')),
  basis_hash text not null,
  -- Of the review, once the verdict was given.
  revision integer not null,
  given_by text not null,
  given_at timestamptz not null,
  primary key (organisation_id, review_id, question_id, number),
  foreign key (organisation_id, review_id) references review on delete cascade
);

create table finding (
  organisation_id text not null,
  id text not null,
  review_id text not null,
  question_id text,
  severity text not null constraint finding_severity check (severity in
    ('critical', 'high', 'moderate', 'low', 'information')),
  basis text[] not null,
  title text not null,
  description text not null,
  owner text,
  due date,
  state text not null default 'open' constraint finding_state check (state in
    ('open', 'remediated', 'verified', 'risk_accepted')),
  remediation text,
  remediated_by text,
  remediated_at timestamptz,
  verification text,
  verified_by text,
  verified_at timestamptz,
  accepted_reason text,
  accepted_by text,
  accepted_at timestamptz,
  -- The first day on which an accepted risk is open again.
  accepted_until date,
  revision integer not null default 1,
  recorded_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, review_id) references review on delete cascade,
  constraint finding_acceptance check (state <> 'risk_accepted' or
    (accepted_reason is not null and accepted_by is not null and accepted_until is not null)),
  constraint finding_remediation check (state <> 'remediated' or remediation is not null),
  constraint finding_verification check (state <> 'verified' or verification is not null)
);

create index finding_listing on finding (organisation_id, created_at desc, id desc);

create index finding_review on finding (organisation_id, review_id);

-- What happened to a finding, and what both sides said about it.
create table finding_step (
  organisation_id text not null,
  finding_id text not null,
  number integer not null,
  kind text not null constraint finding_step_kind check (kind in
    ('recorded', 'changed', 'planned', 'remediated', 'verified', 'reopened', 'risk_accepted', 'commented')),
  note text,
  -- Fields as they were after the step, where it changed any.
  fields jsonb not null default '{}',
  actor_organisation_id text not null,
  taken_by text not null,
  taken_at timestamptz not null,
  primary key (organisation_id, finding_id, number),
  foreign key (organisation_id, finding_id) references finding on delete cascade
);

create table review_proposal (
  organisation_id text not null,
  review_id text not null,
  number integer not null,
  round integer not null,
  conclusion text not null constraint review_proposal_kind check (conclusion in
    ('no_open_findings', 'open_findings', 'unable_to_conclude')),
  statement text not null,
  scope text not null,
  method text not null,
  signatures_required integer not null constraint review_proposal_signatures check (signatures_required in (1, 2)),
  proposed_by text not null,
  proposed_at timestamptz not null,
  primary key (organisation_id, review_id, number),
  foreign key (organisation_id, review_id) references review on delete cascade
);

-- The key lets nobody sign the same proposal twice.
create table review_sign_off (
  organisation_id text not null,
  review_id text not null,
  proposal integer not null,
  user_id text not null,
  signed_at timestamptz not null,
  primary key (organisation_id, review_id, proposal, user_id),
  foreign key (organisation_id, review_id, proposal) references review_proposal on delete cascade
);

-- `record` is canonical JSON text (src/features/submissions/record.ts); the key lets a review be concluded once.
create table review_record (
  organisation_id text not null,
  review_id text not null,
  submission_id text not null,
  conclusion text not null,
  record text not null,
  record_hash text not null,
  reviewed_result_hash text not null,
  concluded_at timestamptz not null,
  primary key (organisation_id, review_id),
  foreign key (organisation_id, review_id) references review on delete cascade
);

create index review_record_submission on review_record (organisation_id, submission_id);

-- For how long earlier advice rules a reviewer out, counted from the end of the grant. Null: for ever.
create table independence_rule (
  is_only boolean primary key default true constraint independence_rule_only check (is_only),
  advice_counts_months integer constraint independence_rule_months check (advice_counts_months >= 12)
);

insert into independence_rule default values;

-- Did an organisation have leave to act for the client, now or within the period of the rule?
create function held_grant(client text, adviser text) returns boolean language sql stable security definer set search_path = public as
  $$ select exists (
       select from adviser_grant g, independence_rule r
       where g.organisation_id = client and g.adviser_id = adviser
         and (r.advice_counts_months is null
              or coalesce(least(g.revoked_at, g.expires_at), 'infinity') > now() - make_interval(months => r.advice_counts_months))) $$;

-- Is the person tied to the client: a member of it, or of an organisation that had leave to act for it?
create function is_tied_to_client(client text, person text) returns boolean language sql stable security definer set search_path = public as
  $$ select exists (select from member m where m.user_id = person
       and (m.organisation_id = client or held_grant(client, m.organisation_id))) $$;

-- Did the person ever do anything in the client's name, or for an adviser of it? Memberships end without a trace, events do not.
create function has_acted_for_client(client text, person text) returns boolean language sql stable security definer set search_path = public as
  $$ select exists (select from event e, independence_rule r where e.organisation_id = client
       and position('"actor":{"id":' || to_json(person)::text || ',' in e.content) > 0
       and (e.actor_organisation_id = client or held_grant(client, e.actor_organisation_id))
       and (r.advice_counts_months is null or e.at > now() - make_interval(months => r.advice_counts_months))) $$;

-- Audit bodies that the client can ask, and whether each never advised it.
create function audit_bodies() returns table (organisation_id text, name text, province text, independent boolean)
  language sql stable security definer set search_path = public as
  $$ select o.organisation_id, o.name, o.province,
       o.organisation_id <> tenant() and not held_grant(tenant(), o.organisation_id)
     from organisation o where o.kind = 'audit_body' and o.status = 'active' and tenant() is not null $$;

create function may_audit(client text, body text) returns boolean language sql stable security definer set search_path = public as
  $$ select client <> body and not held_grant(client, body) and exists (
       select from organisation o where o.organisation_id = body and o.kind = 'audit_body' and o.status = 'active') $$;

-- Is it a review of the organisation that acts?
create function audits_review(client text, review text) returns boolean language sql stable security definer set search_path = public as
  $$ select exists (select from review r where r.organisation_id = client and r.id = review
       and r.audit_body_id = actor_organisation()) $$;

-- May the person who acts read and write in a review? Assigned, still with the audit body, declared independent, not tied.
create function works_on_review(client text, review text) returns boolean language sql stable security definer set search_path = public as
  $$ select exists (
       select from review r
       join review_auditor a on a.organisation_id = r.organisation_id and a.review_id = r.id
         and a.user_id = actor_id() and a.removed_at is null
       join review_independence i on i.organisation_id = r.organisation_id and i.review_id = r.id
         and i.user_id = actor_id() and i.no_stake and i.no_advice
       join member m on m.organisation_id = r.audit_body_id and m.user_id = actor_id()
       where r.organisation_id = client and r.id = review and r.audit_body_id = actor_organisation()
         and r.status in ('in_review', 'changes_requested', 'signing', 'concluded')
         and not held_grant(client, r.audit_body_id) and not is_tied_to_client(client, actor_id())) $$;

-- May the person who acts see a submission, and what stands behind it? Only while it is, or was, part of a review they work on.
create function reviews_submission(client text, submission text) returns boolean language sql stable security definer set search_path = public as
  $$ select exists (select from review_round n where n.organisation_id = client and n.submission_id = submission
       and works_on_review(client, n.review_id)) $$;

-- The state of an assessment follows its review; no auditor may write to an assessment. Where an audit body gives a review up
-- the assessment is submitted as before, or a draft where it was being changed.
create function review_moves_assessment() returns trigger language plpgsql security definer set search_path = public as
  $$ begin
       update assessment set updated_at = new.updated_at,
         status = case when new.status = 'signing' then 'in_review'
           when new.status = 'declined' and status = 'changes_requested' then 'draft'
           when new.status = 'declined' then 'submitted' else new.status end
       where organisation_id = new.organisation_id and id = new.assessment_id
         and status in ('submitted', 'in_review', 'changes_requested');
       return null;
     end $$;

create trigger review_moves_assessment after update of status on review for each row
  when (new.status in ('in_review', 'changes_requested', 'signing', 'concluded', 'declined') and new.status is distinct from old.status)
  execute function review_moves_assessment();

-- A review that asked for changes goes on with what is submitted next.
create function submission_continues_review() returns trigger language plpgsql security definer set search_path = public as
  $$ declare going text;
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
     end $$;

create trigger submission_continues_review after insert on submission for each row execute function submission_continues_review();

-- What is edited again, withdrawn or superseded is reviewed no longer.
create function assessment_ends_review() returns trigger language plpgsql security definer set search_path = public as
  $$ begin
       update review set status = 'withdrawn', revision = revision + 1, updated_at = new.updated_at
       where organisation_id = new.organisation_id and assessment_id = new.id
         and status in ('invited', 'in_review', 'changes_requested', 'signing');
       return null;
     end $$;

create trigger assessment_ends_review after update of status on assessment for each row
  when (new.status in ('draft', 'withdrawn', 'superseded') and new.status is distinct from old.status)
  execute function assessment_ends_review();

alter table review enable row level security;

alter table review_round enable row level security;

alter table review_change_request enable row level security;

alter table review_auditor enable row level security;

alter table review_independence enable row level security;

alter table review_sample enable row level security;

alter table review_verdict enable row level security;

alter table finding enable row level security;

alter table finding_step enable row level security;

alter table review_proposal enable row level security;

alter table review_sign_off enable row level security;

alter table review_record enable row level security;

alter table independence_rule enable row level security;

-- The client reads everything of its reviews.
create policy review_client on review for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_round_client on review_round for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_change_request_client on review_change_request for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_auditor_client on review_auditor for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_independence_client on review_independence for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_sample_client on review_sample for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_verdict_client on review_verdict for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy finding_client on finding for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy finding_step_client on finding_step for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_proposal_client on review_proposal for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_sign_off_client on review_sign_off for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

create policy review_record_client on review_record for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()));

-- It asks for a review, and can take that back until it is accepted.
create policy review_client_ask on review for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()) and status = 'invited' and may_audit(organisation_id, audit_body_id));

create policy review_client_withdraw on review for update to luongtri_member
  using (organisation_id = (select allowed_tenant()) and status = 'invited')
  with check (organisation_id = (select allowed_tenant()) and status = 'withdrawn');

create policy review_round_client_ask on review_round for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()) and number = 1);

-- It answers findings, and closes none: a risk can be accepted, a remedy reported.
create policy finding_client_answer on finding for update to luongtri_member
  using (organisation_id = (select allowed_tenant()))
  with check (organisation_id = (select allowed_tenant()) and state in ('open', 'remediated', 'risk_accepted'));

create policy finding_step_client_write on finding_step for insert to luongtri_member
  with check (organisation_id = (select allowed_tenant()) and actor_organisation_id = actor_organisation()
    and kind in ('planned', 'remediated', 'risk_accepted', 'commented'));

-- The audit body sees what it was asked to review; what is in it only those see who work on it.
create policy review_audit on review for select to luongtri_auditor using (audit_body_id = (select actor_organisation()));

create policy review_audit_answer on review for update to luongtri_auditor
  using (audit_body_id = (select actor_organisation()) and organisation_id = (select tenant())
    and status in ('invited', 'in_review', 'changes_requested', 'signing'))
  with check (audit_body_id = (select actor_organisation()) and organisation_id = (select tenant())
    and status in ('declined', 'in_review', 'changes_requested', 'signing', 'concluded'));

create policy review_round_audit on review_round for select to luongtri_auditor
  using (audits_review(organisation_id, review_id));

create policy review_change_request_audit on review_change_request for select to luongtri_auditor
  using (audits_review(organisation_id, review_id));

create policy review_change_request_work on review_change_request for insert to luongtri_auditor
  with check (organisation_id = tenant() and requested_by = actor_id() and works_on_review(organisation_id, review_id));

create policy review_auditor_audit on review_auditor for select to luongtri_auditor
  using (audits_review(organisation_id, review_id));

-- Auditors are people of the audit body without ties to the client.
create policy review_auditor_assign on review_auditor for insert to luongtri_auditor
  with check (organisation_id = tenant() and audits_review(organisation_id, review_id)
    and exists (select from member m where m.organisation_id = actor_organisation() and m.user_id = review_auditor.user_id
      and m.role = 'auditor')
    and not is_tied_to_client(organisation_id, user_id) and not has_acted_for_client(organisation_id, user_id));

create policy review_auditor_change on review_auditor for update to luongtri_auditor
  using (organisation_id = tenant() and audits_review(organisation_id, review_id))
  with check (organisation_id = tenant() and audits_review(organisation_id, review_id)
    and not is_tied_to_client(organisation_id, user_id));

create policy review_independence_audit on review_independence for select to luongtri_auditor
  using (audits_review(organisation_id, review_id));

-- Nobody declares for somebody else, nor what the record contradicts.
create policy review_independence_declare on review_independence for insert to luongtri_auditor
  with check (organisation_id = tenant() and user_id = actor_id() and audits_review(organisation_id, review_id)
    and (not no_advice or not (held_grant(organisation_id, actor_organisation())
      or is_tied_to_client(organisation_id, user_id) or has_acted_for_client(organisation_id, user_id))));

create policy review_sample_audit on review_sample for select to luongtri_auditor
  using (works_on_review(organisation_id, review_id));

create policy review_sample_work on review_sample for insert to luongtri_auditor
  with check (organisation_id = tenant() and drawn_by = actor_id() and works_on_review(organisation_id, review_id));

create policy review_verdict_audit on review_verdict for select to luongtri_auditor
  using (works_on_review(organisation_id, review_id));

create policy review_verdict_work on review_verdict for insert to luongtri_auditor
  with check (organisation_id = tenant() and given_by = actor_id() and works_on_review(organisation_id, review_id));

create policy finding_audit on finding for select to luongtri_auditor using (works_on_review(organisation_id, review_id));

create policy finding_record on finding for insert to luongtri_auditor
  with check (organisation_id = tenant() and recorded_by = actor_id() and state = 'open'
    and works_on_review(organisation_id, review_id));

create policy finding_work on finding for update to luongtri_auditor
  using (organisation_id = tenant() and works_on_review(organisation_id, review_id))
  with check (organisation_id = tenant() and state in ('open', 'verified') and works_on_review(organisation_id, review_id));

create policy finding_step_audit on finding_step for select to luongtri_auditor
  using (exists (select from finding f where f.organisation_id = finding_step.organisation_id and f.id = finding_step.finding_id));

create policy finding_step_work on finding_step for insert to luongtri_auditor
  with check (organisation_id = tenant() and actor_organisation_id = actor_organisation() and taken_by = actor_id()
    and kind in ('recorded', 'changed', 'verified', 'reopened', 'commented')
    and exists (select from finding f where f.organisation_id = finding_step.organisation_id and f.id = finding_step.finding_id));

create policy review_proposal_audit on review_proposal for select to luongtri_auditor
  using (works_on_review(organisation_id, review_id));

create policy review_proposal_work on review_proposal for insert to luongtri_auditor
  with check (organisation_id = tenant() and proposed_by = actor_id() and works_on_review(organisation_id, review_id));

create policy review_sign_off_audit on review_sign_off for select to luongtri_auditor
  using (works_on_review(organisation_id, review_id));

create policy review_sign_off_work on review_sign_off for insert to luongtri_auditor
  with check (organisation_id = tenant() and user_id = actor_id() and works_on_review(organisation_id, review_id));

create policy review_record_audit on review_record for select to luongtri_auditor
  using (works_on_review(organisation_id, review_id));

create policy review_record_work on review_record for insert to luongtri_auditor
  with check (organisation_id = tenant() and works_on_review(organisation_id, review_id));

create policy submission_audit on submission for select to luongtri_auditor using (reviews_submission(organisation_id, id));

-- What stood behind the answers, in the versions that were submitted, and nothing else of the client's files.
create policy submission_evidence_audit on submission_evidence for select to luongtri_auditor
  using (reviews_submission(organisation_id, submission_id));

create policy evidence_version_audit on evidence_version for select to luongtri_auditor
  using (exists (select from submission_evidence s where s.organisation_id = evidence_version.organisation_id
    and s.evidence_id = evidence_version.evidence_id and s.version = evidence_version.version));

create policy evidence_blob_audit on evidence_blob for select to luongtri_auditor
  using (exists (select from evidence_version v where v.organisation_id = evidence_blob.organisation_id and v.blob_id = evidence_blob.id));

create policy evidence_chunk_audit on evidence_chunk for select to luongtri_auditor
  using (exists (select from evidence_version v where v.organisation_id = evidence_chunk.organisation_id and v.blob_id = evidence_chunk.blob_id));

create policy independence_rule_read on independence_rule for select
  to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_operator using (true);

create policy independence_rule_operate on independence_rule for update to luongtri_operator using (true) with check (true);

grant select on review, review_round, review_change_request, review_auditor, review_independence, review_sample, review_verdict,
  finding, finding_step, review_proposal, review_sign_off, review_record to luongtri_member, luongtri_reader, luongtri_auditor;

grant insert on review, review_round, finding_step to luongtri_member;

grant update (status, revision, updated_at) on review to luongtri_member;

grant update (owner, due, state, remediation, remediated_by, remediated_at, accepted_reason, accepted_by, accepted_at,
  accepted_until, revision, updated_at) on finding to luongtri_member;

grant update (status, decline_reason, answered_by, answered_at, revision, updated_at) on review to luongtri_auditor;

grant insert on review_change_request, review_auditor, review_independence, review_sample, review_verdict, finding, finding_step,
  review_proposal, review_sign_off, review_record to luongtri_auditor;

grant update (assigned_by, assigned_at, removed_at) on review_auditor to luongtri_auditor;

grant update (severity, basis, title, description, owner, due, state, verification, verified_by, verified_at, revision, updated_at)
  on finding to luongtri_auditor;

grant select on submission, submission_evidence, evidence_version, evidence_blob, evidence_chunk to luongtri_auditor;

grant select on independence_rule to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_operator;

grant update (advice_counts_months) on independence_rule to luongtri_operator;
