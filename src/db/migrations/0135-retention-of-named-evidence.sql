-- Bytes that an answer still being edited names are in use, whether or not the item is linked to the question as well. The
-- retention rule runs as the worker, which reads no answers: it is told yes or no.

create function named_by_open_answer(organisation text, item text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select from assessment m join answer a on a.organisation_id = m.organisation_id and a.assessment_id = m.id
       where m.organisation_id = organisation and m.status in ('draft', 'submitted', 'in_review', 'changes_requested')
         and a.content->'evidence' ? item) $$;

revoke execute on function named_by_open_answer(text, text) from public;

grant execute on function named_by_open_answer(text, text) to luongtri_worker;
