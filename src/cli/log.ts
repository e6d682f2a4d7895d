/** @module `luongtri log verify`: the whole audit log against the events and records it stands for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKPOINTS, readIssuer } from '../adapters/node/data-folder.ts';
import { readSettings } from '../adapters/node/settings.ts';
import { buildKeySet, originOf } from '../features/attestations/index.ts';
import { type LogReport, verifyLog } from '../features/log/index.ts';
import { InputError, UsageError } from './errors.ts';
import { oneOf, readOptions } from './options.ts';
import { withOwner } from './owner-database.ts';

const COMMAND = 'log';

/** @returns exit code: 0 when nothing is wrong, 1 otherwise */
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
  const kept = [...keptCheckpoints(settings.dataFolder), ...readFiles([values.checkpoint ?? []].flat())];
  const report = await withOwner(async (trx) => {
    const rows = await trx.selectFrom('signing_key').selectAll().execute();
    if (rows.length === 0)
      throw new InputError('No key is published in the database: the service has never run on it.');
    const { keys } = await buildKeySet(
      issuer,
      rows.map(({ jwk, valid_from, valid_until }) => ({
        jwk,
        validFrom: valid_from.toISOString(),
        validUntil: valid_until?.toISOString() ?? null,
      })),
    );
    return verifyLog(trx, { keys, origin: originOf(issuer), kept });
  });
  process.stdout.write(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : textOf(report, kept.length));
  return report.faults.length === 0 ? 0 : 1;
}

/** Those that the service wrote down outside of its database. */
function keptCheckpoints(folder: string): string[] {
  const place = join(folder, CHECKPOINTS);
  return existsSync(place) ? readFiles(readdirSync(place).map((name) => join(place, name))) : [];
}

function readFiles(files: string[]): string[] {
  return files.map((file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw new InputError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  });
}

function textOf({ size, root, checkpoints, pending, faults }: LogReport, kept: number): string {
  const head = `${size} entries, root ${root}\n${checkpoints} checkpoints compared, ${kept} of them kept outside of the database; ${pending} events wait for their place\n`;
  if (faults.length === 0) return `${head}Nothing is lost, cut off, moved or edited.\n`;
  return `${head}${faults.map(({ kind, place, found }) => `${kind}\t${place}\t${found}\n`).join('')}`;
}
