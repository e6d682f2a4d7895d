/** @module `luongtri export`: everything of one organisation in one file. */
import { randomIds } from '../adapters/ids.ts';
import { MACHINE, recordEvent } from '../app/audit.ts';
import type { Trx } from '../db/scope.ts';
import { exportLines, planExport } from '../features/organisation-data/index.ts';
import { UsageError } from './errors.ts';
import { explaining, writeLines } from './line-file.ts';
import { onlyFile, readOptions } from './options.ts';
import { withOwner } from './owner-database.ts';
import { checkWritable } from './write-output.ts';

const COMMAND = 'export';

export async function exportCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(COMMAND, args, { out: { type: 'string' } });
  const organisation = onlyFile(COMMAND, positionals);
  const { out } = values;
  if (out === undefined) throw new UsageError('--out FILE is missing', COMMAND);
  checkWritable(out);
  const ctx = { clock: { now: () => new Date() }, ids: randomIds };
  const write = async (trx: Trx): Promise<number> => {
    const plan = await planExport(trx, organisation);
    // Its owners see in their log that everything was taken, as where one of them does it.
    const event = { kind: 'organisation.exported', organisationId: organisation, subject: organisation };
    await recordEvent(ctx, trx, { ...event, actor: MACHINE });
    return writeLines(out, exportLines(trx, plan));
  };
  const bytes = await explaining(out, () => withOwner(write));
  process.stdout.write(`${out}: ${bytes} bytes\n`);
}
