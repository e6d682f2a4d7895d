/** @module `luongtri migrate`: brings the database to the schema of this version without starting the service. */
import { UsageError } from './errors.ts';
import { openForTool } from './open-database.ts';
import { readOptions } from './options.ts';

const COMMAND = 'migrate';

export async function migrateDatabaseCommand(args: string[]): Promise<void> {
  const { positionals } = readOptions(COMMAND, args, {});
  if (positionals.length > 0) throw new UsageError(`unexpected '${positionals[0]}'`, COMMAND);
  const { db, close } = await openForTool();
  try {
    await db.ping();
    process.stdout.write('The database has the schema of this version.\n');
  } finally {
    await close();
  }
}
