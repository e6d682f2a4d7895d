/** @module What can go wrong with a database, told apart by what the caller may do about it. */

export type FailureKind =
  /** Nobody answers: try again soon. */
  | 'unavailable'
  /** It answers, but takes no writes (a standby, or set so by its keeper). */
  | 'read_only'
  /** No room is left. */
  | 'full'
  /** Two transactions met; the work can be done once more from its beginning. */
  | 'collided'
  /** It took longer than it may. */
  | 'timeout';

export class DatabaseFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    override readonly cause: unknown,
  ) {
    super(`database: ${kind}`);
  }
}

const BY_CODE: Record<string, FailureKind> = {
  '40001': 'collided',
  '40P01': 'collided',
  '55P03': 'timeout',
  '57014': 'timeout',
  '25006': 'read_only',
  '53100': 'full',
  ENOSPC: 'full',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ENOTFOUND: 'unavailable',
  EAI_AGAIN: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
};

const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after)/;

/** @returns the failure an error of a driver stands for, or undefined where it is a fault of ours */
export function failureOf(error: unknown): DatabaseFailure | undefined {
  if (error instanceof DatabaseFailure) return error;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string') {
    // The driver gives no code to a connection that ended, or that could not be had in time.
    return typeof message === 'string' && CONNECTION_LOST.test(message)
      ? new DatabaseFailure('unavailable', error)
      : undefined;
  }
  // Class 08: connection; 53: no resources; 57P0x: the server is going down or coming up.
  const kind =
    (isStalePlan(error) ? 'collided' : undefined) ??
    BY_CODE[code] ??
    (/^(08...|53...|57P0[0-9])$/.test(code) ? 'unavailable' : undefined) ??
    ioFailure(code, error);
  return kind && new DatabaseFailure(kind, error);
}

/** PostgreSQL reports a full disk while writing ahead as a plain input/output error. */
const ioFailure = (code: string, error: unknown): FailureKind | undefined =>
  code === '58030' || (code === 'XX000' && /no space left/i.test(String((error as Error).message)))
    ? 'full'
    : undefined;

/** A prepared statement whose table was changed meanwhile, as by a migration of a newer version: prepared anew, it works. */
export function isStalePlan(error: unknown): boolean {
  const { code, routine } = (error ?? {}) as Record<string, unknown>;
  return code === '0A000' && routine === 'RevalidateCachedQuery';
}

const UNIQUE_VIOLATION = '23505';

/** Did a write fail because a row with the same key is there already? `constraint` narrows it to one. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  const { code, constraint_name, constraint: name } = (error ?? {}) as Record<string, unknown>;
  return code === UNIQUE_VIOLATION && (constraint === undefined || constraint === (constraint_name ?? name));
}
