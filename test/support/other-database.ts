/** @module An empty, migrated database of the other kind than the one of this run. */
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import { migratePostgres, openPostgres, wrapPglite } from '../../src/adapters/node/database.ts';
import type { Database } from '../../src/db/database.ts';
import { startPostgres } from './databases.ts';

export async function openOther(): Promise<{ db: Database; close: () => Promise<void> }> {
  if (inject('postgresUrl')) {
    const db = await wrapPglite(await PGlite.create());
    return { db, close: () => db.close() };
  }
  const { url, stop } = await startPostgres();
  await migratePostgres(url);
  const db = openPostgres({ url });
  return {
    db,
    close: async () => {
      await db.close();
      await stop();
    },
  };
}
