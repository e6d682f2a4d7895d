/** @module The database of the environment, for tools that see all of it. */
import type { Trx } from '../db/scope.ts';
import { inWords, openForTool } from './open-database.ts';

/**
 * Runs `work` in one transaction of the owner of the tables; an error undoes it.
 * @throws InputError where the database cannot be opened, or fails
 */
export async function withOwner<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
  const { db, close } = await openForTool();
  try {
    return await inWords(() => db.asOwner(work));
  } finally {
    await close();
  }
}
