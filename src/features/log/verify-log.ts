/**
 * @module Checks the whole log against the events and records it stands for. Finds what was lost, cut off, moved or
 * edited, also by whoever owns the database.
 */
import { sql } from 'kysely';
import { type EventContent, eventLeafHash } from '../../app/audit.ts';
import { sha256Text } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import {
  appendLeaves,
  type Edge,
  EMPTY_EDGE,
  EMPTY_ROOT,
  type KeySet,
  parseCheckpoint,
  rootOf,
  verifyNote,
} from '../attestations/index.ts';

export type LogFaultKind =
  /** An entry of the log whose event is gone. */
  | 'event_lost'
  /** An event whose content is not what was logged. */
  | 'event_changed'
  /** Entries whose numbers do not follow each other. */
  | 'entry_lost'
  /** An event that is neither in the log nor waiting for it. */
  | 'event_unlogged'
  /** The tree over the entries is not the one that was signed. */
  | 'root_differs'
  /** The log is shorter than a checkpoint says. */
  | 'truncated'
  /** A checkpoint that no known key signed. */
  | 'signature_wrong'
  /** A submission or review whose record is not what was logged. */
  | 'record_changed';

export interface LogFault {
  kind: LogFaultKind;
  place: string;
  found: string;
}

export interface LogReport {
  size: number;
  root: string;
  checkpoints: number;
  /** Events that wait for their place; not a fault while the service runs. */
  pending: number;
  faults: LogFault[];
}

export interface LogVerification {
  keys: KeySet['keys'];
  origin: string;
  /** Checkpoints kept outside of the database, as signed notes. */
  kept: readonly string[];
}

const BATCH = 5_000;
/** One cause can break everything after it: the first faults say what happened. */
const FAULTS_MAX = 100;

interface Known {
  size: number;
  root: string;
  note: string;
  place: string;
}

/** @param trx a transaction of the role that owns the tables; it reads only */
export async function verifyLog(trx: Trx, options: LogVerification): Promise<LogReport> {
  const faults: LogFault[] = [];
  const report = (fault: LogFault): void => {
    if (faults.length < FAULTS_MAX) faults.push(fault);
  };
  const checkpoints = await knownCheckpoints(trx, options, report);
  const edge = await walkEntries(trx, checkpoints, report);
  for (const { size, place } of checkpoints.values()) {
    if (size > edge.size) report({ kind: 'truncated', place, found: `${edge.size} < ${size}` });
  }
  await findUnlogged(trx, report);
  await compareRecords(trx, report);
  const { count } = await trx
    .selectFrom('event_pending')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { size: edge.size, root: rootOf(edge), checkpoints: checkpoints.size, pending: Number(count), faults };
}

type Report = (fault: LogFault) => void;

/** Every checkpoint of the database and those kept elsewhere, checked for their signatures; by place. */
async function knownCheckpoints(
  trx: Trx,
  { keys, origin, kept }: LogVerification,
  report: Report,
): Promise<Map<string, Known>> {
  const rows = await trx.selectFrom('log_checkpoint').select(['size', 'root', 'note']).orderBy('size').execute();
  const notes = [
    ...rows.map((row) => ({ note: row.note, place: `checkpoint ${row.size}`, row })),
    ...kept.map((note, index) => ({ note, place: `kept checkpoint ${index + 1}`, row: undefined })),
  ];
  const known = new Map<string, Known>();
  for (const { note, place, row } of notes) {
    const checkpoint = parseCheckpoint(note);
    const agrees = !row || (checkpoint?.size === row.size && checkpoint.root === row.root);
    if (!checkpoint || !agrees || !(await isSigned(checkpoint, keys, origin))) {
      report({ kind: 'signature_wrong', place, found: checkpoint ? checkpoint.origin : 'not a checkpoint' });
      continue;
    }
    known.set(place, { size: checkpoint.size, root: checkpoint.root, note, place });
  }
  return known;
}

async function isSigned(
  checkpoint: NonNullable<ReturnType<typeof parseCheckpoint>>,
  keys: KeySet['keys'],
  origin: string,
): Promise<boolean> {
  if (checkpoint.origin !== origin) return false;
  for (const key of keys) if (await verifyNote(checkpoint.note, origin, key)) return true;
  return false;
}

/** Rebuilds the tree from the events themselves, and compares it with every checkpoint on the way. */
async function walkEntries(trx: Trx, checkpoints: Map<string, Known>, report: Report): Promise<Edge> {
  const bySize = Map.groupBy(checkpoints.values(), ({ size }) => size);
  const sizes = [...bySize.keys()].sort((a, b) => a - b);
  let edge: Edge = EMPTY_EDGE;
  const compare = (): void => {
    for (const { root, place } of bySize.get(edge.size) ?? []) {
      const found = edge.size === 0 ? EMPTY_ROOT : rootOf(edge);
      if (found !== root) report({ kind: 'root_differs', place, found });
    }
  };
  compare();
  for (let [from, after] = [0, -1]; ; ) {
    const rows = await entriesAfter(trx, after);
    if (rows.length === 0) return edge;
    const leaves = rows.map((row, offset) => checkEntry(row, from + offset, report));
    let at = 0;
    for (const size of sizes.filter((wanted) => wanted > edge.size && wanted < from + rows.length)) {
      const upTo = size - from;
      edge = appendLeaves(edge, leaves.slice(at, upTo)).edge;
      at = upTo;
      compare();
    }
    edge = appendLeaves(edge, leaves.slice(at)).edge;
    compare();
    from += rows.length;
    after = rows.at(-1)!.index;
  }
}

