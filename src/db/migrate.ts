/** @module Brings a database to the schema of this version. Forward only; safe when several processes start at once. */
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/** Migrations by name (`0001-organisations`), each the text of its file. */
export type MigrationTexts = Record<string, string>;

/** Statements of a migration file: each ends with a semicolon followed by an empty line. */
export const statementsOf = (text: string): string[] =>
  text
    .split(/;[ \t]*\n(?:[ \t]*\n|$)/)
    .map((statement) => statement.replace(/^(?:\s*--[^\n]*\n)+/, '').trim())
    .filter((statement) => statement !== '');

/**
 * Runs what has not run yet, all in one transaction, under a lock of the database.
 * @returns names of the migrations that ran now
 * @throws the error of the first statement that fails; nothing is changed then
 */
export async function migrate<T>(kysely: Kysely<T>, texts: MigrationTexts): Promise<string[]> {
  const migrations = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, migrationOf(text)]));
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}

function migrationOf(text: string): Migration {
  return {
    async up(db) {
      for (const statement of statementsOf(text)) await sql.raw(statement).execute(db);
    },
  };
}
