/** @module What the schema is after all migrations, as one text to read and to compare: tables, rules, rights, functions. */
import { sql } from 'kysely';
import type { Trx } from './scope.ts';

/** Each part is a query that gives lines in a fixed order. */
const PARTS: [title: string, query: string][] = [
  [
    'Tables',
    `select format(E'%s\\n%s', c.relname, string_agg(format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
         case when a.attnotnull then ' not null' else '' end,
         coalesce(case a.attgenerated when '' then ' default ' else ' generated as ' end || pg_get_expr(d.adbin, d.adrelid), '')), E'\\n' order by a.attnum)) as line
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'schema_migration%'
       group by c.relname order by c.relname`,
  ],
  [
    'Constraints',
    `select format('%s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line from pg_constraint
       where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> 0
         and conrelid::regclass::text not like 'schema_migration%' order by 1`,
  ],
  [
    'Indexes',
    `select indexdef as line from pg_indexes where schemaname = 'public' and tablename not like 'schema_migration%' order by 1`,
  ],
  [
    'Policies',
    `select format('%s: %s for %s to %s%s%s', tablename, policyname, lower(cmd), array_to_string(roles, ', '),
         coalesce(' using ' || qual, ''), coalesce(' with check ' || with_check, '')) as line
       from pg_policies where schemaname = 'public' order by tablename, policyname`,
  ],
  [
    'Rights on tables',
    `select format('%s: %s may %s', table_name, grantee, string_agg(lower(privilege_type), ', ' order by privilege_type)) as line
       from information_schema.role_table_grants where table_schema = 'public' and grantee like 'luongtri%'
       group by table_name, grantee order by table_name, grantee`,
  ],
  [
    'Rights to change single columns',
    `select format('%s: %s may update %s', table_name, grantee, string_agg(column_name, ', ' order by column_name)) as line
       from information_schema.column_privileges p where table_schema = 'public' and grantee like 'luongtri%'
         and privilege_type = 'UPDATE' and not exists (select from information_schema.role_table_grants g
           where g.table_name = p.table_name and g.grantee = p.grantee and g.privilege_type = 'UPDATE')
       group by table_name, grantee order by table_name, grantee`,
  ],
  [
    'Functions',
    `select format(E'%s%s', pg_get_functiondef(oid), case when prosecdef then E'\\n-- runs with the rights of its owner' else '' end) as line
       from pg_proc where pronamespace = 'public'::regnamespace order by proname, oid::regprocedure::text`,
  ],
  ['Triggers', `select pg_get_triggerdef(oid) as line from pg_trigger where not tgisinternal order by 1`],
];

/** @param trx a transaction of the owner of the tables @returns the same text on PGlite and on a server of the same version */
export async function describeSchema(trx: Trx): Promise<string> {
  const parts: string[] = [
    '-- Written by npm run build:schema; never edited. What the migrations make, for readers.\n',
  ];
  for (const [title, query] of PARTS) {
    const { rows } = await sql.raw<{ line: string }>(query).execute(trx);
    parts.push(`\n-- ${title}\n\n${rows.map(({ line }) => line.trimEnd()).join('\n')}\n`);
  }
  return parts.join('');
}
