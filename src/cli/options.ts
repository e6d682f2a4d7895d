/** @module Options of the commands. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { isPlainDate } from '../engine/index.ts';
import { UsageError } from './errors.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's words; anything unexpected is a usage error. */
export function readOptions<T extends Options>(command: string, args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, command);
  }
}

/** The single FILE of a command. */
export function onlyFile(command: string, positionals: string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('no FILE is given', command);
  if (more.length > 0) throw new UsageError(`one FILE is expected, found ${positionals.length}`, command);
  return file;
}

/** One of a closed list of words. */
export function oneOf<T extends string>(
  command: string,
  option: string,
  value: string | undefined,
  allowed: readonly T[],
): T {
  const chosen = value ?? allowed[0]!;
  if (!(allowed as readonly string[]).includes(chosen)) {
    throw new UsageError(`--${option} ${chosen}: use one of ${allowed.join(', ')}`, command);
  }
  return chosen as T;
}

export function dateOption(command: string, value: string | undefined): string | undefined {
  if (value !== undefined && !isPlainDate(value)) {
    throw new UsageError(
      `--as-of ${value}: not a date that exists; write YEAR-MONTH-DAY, for example 2026-11-22`,
      command,
    );
  }
  return value;
}

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
