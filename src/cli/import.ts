/** @module `luongtri import`: an organisation from an export, all of it or nothing. */
import { randomIds } from '../adapters/ids.ts';
import { importLines } from '../features/organisation-data/index.ts';
import { explaining, readLines } from './line-file.ts';
import { onlyFile, readOptions } from './options.ts';
import { withOwner } from './owner-database.ts';

const COMMAND = 'import';

export async function importCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(COMMAND, args, { 'new-id': { type: 'boolean' } });
  const file = onlyFile(COMMAND, positionals);
  const newId = values['new-id'] ? randomIds.next('org') : undefined;
  const { organisationId, rows, outside } = await explaining(file, () =>
    withOwner((trx) => importLines(trx, readLines(file), newId)),
  );
  process.stdout.write(`${organisationId}: ${rows} rows read in.\n`);
  if (outside.length > 0) {
    process.stdout.write(`Entered by id alone, suspended, because rows refer to them: ${outside.join(', ')}\n`);
  }
}
