-- Reading long registers: what the policies of every statement ask, what a search looks through, and the orders lists come in.

-- Who works for a client by its leave. Only for those is the grant looked up.
create function granted_tenant() returns text language sql stable security definer set search_path = public, pg_temp as
  $$ select tenant() where exists (
       select from adviser_grant g where g.organisation_id = tenant() and g.adviser_id = actor_organisation()
         and g.revoked_at is null and (g.expires_at is null or g.expires_at > now())) $$;

-- As before: one's own organisation, or a client's while its grant lasts. Its names were settled when it was made, so that
-- nobody's search path leads elsewhere, and it needs no rights of its owner for one's own organisation.
create or replace function allowed_tenant() returns text language sql stable
  return case when tenant() = actor_organisation() then tenant() else granted_tenant() end;

-- What `ilike` compares, lowered once when a row is written instead of with every search.
alter table system add column search_text text not null
  generated always as (lower(name) || E'\n' || lower(purpose) || E'\n' || lower(coalesce(ai_id, ''))) stored;

drop index assessment_system;

create index assessment_system on assessment (organisation_id, system_id, created_at desc, id desc);

create index assessment_status on assessment (organisation_id, status, created_at desc, id desc);
