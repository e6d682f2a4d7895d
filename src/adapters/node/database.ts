/** @module Opens the database: PGlite in a folder, or a PostgreSQL server. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Database } from '../../db/database.ts';
import { type MigrationTexts, migrate } from '../../db/migrate.ts';
import { PARSERS } from '../../db/parsers.ts';
import type { Tables } from '../../db/tables.ts';
import { PgliteStream } from './pglite-stream.ts';
import { ThriftyDialect } from './postgres-dialect.ts';

const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), '../../db/migrations');

/** Without a transaction that says otherwise, a connection may settle who somebody is, and nothing else. */
const DEFAULT_ROLE = 'luongtri_auth';

export function migrationTexts(): MigrationTexts {
  const files = readdirSync(MIGRATIONS).filter((file) => file.endsWith('.sql'));
  return Object.fromEntries(
    files.sort().map((file) => [basename(file, '.sql'), readFileSync(join(MIGRATIONS, file), 'utf8')]),
  );
}

/**
 * @param folder where PGlite keeps its files; undefined keeps everything in memory
 * @returns the database, migrated to the schema of this version
 */
export async function openPglite(folder?: string): Promise<Database> {
  // Whatever the folder around it allows: inside are the answers of everybody.
  if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return wrapPglite(await PGlite.create(folder ? { dataDir: folder } : {}));
}

/** Migrates and wraps an instance that is open already. */
export async function wrapPglite(pglite: PGlite): Promise<Database> {
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: embeddedPool(pglite, '') }) });
  await migrate(owner, migrationTexts());
  await owner.destroy();
  const kysely = new Kysely<Tables>({
    dialect: new ThriftyDialect(embeddedPool(pglite, `set role ${DEFAULT_ROLE}`)),
  });
  return new Database(kysely, 'pglite', async () => {
    await kysely.destroy();
    if (!pglite.closed) await pglite.close();
  });
}

/** The one connection that there is, kept open. Whoever needs it waits for whoever has it. */
const embeddedPool = (pglite: PGlite, session: string): pg.Pool =>
  quiet(
    new pg.Pool({
      // The environment may speak of a server (PGHOST, PGSSLMODE); this is none.
      ...{ user: 'postgres', password: 'none', database: 'postgres', host: 'embedded', ssl: false },
      stream: () => new PgliteStream(pglite, session),
      max: 1,
      idleTimeoutMillis: 0,
      // Longer than any one transaction takes; whoever waits longer is told to come back.
      connectionTimeoutMillis: 30_000,
      types: typesOf(),
      pipeline: true,
    }),
  );

export interface PostgresOptions {
  url: string;
  /** Connections at most. */
  poolSize?: number;
  /** How long one statement may take. */
  statementTimeoutMs?: number;
}

const typesOf = (): pg.CustomTypesConfig => ({
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    (format ?? 'text') === 'text' && Object.hasOwn(PARSERS, id)
      ? PARSERS[id]
      : pg.types.getTypeParser(id, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
});

/**
 * A connection that ends is replaced when it is next needed; a statement that was under way on it fails by itself, and says
 * so to whoever sent it.
 */
function quiet(pool: pg.Pool): pg.Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs migrations over a connection of its own, as the user of the address. */
export async function migratePostgres(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await migrate(kysely, migrationTexts());
  } finally {
    await kysely.destroy();
  }
}

/** @returns the database; its schema must be there already (`migratePostgres`) */
export function openPostgres({ url, poolSize = 10, statementTimeoutMs = 15_000 }: PostgresOptions): Database {
  const pool = quiet(
    new pg.Pool({
      connectionString: url,
      max: poolSize,
      // How long a request waits for a connection: longer than a restart of the server, shorter than anybody waits.
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      application_name: 'luongtri',
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
      options: `-c role=${DEFAULT_ROLE}`,
      types: typesOf(),
      pipeline: true,
    }),
  );
  const kysely = new Kysely<Tables>({ dialect: new ThriftyDialect(pool) });
  return new Database(kysely, 'postgres', () => kysely.destroy());
}
