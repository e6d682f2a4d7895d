-- Removing an organisation. Tables are found in the catalog, so that those of later migrations are emptied as well.

-- Events stay: they hold ids and hashes, and the log needs them. Attestations stay as withdrawn, with the bare rows their
-- state is read from; what those rows said is taken out. True: nothing is left but events.
create function erase_organisation(erased text, erased_by text, erased_at timestamptz) returns boolean
  language plpgsql security definer set search_path = public as
  $$ declare
       waiting text[];
       stuck text[];
       wanted text;
     begin
       if tenant() is distinct from erased then
         raise exception 'erase_organisation: not the organisation of the transaction' using errcode = '42501';
       end if;
       update attestation set withdrawn_at = coalesce(withdrawn_at, erased_at), withdrawn_by = coalesce(withdrawn_by, erased_by),
         credential = '' where organisation_id = erased;
       select array_agg(c.relname::text order by c.relname) into waiting
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and c.relname not in ('organisation', 'event', 'event_pending', 'log_entry', 'attestation', 'submission', 'assessment', 'system');
       waiting := waiting || array['submission', 'assessment', 'system'];
       while cardinality(waiting) > 0 loop
         stuck := '{}';
         foreach wanted in array waiting loop
           begin
             execute case wanted
               when 'submission' then 'delete from submission s where organisation_id = $1 and not exists (select from attestation t
                 where t.organisation_id = s.organisation_id and t.submission_id = s.id)'
               when 'assessment' then 'delete from assessment m where organisation_id = $1 and not exists (select from submission s
                 where s.organisation_id = m.organisation_id and s.assessment_id = m.id)'
               when 'system' then 'delete from system y where organisation_id = $1 and not exists (select from assessment m
                 where m.organisation_id = y.organisation_id and m.system_id = y.id)'
               else format('delete from %I where organisation_id = $1', wanted)
             end using erased;
           exception when foreign_key_violation then stuck := stuck || wanted;
           end;
         end loop;
         if cardinality(stuck) = cardinality(waiting) then
           raise exception 'erase_organisation: rows of % are still referred to', stuck;
         end if;
         waiting := stuck;
       end loop;
       update submission set record = '{}', submitted_by = '' where organisation_id = erased;
       update assessment set status = 'withdrawn', earlier_answers = '{}', created_by = '' where organisation_id = erased;
       update system set name = '-', purpose = '', roles = '{}', sector = null, go_live_on = null, provider = null, model = null,
         version = null, ai_id = null, status = 'retired', created_by = '' where organisation_id = erased;
       if not exists (select from attestation where organisation_id = erased) then
         begin
           delete from organisation where organisation_id = erased;
           return true;
         exception when foreign_key_violation then null;
         end;
       end if;
       update organisation set name = '-', registration_number = null, province = null, sector = null, settings = '{}',
         status = 'suspended', updated_at = erased_at where organisation_id = erased;
       return false;
     end $$;

revoke execute on function erase_organisation(text, text, timestamptz) from public;

-- The service decides who may: an owner, who wrote the name of the organisation.
grant execute on function erase_organisation(text, text, timestamptz) to luongtri_operator;

-- An export says of which schema it is.
grant select on schema_migration to luongtri_member, luongtri_auditor, luongtri_regulator;
