/** @module `luongtri backup`: the whole database in one file, the same for PGlite and PostgreSQL. */
import { backupLines } from '../features/organisation-data/index.ts';
import { UsageError } from './errors.ts';
import { writeLines } from './line-file.ts';
import { readOptions } from './options.ts';
import { withOwner } from './owner-database.ts';
import { checkWritable } from './write-output.ts';

const COMMAND = 'backup';

export async function backupCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(COMMAND, args, { out: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`unexpected '${positionals[0]}'`, COMMAND);
  const { out } = values;
  if (out === undefined) throw new UsageError('--out FILE is missing', COMMAND);
  checkWritable(out);
  const bytes = await withOwner((trx) => writeLines(out, backupLines(trx)));
  process.stdout.write(`${out}: ${bytes} bytes. Keep secrets.json of the data folder beside it: it is not inside.\n`);
}
