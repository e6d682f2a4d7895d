-- People: who they are, how they prove it, where they are signed in. Only the identity role ever sees these tables.

create table auth_user (
  id text primary key,
  name text not null,
  email text not null constraint auth_user_email unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth_session (
  id text primary key,
  user_id text not null references auth_user on delete cascade,
  token text not null constraint auth_session_token unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index auth_session_user on auth_session (user_id);

-- A way to sign in: a password (its hash), or an account at an identity provider.
create table auth_account (
  id text primary key,
  user_id text not null references auth_user on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint auth_account_identity unique (provider_id, account_id)
);

create index auth_account_user on auth_account (user_id);

-- What was begun and not finished: password resets, second factors, visits to an identity provider.
create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index auth_verification_identifier on auth_verification (identifier);

create index auth_verification_value on auth_verification (value);

create table auth_two_factor (
  id text primary key,
  user_id text not null references auth_user on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);

create index auth_two_factor_user on auth_two_factor (user_id);

-- How often an address, or a name to sign in with, was tried. Keys of names are hashes.
create table auth_attempt (
  key text primary key,
  count integer not null,
  ends_at timestamptz not null
);

create index auth_attempt_end on auth_attempt (ends_at);

alter table auth_user enable row level security;

alter table auth_session enable row level security;

alter table auth_account enable row level security;

alter table auth_verification enable row level security;

alter table auth_two_factor enable row level security;

alter table auth_attempt enable row level security;

create policy auth_user_identity on auth_user to luongtri_auth using (true) with check (true);

create policy auth_session_identity on auth_session to luongtri_auth using (true) with check (true);

create policy auth_account_identity on auth_account to luongtri_auth using (true) with check (true);

create policy auth_verification_identity on auth_verification to luongtri_auth using (true) with check (true);

create policy auth_two_factor_identity on auth_two_factor to luongtri_auth using (true) with check (true);

create policy auth_attempt_identity on auth_attempt to luongtri_auth using (true) with check (true);

grant select, insert, update, delete on auth_user, auth_session, auth_account, auth_verification, auth_two_factor, auth_attempt
  to luongtri_auth;

-- Whose address a request came from, so that it can be erased with the person.
alter table event_personal add column actor_id text;

create index event_personal_actor on event_personal (actor_id);

-- The row of an organisation is the lock under which its members change, also when a person leaves or is erased.
grant update (updated_at) on organisation to luongtri_auth;

-- Invitations that name an erased person, or that a person has answered.
grant update (email, revoked_at) on invitation to luongtri_auth;

-- Operators are named by whoever runs the machine, and end with the person.
create policy operator_manage on operator to luongtri_operator using (true) with check (true);

grant select, insert, delete on operator to luongtri_operator;

grant delete on operator to luongtri_auth;

create policy operator_erase on operator for delete to luongtri_auth using (true);

-- May somebody be granted leave to act? Ids of organisations cannot be guessed, so the answer tells nothing new.
create function is_active_adviser(id text) returns boolean language sql stable security definer set search_path = public as
  $$ select exists (select from organisation where organisation_id = id and kind = 'adviser' and status = 'active') $$;

-- A client sees the name of whom it granted leave, also when that has ended; an adviser the names of its present clients.
create policy organisation_read_adviser on organisation for select to luongtri_member, luongtri_reader
  using (kind = 'adviser' and organisation_id in (
    select g.adviser_id from adviser_grant g where g.organisation_id = (select actor_organisation())));

create policy organisation_read_client on organisation for select to luongtri_member, luongtri_reader
  using (organisation_id in (
    select g.organisation_id from adviser_grant g where g.adviser_id = (select actor_organisation())
      and g.revoked_at is null and (g.expires_at is null or g.expires_at > now())));

-- Nobody is granted an adviser twice at a time.
create unique index adviser_grant_current on adviser_grant (organisation_id, adviser_id) where revoked_at is null;
