-- What attestations still stand on says nothing of what was found: neither the tier, nor the days and versions of the law, nor
-- which assessment was made from which. Whoever is writing for the organisation is waited for, so that its rows go as well;
-- whoever begins to is kept waiting until it is gone. Called once more, it removes what came in behind it where a row stays.

create or replace function erase_organisation(erased text, erased_by text, erased_at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as
  $$ declare
       waiting text[];
       stuck text[];
       wanted text;
       emptied text;
     begin
       if tenant() is distinct from erased then
         raise exception 'erase_organisation: not the organisation of the transaction' using errcode = '42501';
       end if;
       -- Every row refers to this one: whoever adds any now waits for the end of the deletion.
       perform from organisation where organisation_id = erased for update;
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
       update submission set record = '{}', submitted_by = '', tier = '-', as_of = '1970-01-01', rules_hash = '', result_hash = ''
         where organisation_id = erased;
       update assessment set status = 'withdrawn', earlier_answers = '{}', created_by = '', questionnaires = '{}'
         where organisation_id = erased;
       update system set name = '-', purpose = '', roles = '{}', status = 'retired', created_by = '' where organisation_id = erased;
       foreach wanted in array array['system', 'assessment', 'organisation'] loop
         select string_agg(format('%I = null', a.attname), ', ') into emptied from pg_attribute a
           where a.attrelid = wanted::regclass and a.attnum > 0 and not a.attisdropped and not a.attnotnull and a.attgenerated = '';
         execute format('update %I set %s where organisation_id = $1', wanted, emptied) using erased;
       end loop;
       if not exists (select from attestation where organisation_id = erased) then
         begin
           delete from organisation where organisation_id = erased;
           return true;
         exception when foreign_key_violation then null;
         end;
       end if;
       update organisation set name = '-', settings = '{}', status = 'suspended', updated_at = erased_at where organisation_id = erased;
       return false;
     end $$;
