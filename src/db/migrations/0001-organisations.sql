-- Who there is: organisations, their people and keys; and the roles under which everything else runs.
-- Each statement ends with a semicolon followed by an empty line.

do $$
declare wanted text;
begin
  foreach wanted in array array['luongtri_auth', 'luongtri_member', 'luongtri_reader', 'luongtri_auditor',
                                'luongtri_regulator', 'luongtri_operator', 'luongtri_worker'] loop
    -- Roles belong to the whole server: another database of it, or another process, may have made them.
    begin
      execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication', wanted);
    exception when duplicate_object or unique_violation then null;
    end;
    if not (select rolsuper from pg_roles where rolname = session_user) then
      execute format('grant %I to %I with inherit false, set true', wanted, session_user);
    end if;
  end loop;
end $$;

revoke all on schema public from public;

grant usage on schema public to luongtri_auth, luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator,
  luongtri_operator, luongtri_worker;

-- Whose data the transaction is about. Nothing set, or an empty text, is nobody.
create function tenant() returns text language sql stable as
  $$ select nullif(current_setting('luongtri.organisation_id', true), '') $$;

-- For which organisation the person or key acts.
create function actor_organisation() returns text language sql stable as
  $$ select nullif(current_setting('luongtri.actor_organisation_id', true), '') $$;

create function actor_id() returns text language sql stable as
  $$ select nullif(current_setting('luongtri.actor_id', true), '') $$;

create table organisation (
  organisation_id text primary key,
  kind text not null constraint organisation_kind check (kind in ('company', 'adviser', 'audit_body', 'regulator')),
  name text not null constraint organisation_name check (length(name) between 1 and 300),
  registration_number text,
  province text,
  sector text,
  status text not null default 'active' constraint organisation_status check (status in ('active', 'suspended')),
  settings jsonb not null default '{}',
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table member (
  organisation_id text not null references organisation on delete cascade,
  user_id text not null,
  role text not null constraint member_role
    check (role in ('owner', 'manager', 'contributor', 'viewer', 'auditor', 'analyst')),
  joined_at timestamptz not null,
  primary key (organisation_id, user_id)
);

create index member_user on member (user_id);

create table invitation (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text,
  revoked_at timestamptz,
  primary key (organisation_id, id)
);

create unique index invitation_token on invitation (token_hash);

-- A client's leave for an adviser to act for it. Ended grants stay: they decide who may audit later.
create table adviser_grant (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  adviser_id text not null references organisation,
  granted_by text not null,
  granted_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id)
);

create index adviser_grant_adviser on adviser_grant (adviser_id, organisation_id);

create table api_key (
  organisation_id text not null references organisation on delete cascade,
  id text not null,
  name text not null,
  key_hash text not null,
  hint text not null,
  role text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (organisation_id, id)
);

create unique index api_key_hash on api_key (key_hash);

-- People who run the service. They see organisations and the state of the machine, never anybody's answers.
create table operator (
  user_id text primary key,
  since timestamptz not null
);

create table idempotency (
  organisation_id text not null references organisation on delete cascade,
  actor_id text not null,
  key text not null,
  operation text not null,
  request_hash text not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null,
  primary key (organisation_id, actor_id, key)
);

create index idempotency_age on idempotency (created_at);

-- The organisation whose data may be touched: one's own, or a client's while its grant lasts. Otherwise none.
create function allowed_tenant() returns text language sql stable security definer set search_path = public as
  $$ select tenant() where tenant() = actor_organisation() or exists (
       select from adviser_grant g where g.organisation_id = tenant() and g.adviser_id = actor_organisation()
         and g.revoked_at is null and (g.expires_at is null or g.expires_at > now())) $$;

alter table organisation enable row level security;

alter table member enable row level security;

alter table invitation enable row level security;

alter table adviser_grant enable row level security;

alter table api_key enable row level security;

alter table operator enable row level security;

alter table idempotency enable row level security;

-- Identity has to be settled before any organisation is known; the tables it reads hold no answers.
create policy organisation_identity on organisation to luongtri_auth using (true) with check (true);

create policy member_identity on member to luongtri_auth using (true) with check (true);

create policy invitation_identity on invitation to luongtri_auth using (true) with check (true);

create policy adviser_grant_identity on adviser_grant for select to luongtri_auth using (true);

create policy api_key_identity on api_key to luongtri_auth using (true);

create policy operator_identity on operator for select to luongtri_auth using (true);

grant select, insert on organisation, member to luongtri_auth;

grant select, update (accepted_at, accepted_by) on invitation to luongtri_auth;

grant select on adviser_grant, operator to luongtri_auth;

grant select, update (last_used_at) on api_key to luongtri_auth;

grant delete on member to luongtri_auth;

-- One's own organisation and the client acted for; only one's own can be changed.
create policy organisation_read on organisation for select to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation() or organisation_id = allowed_tenant());

create policy organisation_change on organisation for update to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

grant select on organisation to luongtri_member, luongtri_reader, luongtri_auditor, luongtri_regulator;

grant update (name, registration_number, province, sector, settings, revision, updated_at) on organisation
  to luongtri_member, luongtri_auditor, luongtri_regulator;

create policy member_own on member to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

create policy member_read on member for select to luongtri_reader using (organisation_id = actor_organisation());

create policy invitation_own on invitation to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

create policy api_key_own on api_key to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

grant select, insert, update, delete on member to luongtri_member, luongtri_auditor, luongtri_regulator;

grant select on member to luongtri_reader;

grant select, insert, update on invitation, api_key to luongtri_member, luongtri_auditor, luongtri_regulator;

create policy adviser_grant_client on adviser_grant to luongtri_member
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

create policy adviser_grant_adviser on adviser_grant for select to luongtri_member, luongtri_reader
  using (adviser_id = actor_organisation() or organisation_id = actor_organisation());

grant select, insert on adviser_grant to luongtri_member;

grant update (expires_at, revoked_at) on adviser_grant to luongtri_member;

grant select on adviser_grant to luongtri_reader;

create policy idempotency_own on idempotency to luongtri_member, luongtri_auditor, luongtri_regulator
  using (organisation_id = actor_organisation()) with check (organisation_id = actor_organisation());

grant select, insert, update on idempotency to luongtri_member, luongtri_auditor, luongtri_regulator;

create policy idempotency_sweep on idempotency to luongtri_worker using (true);

grant select, delete on idempotency to luongtri_worker;

create policy organisation_operate on organisation to luongtri_operator using (true) with check (true);

create policy member_operate on member to luongtri_operator using (true) with check (true);

create policy invitation_operate on invitation to luongtri_operator using (true) with check (true);

grant select, insert, update, delete on organisation to luongtri_operator;

grant select, insert on member, invitation to luongtri_operator;
