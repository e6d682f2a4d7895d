/** @module `luongtri migrate`: brings the database to the schema of this version without starting the service. */
import { openDatabase } from '../adapters/node/service.ts';
import { readSettings } from '../adapters/node/settings.ts';
import { InputError, UsageError } from './errors.ts';
import { readOptions } from './options.ts';

const COMMAND = 'migrate';

export async function migrateDatabaseCommand(args: string[]): Promise<void> {
  const { positionals } = readOptions(COMMAND, args, {});
  if (positionals.length > 0) throw new UsageError(`unexpected '${positionals[0]}'`, COMMAND);
  const settings = readSettings(process.env);
  if ('wrong' in settings) throw new InputError(settings.wrong);
  const { db, close } = await openDatabase(settings);
  try {
    await db.ping();
    process.stdout.write('The database has the schema of this version.\n');
  } finally {
    await close();
  }
}
