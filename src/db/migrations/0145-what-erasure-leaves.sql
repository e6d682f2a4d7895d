-- Rows that stay because attestations are read from them keep nothing that may be empty: columns are found in the catalog, as
-- 0130 brought addresses and contacts that the list of 0080 did not know.

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
       update system set name = '-', purpose = '', roles = '{}', status = 'retired', created_by = '' where organisation_id = erased;
       foreach wanted in array array['system', 'organisation'] loop
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

-- Anyone may ask for the proof of an event, by its id alone.
create index log_entry_by_event on log_entry (event_id);

create index event_by_id on event (id);
