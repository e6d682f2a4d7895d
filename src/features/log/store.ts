/** @module The statements of the log. */
import { type Selectable, sql } from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { EventTable, LogCheckpointTable } from '../../db/tables.ts';
import type { NodeAddress, StoredNode } from '../attestations/index.ts';

export type EventRow = Selectable<EventTable>;
export type CheckpointRow = Selectable<LogCheckpointTable>;

/** Only one may append at a time; the lock ends with the transaction. A number of our own choosing. */
const SEQUENCER_LOCK = 71_342_025;

export async function lockSequencer(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEQUENCER_LOCK})`.execute(trx);
}

export const logSize = async (trx: Trx): Promise<number> => {
  const { last } = await trx
    .selectFrom('log_entry')
    .select(({ fn }) => fn.max('index').as('last'))
    .executeTakeFirstOrThrow();
  return last === null ? 0 : Number(last) + 1;
};

/** Events that wait for their place, oldest first. */
export const pendingEvents = (trx: Trx, limit: number) =>
  trx
    .selectFrom('event_pending')
    .innerJoin('event', (join) =>
      join
        .onRef('event.organisation_id', '=', 'event_pending.organisation_id')
        .onRef('event.id', '=', 'event_pending.event_id'),
    )
    .select(['event.organisation_id', 'event.id', 'event.leaf_hash'])
    .orderBy('event_pending.at')
    .orderBy('event.id')
    .limit(limit)
    .execute();

export const countPending = async (trx: Trx): Promise<number> => {
  const { count } = await trx
    .selectFrom('event_pending')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS = 5_000;

export async function appendEntries(
  trx: Trx,
  first: number,
  events: { organisation_id: string; id: string; leaf_hash: string }[],
  nodes: StoredNode[],
): Promise<void> {
  const entries = events.map(({ organisation_id, id, leaf_hash }, offset) => ({
    index: first + offset,
    organisation_id,
    event_id: id,
    leaf_hash,
  }));
  for (let at = 0; at < entries.length; at += ROWS) {
    await trx
      .insertInto('log_entry')
      .values(entries.slice(at, at + ROWS))
      .execute();
  }
  for (let at = 0; at < nodes.length; at += ROWS) {
    await trx
      .insertInto('log_node')
      .values(nodes.slice(at, at + ROWS))
      .execute();
  }
  for (let at = 0; at < events.length; at += ROWS) {
    const pairs = events.slice(at, at + ROWS);
    await trx
      .deleteFrom('event_pending')
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('organisation_id', 'event_id'),
          'in',
          pairs.map(({ organisation_id, id }) => tuple(organisation_id, id)),
        ),
      )
      .execute();
  }
}

/** Hashes of nodes in the order of their addresses. */
export async function readNodes(trx: Trx, addresses: readonly NodeAddress[]): Promise<(string | undefined)[]> {
  if (addresses.length === 0) return [];
  const rows = await trx
    .selectFrom('log_node')
    .selectAll()
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('level', 'index'),
        'in',
        addresses.map(({ level, index }) => tuple(level, index)),
      ),
    )
    .execute();
  const known = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  return addresses.map(({ level, index }) => known.get(`${level}/${index}`));
}

export const insertCheckpoint = (trx: Trx, row: CheckpointRow): Promise<unknown> =>
  trx.insertInto('log_checkpoint').values(row).execute();

export const lastCheckpoint = (trx: Trx): Promise<CheckpointRow | undefined> =>
  trx.selectFrom('log_checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();

/** The first checkpoint that covers the entry. */
export const checkpointCovering = (trx: Trx, index: number): Promise<CheckpointRow | undefined> =>
  trx.selectFrom('log_checkpoint').selectAll().where('size', '>', index).orderBy('size').limit(1).executeTakeFirst();

export const findCheckpoint = (trx: Trx, size: number): Promise<CheckpointRow | undefined> =>
  trx.selectFrom('log_checkpoint').selectAll().where('size', '=', size).executeTakeFirst();

export const listEntries = (trx: Trx, from: number, limit: number) =>
  trx
    .selectFrom('log_entry')
    .select(['index', 'leaf_hash'])
    .where('index', '>=', from)
    .orderBy('index')
    .limit(limit)
    .execute();

/** Where an organisation was read in beside its original, an event has two places with the same leaf: the first counts. */
export const findEntry = (trx: Trx, eventId: string) =>
  trx.selectFrom('log_entry').selectAll().where('event_id', '=', eventId).orderBy('index').limit(1).executeTakeFirst();

export const findEvent = (trx: Trx, eventId: string): Promise<EventRow | undefined> =>
  trx.selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirst();

export interface EventFilter {
  organisationId: string;
  subject?: string | undefined;
  kind?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Newest first; one row more than `limit`. */
export function listEvents(trx: Trx, filter: EventFilter) {
  let query = trx
    .selectFrom('event')
    .leftJoin('log_entry', (join) =>
      join
        .onRef('log_entry.organisation_id', '=', 'event.organisation_id')
        .onRef('log_entry.event_id', '=', 'event.id'),
    )
    .selectAll('event')
    .select('log_entry.index')
    .where('event.organisation_id', '=', filter.organisationId);
  if (filter.subject) query = query.where('event.subject_id', '=', filter.subject);
  if (filter.kind) query = query.where('event.kind', '=', filter.kind);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('event.at', 'event.id'), '<', tuple(at, id)));
  }
  return query.orderBy('event.at', 'desc').orderBy('event.id', 'desc').limit(oneMoreThan(filter.limit)).execute();
}

export const listKeys = (trx: Trx) => trx.selectFrom('signing_key').selectAll().orderBy('valid_from').execute();

export const insertKey = (trx: Trx, row: { key_id: string; jwk: object; valid_from: Date }): Promise<unknown> =>
  trx
    .insertInto('signing_key')
    .values({ ...row, valid_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

export const retireKeys = (trx: Trx, except: string, at: Date): Promise<unknown> =>
  trx
    .updateTable('signing_key')
    .set({ valid_until: at })
    .where('key_id', '!=', except)
    .where('valid_until', 'is', null)
    .execute();
