-- About whom an actor may leave events and messages: itself, a client whose grant lasts, a company it reviews. No other.

create function may_write_about(organisation text) returns boolean language sql stable security definer set search_path = public as
  $$ select organisation = actor_organisation() or organisation = allowed_tenant() or exists (
       select from review r where r.organisation_id = organisation and r.audit_body_id = actor_organisation()) $$;

drop policy event_write on event;

create policy event_write on event for insert to luongtri_member, luongtri_auditor, luongtri_regulator
  with check (actor_organisation_id = actor_organisation() and may_write_about(organisation_id));

drop policy event_personal_write on event_personal;

create policy event_personal_write on event_personal for insert to luongtri_member, luongtri_auditor, luongtri_regulator
  with check (may_write_about(organisation_id));

drop policy outbox_write on outbox;

create policy outbox_write on outbox for insert to luongtri_member, luongtri_auditor, luongtri_regulator
  with check (may_write_about(organisation_id));
