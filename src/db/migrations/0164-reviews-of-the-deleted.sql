-- An audit body that is deleted gives up what it had not concluded: its clients are free to ask somebody else.
create function resign_reviews(body text, by text, at timestamptz)
  returns table (client text, review text, submission text, was text)
  language plpgsql security definer set search_path = public, pg_temp as
  $$ begin
       if tenant() is distinct from body then
         raise exception 'resign_reviews: not the organisation of the transaction' using errcode = '42501';
       end if;
       return query
         with going as (
           select r.organisation_id, r.id, r.status from review r where r.audit_body_id = body
             and r.status in ('invited', 'in_review', 'changes_requested', 'signing')
           order by r.organisation_id, r.id for update)
         update review r set status = 'declined', decline_reason = null, answered_by = by, answered_at = at, updated_at = at,
           revision = r.revision + 1
         from going g where r.organisation_id = g.organisation_id and r.id = g.id
         returning r.organisation_id, r.id, r.submission_id, g.status;
     end $$;

revoke execute on function resign_reviews(text, text, timestamptz) from public;

grant execute on function resign_reviews(text, text, timestamptz) to luongtri_operator;
