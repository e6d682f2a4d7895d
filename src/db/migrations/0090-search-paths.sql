-- Functions that run with their owner's rights must find our tables, never a temporary one of whoever calls them.

do $$
declare found regprocedure;
begin
  for found in select oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace and prosecdef loop
    execute format('alter function %s set search_path = public, pg_temp', found);
  end loop;
  begin
    execute format('revoke temporary on database %I from public', current_database());
  exception when insufficient_privilege then null;
  end;
end $$;
