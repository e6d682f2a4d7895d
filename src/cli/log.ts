/** @module `luongtri log verify`: the whole audit log against the events and records it stands for. */
import { readFileSync } from 'node:fs';
import { readIssuer, readKeyId } from '../adapters/node/data-folder.ts';
import { type KeptCheckpoint, readCheckpoints } from '../adapters/node/kept-checkpoints.ts';
import { readSettings, type Settings } from '../adapters/node/settings.ts';
import { originOf } from '../features/attestations/index.ts';
import { type LogReport, publishedKeys, verifyLog } from '../features/log/index.ts';
import { InputError, UsageError } from './errors.ts';
import { oneOf, readOptions } from './options.ts';
import { withOwner } from './owner-database.ts';

const COMMAND = 'log';

/** @returns exit code: 0 when nothing is wrong and nothing is left open, 1 otherwise */
export async function logCommand(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(COMMAND, args, {
    checkpoint: { type: 'string', multiple: true },
    format: { type: 'string' },
  });
  if (positionals[0] !== 'verify' || positionals.length > 1) throw new UsageError("write 'log verify'", COMMAND);
  const format = oneOf(COMMAND, 'format', values.format, ['text', 'json'] as const);
  const settings = readSettings(process.env);
  if ('wrong' in settings) throw new InputError(settings.wrong);
  const issuer = settings.baseUrl ?? readIssuer(settings.dataFolder);
  if (issuer === undefined) {
    throw new InputError(
      `${settings.dataFolder} holds no secrets.json: name the service with PUBLIC_URL, or its data folder with DATA_DIR.`,
    );
  }
  const kept = [...keptIn(settings), ...[values.checkpoint ?? []].flat().map(readCheckpoint)];
  const ownKeyId = await readKeyId(settings.dataFolder, settings.signingKey);
  const report = await withOwner(async (trx) => {
    const published = await publishedKeys(trx, issuer, ownKeyId);
    if (published.keys.length === 0 && published.keyFaults?.length === 0)
      throw new InputError('No key is published in the database: the service has never run on it.');
    return verifyLog(trx, { ...published, origin: originOf(issuer), kept });
  });
  process.stdout.write(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : textOf(report, kept.length));
  return report.faults.length === 0 && !isOpen(report) ? 0 : 1;
}

/** Without a checkpoint from elsewhere nobody knows whether the end of the log was cut off. */
const isOpen = ({ size, provenUpTo }: LogReport): boolean => size > 0 && provenUpTo === 0;

/** Those that the service wrote down outside of its database. */
function keptIn({ dataFolder }: Settings): KeptCheckpoint[] {
  try {
    return readCheckpoints(dataFolder);
  } catch (error) {
    const { path, code } = error as NodeJS.ErrnoException;
    throw new InputError(`${path ?? dataFolder} cannot be read (${code})`);
  }
}

function readCheckpoint(file: string): KeptCheckpoint {
  try {
    return { place: file, note: readFileSync(file, 'utf8') };
  } catch (error) {
    throw new InputError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function textOf(report: LogReport, kept: number): string {
  const { size, root, checkpoints, pending, faults, more } = report;
  const head = `${size} entries, root ${root}\n${checkpoints} checkpoints hold, ${kept} were kept outside of the database; ${pending} events wait for their place\n`;
  const list = faults.map(({ kind, place, found }) => `${kind}\t${place}\t${found}\n`).join('');
  return `${head}${list}${more ? 'There is more; these are the first.\n' : ''}${faults.length === 0 ? verdictOf(report) : ''}`;
}

function verdictOf(report: LogReport): string {
  const { size, provenUpTo } = report;
  if (size === 0) return 'The log is empty.\n';
  if (isOpen(report)) {
    return 'Nothing is moved or edited. Whether the end was cut off cannot be told: no checkpoint was kept outside of the database.\n    → give one that somebody kept with --checkpoint FILE, or name the data folder of the service with DATA_DIR\n';
  }
  const rest = provenUpTo < size ? ` Of the ${size - provenUpTo} entries since, nobody outside could tell yet.` : '';
  return `Nothing is lost, cut off, moved or edited, as far as the newest checkpoint that was kept outside goes: ${provenUpTo} entries.${rest}\n`;
}
