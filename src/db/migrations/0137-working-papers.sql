-- What auditors write before they tell the organisation is their working paper, whichever way it is read: by a route, by an
-- export, by SQL. Verdicts are told when changes are requested, and with the conclusion; proposals and signatures with it.

create function verdicts_are_told(client text, review text, given_in integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select from review r where r.organisation_id = client and r.id = review
       and (r.status in ('changes_requested', 'concluded') or r.round > given_in)) $$;

create function is_concluded(client text, review text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select from review r where r.organisation_id = client and r.id = review and r.status = 'concluded') $$;

drop policy review_verdict_client on review_verdict;

create policy review_verdict_client on review_verdict for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()) and verdicts_are_told(organisation_id, review_id, round));

drop policy review_proposal_client on review_proposal;

create policy review_proposal_client on review_proposal for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()) and is_concluded(organisation_id, review_id));

drop policy review_sign_off_client on review_sign_off;

create policy review_sign_off_client on review_sign_off for select to luongtri_member, luongtri_reader
  using (organisation_id = (select allowed_tenant()) and is_concluded(organisation_id, review_id));
