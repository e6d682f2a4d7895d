import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scope, Trx } from '../../../src/db/scope.ts';
import { type Everything, makeEverything, PORTS } from '../../support/everything.ts';
import { startService } from '../../support/service.ts';

/** Every table with an organisation's rows, under every role of a request, about somebody else's organisation or nobody's. */
const service = startService(PORTS);
let everything: Everything;
let tables: string[];
let stranger: string;

beforeAll(async () => {
  everything = await makeEverything(service);
  stranger = (await service.organisation('company')).id;
  const rows = await service.asOwner(
    `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organisation_id' order by 1`,
  );
  tables = rows.map(({ table_name }) => String(table_name));
}, 120_000);

/** What settles who somebody is, before any organisation is known; none of it is an answer. */
const IDENTITY = new Set([
  'organisation',
  'member',
  'invitation',
  'adviser_grant',
  'api_key',
  'attestation',
  // Found by the hash of its address, like a key.
  'duty_feed',
  'log_entry',
]);
/** Hashes and places in the log say nothing about anybody. */
const PUBLIC = new Set(['log_entry']);

const ROLES = ['member', 'reader', 'auditor', 'regulator'] as const;

const scopes = (role: Scope['role']): Scope[] => [
  { role },
  { role, organisationId: stranger, actorOrganisationId: stranger, actorId: 'usr_stranger' },
  // A tenant one has no leave for.
  { role, organisationId: everything.company.id, actorOrganisationId: stranger, actorId: 'usr_stranger' },
];

/** Runs a statement that must not get anywhere. @returns rows it reached, or the code of its refusal */
async function attempt(scope: Scope, statement: string): Promise<number | string> {
  let reached: number | string = 0;
  await service.db
    .transaction(scope, async (trx: Trx) => {
      const { rows } = await sql.raw<Record<string, unknown>>(statement).execute(trx);
      reached = rows.length;
      throw new Error('take it back');
    })
    .catch((error: { message: string; code?: string; cause?: { code?: string } }) => {
      if (error.message !== 'take it back') reached = error.code ?? error.cause?.code ?? error.message;
    });
  return reached;
}

const REFUSED = '42501';
const mine = (_table: string): string => `organisation_id = '${everything.company.id}'`;

describe('row-level security', () => {
  it('is on for every table that holds rows of an organisation, and none of its roles can pass it', async () => {
    const open = await service.asOwner(
      `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and not relrowsecurity
         and relname not like 'schema_migration%'`,
    );
    expect(open).toEqual([]);
    const strong = await service.asOwner(
      `select rolname from pg_roles where rolname like 'luongtri_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    );
    expect(strong).toEqual([]);
  });

  it.each(ROLES)('nothing is read as %s with a wrong tenant or none', async (role) => {
    const seen: string[] = [];
    for (const table of tables.filter((name) => !PUBLIC.has(name))) {
      for (const scope of scopes(role)) {
        const reached = await attempt(scope, `select 1 from ${table} where ${mine(table)}`);
        if (reached !== 0 && reached !== REFUSED) seen.push(`${table}: ${reached}`);
      }
    }
    expect(seen).toEqual([]);
  });

  it.each(ROLES)('nothing is changed, removed or added as %s with a wrong tenant or none', async (role) => {
    const done: string[] = [];
    for (const table of tables) {
      const [row] = await service.asOwner(
        `select to_jsonb(t)::text as row from ${table} t where ${mine(table)} limit 1`,
      );
      // What the database derives by itself, nobody writes.
      const [given] = await service.asOwner(`select string_agg(quote_ident(column_name), ', ') as columns
        from information_schema.columns where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER'`);
      for (const scope of scopes(role)) {
        const statements = [
          `update ${table} set organisation_id = organisation_id where ${mine(table)} returning 1`,
          `delete from ${table} where ${mine(table)} returning 1`,
          ...(row
            ? [
                `insert into ${table} (${given!.columns}) select ${given!.columns} from jsonb_populate_record(null::${table}, '${String(row.row).replaceAll("'", "''")}') returning 1`,
              ]
            : []),
        ];
        for (const statement of statements) {
          const reached = await attempt(scope, statement);
          if (reached !== 0 && reached !== REFUSED) done.push(`${statement.slice(0, 40)}: ${reached}`);
        }
      }
    }
    expect(done).toEqual([]);
  });

  it('a connection without a transaction of ours sees who people are, and no record', async () => {
    const seen: string[] = [];
    for (const table of tables.filter((name) => !IDENTITY.has(name))) {
      const reached = await attempt({ role: 'auth' }, `select 1 from ${table} where ${mine(table)}`);
      if (reached !== 0 && reached !== REFUSED) seen.push(table);
    }
    expect(seen).toEqual([]);
  });

  it('auditors and regulators hold no right to change a table of a company', async () => {
    const company = [
      'system',
      'system_version',
      'assessment',
      'answer',
      'answer_change',
      'dataset',
      'comment',
      'assignment',
      'submission',
      'attestation',
      'evidence',
      'evidence_version',
      'evidence_use',
      'evidence_chunk',
      'incident',
    ];
    for (const role of ['auditor', 'regulator', 'reader', 'operator']) {
      for (const table of company.filter((name) => tables.includes(name))) {
        const [row] = await service.asOwner(
          `select bool_or(has_table_privilege('luongtri_${role}', '${table}', verb)) as may
             from unnest(array['insert', 'update', 'delete', 'truncate']) as verb`,
        );
        expect([role, table, row!.may]).toEqual([role, table, false]);
      }
    }
  });

  it('the tables that matter are among those walked', () => {
    expect(tables).toEqual(expect.arrayContaining(['answer', 'evidence', 'review', 'submission', 'event', 'incident']));
  });
});
