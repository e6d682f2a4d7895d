/** @module `luongtri operator`: who runs the service. Only whoever has the machine can name them. */
import { randomIds } from '../adapters/ids.ts';
import { formatDayOf } from '../app/dates.ts';
import { addOperator, listOperators, removeOperator } from '../features/operators/index.ts';
import { InputError, UsageError } from './errors.ts';
import { inWords, type OpenedForTool, openForTool } from './open-database.ts';
import { readOptions } from './options.ts';

const COMMAND = 'operator';

export async function operatorCommand(args: string[]): Promise<void> {
  const [verb, email, ...more] = readOptions(COMMAND, args, {}).positionals;
  const wantsEmail = verb === 'add' || verb === 'remove';
  if (!wantsEmail && verb !== 'list') throw new UsageError('write add, remove or list', COMMAND);
  if (more.length > 0 || (email === undefined) === wantsEmail) {
    throw new UsageError(wantsEmail ? `${verb} takes one EMAIL` : 'list takes no EMAIL', COMMAND);
  }
  const opened = await openForTool();
  try {
    process.stdout.write(await inWords(() => (wantsEmail ? name(opened, verb, email!) : list(opened))));
  } finally {
    await opened.close();
  }
}

async function name({ db, settings }: OpenedForTool, verb: 'add' | 'remove', email: string): Promise<string> {
  const ctx = { db, clock: { now: () => new Date() }, ids: randomIds };
  const named = await (verb === 'add' ? addOperator : removeOperator)(ctx, email);
  if (!named) throw new InputError(`Nobody has signed up as ${email}. Sign up first, at /sign-up of the service.`);
  if (verb === 'add') return `${email} is ${named.isNew ? 'now' : 'already'} an operator.\n`;
  const told = named.isNew ? `${email} is no longer an operator.\n` : `${email} was not named in the database.\n`;
  return told + (isSame(settings.operatorEmail, email) ? `${email} ${STAYS}` : '');
}

const STAYS = 'is one all the same, with a verified address, as long as OPERATOR_EMAIL says so.\n';

const isSame = (one: string | undefined, other: string): boolean =>
  one?.trim().toLowerCase() === other.trim().toLowerCase();

async function list({ db, settings }: OpenedForTool): Promise<string> {
  const operators = await listOperators({ db });
  const lines = operators.map(({ email, name, since }) => `${email}\t${name}\t${formatDayOf(since, 'en')}\n`);
  const { operatorEmail } = settings;
  const more = operatorEmail === undefined ? '' : `${operatorEmail} ${STAYS}`;
  return (lines.length > 0 ? lines.join('') : 'No operator is named in the database.\n') + more;
}
