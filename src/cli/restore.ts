/** @module `luongtri restore`: a backup into an empty database, and proof that all of it is there. */
import { restoreLines } from '../features/organisation-data/index.ts';
import { explaining, readLines } from './line-file.ts';
import { onlyFile, readOptions } from './options.ts';
import { withOwner } from './owner-database.ts';

const COMMAND = 'restore';

export async function restoreCommand(args: string[]): Promise<void> {
  const file = onlyFile(COMMAND, readOptions(COMMAND, args, {}).positionals);
  const { rows, tables, sha256 } = await explaining(file, () => withOwner((trx) => restoreLines(trx, readLines(file))));
  process.stdout.write(`${rows} rows of ${tables} tables restored and compared with ${file} (SHA-256 ${sha256}).\n`);
}
