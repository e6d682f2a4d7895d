/** @module The database of the environment, for tools that see all of it. */
import { openDatabase } from '../adapters/node/service.ts';
import { readSettings } from '../adapters/node/settings.ts';
import type { Trx } from '../db/scope.ts';
import { InputError } from './errors.ts';

/** Runs `work` in one transaction of the owner of the tables; an error undoes it. */
export async function withOwner<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  if ('wrong' in settings) throw new InputError(settings.wrong);
  const { db, close } = await openDatabase(settings);
  try {
    return await db.asOwner(work);
  } finally {
    await close();
  }
}
