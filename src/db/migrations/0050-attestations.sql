-- Attestations: what was signed about a submission, and whether it still stands.

create table attestation (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  submission_id text not null,
  -- Its place in the status lists; never given twice.
  status_index bigint not null constraint attestation_status_index unique,
  review_hash text,
  event_id text not null,
  credential text not null,
  issued_by text not null,
  issued_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (organisation_id, id),
  foreign key (organisation_id, submission_id) references submission
);

create unique index attestation_id on attestation (id);

-- Serialised: two attestations issued at once must not share a place.
create function next_status_index() returns bigint language plpgsql security definer set search_path = public as
  $$ begin
       perform pg_advisory_xact_lock(71342026);
       return (select coalesce(max(status_index) + 1, 0) from attestation);
     end $$;

-- How each attestation of a stretch stands, said to anyone: positions and states, nothing else.
create function attestation_states(first bigint, last bigint)
  returns table (status_index bigint, withdrawn boolean, superseded boolean)
  language sql stable security definer set search_path = public as
  $$ select a.status_index,
       a.withdrawn_at is not null or m.status = 'withdrawn',
       m.status = 'superseded' or exists (
         select from submission later where later.organisation_id = s.organisation_id
           and later.assessment_id = s.assessment_id and later.number > s.number)
     from attestation a
     join submission s on s.organisation_id = a.organisation_id and s.id = a.submission_id
     join assessment m on m.organisation_id = s.organisation_id and m.id = s.assessment_id
     where a.status_index between first and last $$;

alter table attestation enable row level security;

create policy attestation_tenant on attestation to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant())) with check (organisation_id = (select allowed_tenant()));

-- Whoever has the id of an attestation may check it: it is made to be shown.
create policy attestation_public on attestation for select to luongtri_auth using (true);

grant select on attestation to luongtri_member, luongtri_reader, luongtri_auth;

grant insert, update (withdrawn_at, withdrawn_by) on attestation to luongtri_member;

revoke execute on function next_status_index() from public;

grant execute on function next_status_index() to luongtri_member;
