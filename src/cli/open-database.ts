/** @module Opens the database of the environment for a command, and says in words what stands in the way. */
import { type OpenedDatabase, openDatabase } from '../adapters/node/service.ts';
import { readSettings, type Settings } from '../adapters/node/settings.ts';
import { type FailureKind, failureOf } from '../db/failures.ts';
import { InputError } from './errors.ts';

export interface OpenedForTool extends OpenedDatabase {
  settings: Settings;
}

/** @throws InputError where the settings are wrong or the database cannot be opened */
export async function openForTool(): Promise<OpenedForTool> {
  const settings = readSettings(process.env);
  if ('wrong' in settings) throw new InputError(settings.wrong);
  try {
    return { ...(await openDatabase(settings)), settings };
  } catch (error) {
    throw cannotOpen(settings, error as Error);
  }
}

function cannotOpen(settings: Settings, error: Error): InputError {
  const failure = failureOf(error);
  if (failure) return new InputError(wordsOf(failure.kind));
  // So says Kysely of a migration that it does not know.
  if (/^corrupted migrations/.test(error.message)) {
    return new InputError(
      'The database has the schema of another, probably later version of Lương Tri.\n    → use that version; nothing was changed',
    );
  }
  const where = settings.databaseUrl === undefined ? settings.dataFolder : 'The database of DATABASE_URL';
  const [what] = error.message.split('\n');
  return new InputError(what!.startsWith(where) ? what! : `${where} cannot be opened: ${what}`);
}

const WORDS: Record<FailureKind, string> = {
  unavailable:
    'The database does not answer.\n    → check DATABASE_URL, that the server runs, and that it takes connections from here',
  read_only: 'The database takes no writes.\n    → name the primary server in DATABASE_URL',
  full: 'The database has no room left on its disk.\n    → make room, then try again',
  collided: 'The database is busy with the same rows.\n    → try again, best while the service is stopped',
  timeout: 'The database took too long.\n    → try again, best while the service is stopped',
};

const wordsOf = (kind: FailureKind): string => WORDS[kind];

/** Errors of the database that whoever runs a command can do something about, in words; any other as it is. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof InputError ? undefined : failureOf(error);
    throw failure ? new InputError(`${wordsOf(failure.kind)}; nothing was written`) : error;
  }
}
