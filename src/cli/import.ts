/** @module `luongtri import`: an organisation from an export, all of it or nothing. */
import { randomIds } from '../adapters/ids.ts';
import { type Imported, importLines } from '../features/organisation-data/index.ts';
import { explaining, readLines } from './line-file.ts';
import { onlyFile, readOptions } from './options.ts';
import { withOwner } from './owner-database.ts';

const COMMAND = 'import';

export async function importCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(COMMAND, args, {
    'new-id': { type: 'boolean' },
    owner: { type: 'string' },
    'public-body': { type: 'boolean' },
    'accept-clients': { type: 'boolean' },
  });
  const file = onlyFile(COMMAND, positionals);
  const options = {
    newId: values['new-id'] ? randomIds.next('org') : undefined,
    owner: values.owner,
    isPublicBody: values['public-body'],
    acceptsClients: values['accept-clients'],
  };
  const ctx = { clock: { now: () => new Date() }, ids: randomIds };
  const imported = await explaining(file, () => withOwner((trx) => importLines(ctx, trx, readLines(file), options)));
  process.stdout.write(textOf(imported, values.owner));
}

function textOf({ organisationId, rows, outside, advisers, notMembers }: Imported, owner: string | undefined): string {
  const told = [`${organisationId}: ${rows} rows read in.`];
  if (outside.length > 0)
    told.push(`Entered by id alone, suspended, because rows refer to them: ${outside.join(', ')}`);
  if (advisers.length > 0)
    told.push(`Are here already, and may act for it as far as it gave leave: ${advisers.join(', ')}`);
  if (notMembers.length > 0)
    told.push(
      `Have an account here and are not members by this file; the owner invites them: ${notMembers.join(', ')}`,
    );
  told.push(
    owner === undefined ? 'Nobody who can sign in here belongs to it: no --owner was named.' : `${owner} is its owner.`,
  );
  return `${told.join('\n')}\n`;
}
