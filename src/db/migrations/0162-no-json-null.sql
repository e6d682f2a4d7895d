-- A row is copied as one JSON text (src/db/copy-rows.ts), in which the JSON value null and no value at all look the same: such
-- a row could be backed up and never restored. No column may hold it; nothing of ours writes it.
do $$
declare found record;
begin
  for found in select c.relname as of_table, a.attname as of_column from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'jsonb'::regtype
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1, 2 loop
    execute format('alter table %I add constraint %I check (jsonb_typeof(%I) <> ''null'')', found.of_table,
      found.of_table || '_' || found.of_column || '_value', found.of_column);
  end loop;
end $$;