const entriesAfter = (trx: Trx, after: number) =>
  trx
    .selectFrom('log_entry')
    .leftJoin('event', (join) =>
      join
        .onRef('event.organisation_id', '=', 'log_entry.organisation_id')
        .onRef('event.id', '=', 'log_entry.event_id'),
    )
    .select([
      'log_entry.index',
      'log_entry.event_id',
      'log_entry.leaf_hash',
      'event.content',
      'event.kind',
      'event.at',
      'event.leaf_hash as own_hash',
    ])
    .where('log_entry.index', '>', after)
    .orderBy('log_entry.index')
    .limit(BATCH)
    .execute();

/** @returns the leaf as the event's content gives it now; where there is no event, as it was logged */
function checkEntry(row: Awaited<ReturnType<typeof entriesAfter>>[number], expected: number, report: Report): string {
  const place = `entry ${row.index}`;
  if (row.index !== expected) report({ kind: 'entry_lost', place, found: `${row.index} instead of ${expected}` });
  if (row.content === null) {
    report({ kind: 'event_lost', place, found: row.event_id });
    return row.leaf_hash;
  }
  const leaf = eventLeafHash(row.content);
  if (leaf !== row.leaf_hash || leaf !== row.own_hash) {
    report({ kind: 'event_changed', place: `${place}, event ${row.event_id}`, found: leaf });
  } else if (!saysTheSame(row.content, row)) {
    report({ kind: 'event_changed', place: `${place}, event ${row.event_id}`, found: `shown as ${row.kind}` });
  }
  return leaf;
}

/** What stands beside the content so that events can be found is hashed as part of the content alone. */
function saysTheSame(
  content: string,
  { event_id, kind, at }: { event_id: string; kind: string | null; at: Date | null },
): boolean {
  const said = JSON.parse(content) as Pick<EventContent, 'id' | 'kind' | 'at'>;
  return said.id === event_id && said.kind === kind && Date.parse(said.at) === at?.getTime();
}

async function findUnlogged(trx: Trx, report: Report): Promise<void> {
  const rows = await trx
    .selectFrom('event')
    .select('event.id')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('log_entry')
            .select('index')
            .whereRef('log_entry.organisation_id', '=', 'event.organisation_id')
            .whereRef('log_entry.event_id', '=', 'event.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('event_pending')
            .select('event_id')
            .whereRef('event_pending.organisation_id', '=', 'event.organisation_id')
            .whereRef('event_pending.event_id', '=', 'event.id'),
        ),
      ),
    )
    .limit(FAULTS_MAX)
    .execute();
  for (const { id } of rows) report({ kind: 'event_unlogged', place: `event ${id}`, found: 'in no entry' });
}

/** What is frozen, where it is kept, and the event that logged its hash. */
const FROZEN = [
  { event: 'assessment.submitted', detail: 'submission', table: 'submission', id: 'id', name: 'submission' },
  { event: 'review.concluded', detail: 'submission', table: 'review_record', id: 'submission_id', name: 'review of' },
] as const;

/** What is left of a record whose organisation was deleted, where attestations still stand on its row. */
const ERASED = '{}';

/** Frozen records must still be the bytes whose hash was logged when they were frozen. */
async function compareRecords(trx: Trx, report: Report): Promise<void> {
  const deleted = await trx.selectFrom('event').select('organisation_id').where(saysKind(DELETED)).execute();
  const erased = new Set(deleted.map(({ organisation_id }) => organisation_id));
  for (const frozen of FROZEN) {
    const logged = await loggedHashes(trx, frozen);
    const heads = await trx
      .selectFrom(frozen.table)
      .select(['organisation_id', `${frozen.id} as key` as 'id', 'record_hash'])
      .execute();
    for (const row of heads as unknown as { organisation_id: string; key: string; record_hash: string }[]) {
      const place = `${row.organisation_id}/${row.key}`;
      // One at a time: a record can be large, and all of them are more than a machine holds.
      const { record } = await trx
        .selectFrom(frozen.table)
        .select('record')
        .where('organisation_id', '=', row.organisation_id)
        .where(frozen.id as 'id', '=', row.key)
        .executeTakeFirstOrThrow();
      const isErased = record === ERASED && erased.has(row.organisation_id);
      const found = sha256Text(record);
      if (!isErased && (found !== row.record_hash || found !== logged.get(place))) {
        report({ kind: 'record_changed', place: `${frozen.name} ${row.key}`, found });
      }
      logged.delete(place);
    }
    for (const place of logged.keys()) {
      const [organisation, key] = place.split('/');
      if (!erased.has(organisation!)) report({ kind: 'record_changed', place: `${frozen.name} ${key}`, found: 'gone' });
    }
  }
}

const DELETED = 'organisation.deleted';

/** By what was hashed: the column beside it proves nothing. */
const saysKind = (kind: string) => sql<boolean>`content like ${`%"kind":"${kind}"%`}`;

/** Hashes of records as they were logged, by organisation and id. */
async function loggedHashes(trx: Trx, { event, detail }: (typeof FROZEN)[number]): Promise<Map<string, string>> {
  const logged = new Map<string, string>();
  const rows = await trx.selectFrom('event').select(['organisation_id', 'content']).where(saysKind(event)).execute();
  for (const { organisation_id, content } of rows) {
    const { kind, details } = JSON.parse(content) as { kind: string; details: Record<string, string> };
    if (kind === event) logged.set(`${organisation_id}/${details[detail]}`, details.recordHash!);
  }
  return logged;
}
