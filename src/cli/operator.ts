/** @module `luongtri operator`: who runs the service. Only whoever has the machine can name them. */
import { randomIds } from '../adapters/ids.ts';
import { openDatabase } from '../adapters/node/service.ts';
import { readSettings } from '../adapters/node/settings.ts';
import { addOperator, listOperators, removeOperator } from '../features/operators/index.ts';
import { InputError, UsageError } from './errors.ts';
import { readOptions } from './options.ts';

const COMMAND = 'operator';

export async function operatorCommand(args: string[]): Promise<void> {
  const [verb, email, ...more] = readOptions(COMMAND, args, {}).positionals;
  const wantsEmail = verb === 'add' || verb === 'remove';
  if (!wantsEmail && verb !== 'list') throw new UsageError('write add, remove or list', COMMAND);
  if (more.length > 0 || (email === undefined) === wantsEmail) {
    throw new UsageError(wantsEmail ? `${verb} takes one EMAIL` : 'list takes no EMAIL', COMMAND);
  }
  const settings = readSettings(process.env);
  if ('wrong' in settings) throw new InputError(settings.wrong);
  const { db, close } = await openDatabase(settings);
  const ctx = { db, clock: { now: () => new Date() }, ids: randomIds };
  try {
    if (verb === 'list') return print(await listOperators(ctx));
    const found = await (verb === 'add' ? addOperator : removeOperator)(ctx, email!);
    if (!found) throw new InputError(`Nobody has signed up as ${email}. Sign up first, at /sign-up of the service.`);
    process.stdout.write(`${email} is ${verb === 'add' ? 'now' : 'no longer'} an operator.\n`);
  } finally {
    await close();
  }
}

function print(operators: { email: string; name: string; since: Date }[]): void {
  const lines = operators.map(({ email, name, since }) => `${email}\t${name}\t${since.toISOString().slice(0, 10)}\n`);
  process.stdout.write(lines.length > 0 ? lines.join('') : 'No operator is named in the database.\n');
}
