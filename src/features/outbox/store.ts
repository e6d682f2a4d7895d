/** @module The statements of the outbox: what still has to be told to the outside, written with the change it tells of. */
import { type Selectable, sql } from 'kysely';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { OutboxTable } from '../../db/tables.ts';

export type OutboxRow = Selectable<OutboxTable>;
export type OutboxHead = Omit<OutboxRow, 'payload'>;

export const insertMessage = (
  trx: Trx,
  row: Pick<OutboxRow, 'organisation_id' | 'id' | 'topic' | 'created_at' | 'available_at' | 'subject_id'> & {
    payload: object;
  },
): Promise<unknown> =>
  trx
    .insertInto('outbox')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/**
 * Takes messages that are due, for this process alone: nobody else sees them before `leaseUntil`. Rows that another
 * process is just taking are passed over, not waited for.
 */
export async function claimMessages(
  trx: Trx,
  { now, leaseUntil, limit, topics }: { now: Date; leaseUntil: Date; limit: number; topics: readonly string[] },
): Promise<OutboxRow[]> {
  // One of each organisation in turn: a thousand messages to one slow receiver keep nobody else's waiting.
  const waiting = trx
    .selectFrom('outbox')
    .select([
      'organisation_id',
      'id',
      sql<number>`row_number() over (partition by organisation_id order by available_at)`.as('turn'),
    ])
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('available_at', '<=', now)
    .where('topic', 'in', topics);
  const due = trx
    .selectFrom('outbox as message')
    .innerJoin(waiting.as('waiting'), (join) =>
      join.onRef('waiting.organisation_id', '=', 'message.organisation_id').onRef('waiting.id', '=', 'message.id'),
    )
    .select(['message.organisation_id', 'message.id'])
    // Asked of the row itself as well: another process may have taken it since.
    .where('message.done_at', 'is', null)
    .where('message.dead_at', 'is', null)
    .where('message.available_at', '<=', now)
    .orderBy('waiting.turn')
    .orderBy('message.available_at')
    .limit(limit)
    .forUpdate('message')
    .skipLocked();
  return trx
    .with('due', () => due)
    .updateTable('outbox')
    .from('due')
    .set({ attempts: sql<number>`outbox.attempts + 1`, available_at: leaseUntil })
    .whereRef('outbox.organisation_id', '=', 'due.organisation_id')
    .whereRef('outbox.id', '=', 'due.id')
    .returningAll('outbox')
    .execute();
}

type Place = Pick<OutboxRow, 'organisation_id' | 'id'>;

export const markDone = (trx: Trx, { organisation_id, id }: Place, at: Date): Promise<unknown> =>
  trx
    .updateTable('outbox')
    .set({ done_at: at, dead_at: null, last_error: null })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .execute();

/** Only the attempt that took the message last may say what becomes of it. */
export const markFailed = (
  trx: Trx,
  { organisation_id, id, attempts }: Place & Pick<OutboxRow, 'attempts'>,
  values: { last_error: string; available_at?: Date; dead_at?: Date },
): Promise<unknown> =>
  trx
    .updateTable('outbox')
    .set(values)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('done_at', 'is', null)
    .execute();

/** Forgets what was delivered long ago; what was given up stays until somebody looks. */
export const forgetDone = (trx: Trx, before: Date): Promise<unknown> =>
  trx.deleteFrom('outbox').where('done_at', '<', before).execute();

const HEAD = [
  'organisation_id',
  'id',
  'topic',
  'created_at',
  'available_at',
  'attempts',
  'done_at',
  'dead_at',
  'last_error',
  'subject_id',
] as const;

/** Messages that were given up, newest first. */
export const listDead = (trx: Trx, limit: number): Promise<OutboxHead[]> =>
  trx
    .selectFrom('outbox')
    .select(HEAD)
    .where('dead_at', 'is not', null)
    .orderBy('dead_at', 'desc')
    .limit(limit)
    .execute();

const RESET = { attempts: 0, done_at: null, dead_at: null, last_error: null } as const;

/** @returns the messages that will be sent again */
export function reviveDead(trx: Trx, id: string | undefined, now: Date): Promise<Pick<OutboxRow, Revived>[]> {
  const query = trx
    .updateTable('outbox')
    .set({ ...RESET, available_at: now })
    .where('dead_at', 'is not', null);
  return (id === undefined ? query : query.where('id', '=', id))
    .returning(['organisation_id', 'id', 'topic'])
    .execute();
}

type Revived = 'organisation_id' | 'id' | 'topic';

export interface MessageRange {
  organisationId: string;
  subjectId: string;
  id?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** Only what was given up. */
  deadOnly: boolean;
}

/** Puts messages of one subject up to be sent again, under the same ids. @returns how many */
export async function resend(trx: Trx, range: MessageRange, now: Date): Promise<number> {
  let query = trx
    .updateTable('outbox')
    .set({ ...RESET, available_at: now })
    .where('organisation_id', '=', range.organisationId)
    .where('subject_id', '=', range.subjectId);
  if (range.id !== undefined) query = query.where('id', '=', range.id);
  if (range.from !== undefined) query = query.where('created_at', '>=', range.from);
  if (range.to !== undefined) query = query.where('created_at', '<=', range.to);
  if (range.deadOnly) query = query.where('dead_at', 'is not', null);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Newest first; one row more than `limit`. */
export function listMessages(
  trx: Trx,
  filter: { organisationId: string; subjectId: string; after?: { at: Date; id: string } | undefined; limit: number },
): Promise<OutboxRow[]> {
  let query = trx
    .selectFrom('outbox')
    .selectAll()
    .where('organisation_id', '=', filter.organisationId)
    .where('subject_id', '=', filter.subjectId);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)));
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(filter.limit)).execute();
}
