-- What happens while a webhook is paused waits for it like what happened before; only one that was switched off is left out.
create or replace function notify_webhooks(organisation text, event_id text) returns void language sql volatile security definer
  set search_path = public, pg_temp as
  $$ insert into outbox (organisation_id, id, topic, payload, created_at, available_at, subject_id)
     select w.organisation_id, 'msg_' || left(encode(sha256(convert_to(w.id || ':' || e.id, 'UTF8')), 'hex'), 32), 'webhook',
       jsonb_build_object('endpointId', w.id, 'type', e.kind, 'eventId', e.id, 'subjectId', e.subject_id,
         'timestamp', e.content::jsonb ->> 'at', 'details', e.content::jsonb -> 'details'),
       e.at, e.at, w.id
     from webhook_endpoint w join event e on e.organisation_id = w.organisation_id
     where w.organisation_id = organisation and e.id = event_id
       and (actor_organisation() is null or e.actor_organisation_id = actor_organisation())
       and w.status in ('active', 'paused') and w.deleted_at is null
       and (e.kind = any (w.events) or '*' = any (w.events) or split_part(e.kind, '.', 1) || '.*' = any (w.events))
     on conflict do nothing $$;
