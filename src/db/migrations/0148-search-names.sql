-- Searching assessments looks through the names of systems alone; looking through all that a search of systems reads takes twice as long.
alter table system add column search_name text not null generated always as (lower(name)) stored;
