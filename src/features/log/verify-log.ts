/**
 * @module Checks the whole log against the events and records it stands for. Finds what was lost, cut off, moved or
 * edited, also by whoever owns the database.
 */
import { eventLeafHash } from '../../app/audit.ts';
import type { Trx } from '../../db/scope.ts';
import { appendLeaves, type Edge, EMPTY_EDGE, EMPTY_ROOT, rootOf, type StoredNode } from '../attestations/index.ts';
import { checkCheckpoints, type Known, type Published } from './check-checkpoints.ts';
import { countNodes, differingNodes } from './check-nodes.ts';
import { checkWaiting } from './check-waiting.ts';
import type { LogFault, LogReport, Report } from './log-faults.ts';
import { compareRecords } from './verify-records.ts';
import { type Names, namesOf, saysTheSame } from './what-events-say.ts';

export interface LogVerification extends Published {
  origin: string;
  /** Checkpoints kept outside of the database: where each is, and its signed note. */
  kept: readonly { place: string; note: string }[];
}

const BATCH = 5_000;
/** The first faults say what happened. */
const FAULTS_MAX = 100;

/** @param trx a transaction of the role that owns the tables; it reads only */
export async function verifyLog(trx: Trx, options: LogVerification): Promise<LogReport> {
  const faults: LogFault[] = [];
  let found = 0;
  const report = (fault: LogFault): void => {
    found += 1;
    if (faults.length < FAULTS_MAX) faults.push(fault);
  };
  for (const fault of options.keyFaults ?? []) report(fault);
  const checkpoints = await checkCheckpoints(trx, options, report);
  const edge = await walkEntries(trx, checkpoints, report);
  compareSizes(checkpoints, edge.size, report);
  const nodes = await countNodes(trx);
  if (nodes.found !== nodes.expected(edge.size)) {
    report({ kind: 'node_differs', place: 'the tree', found: `${nodes.found} nodes` });
  }
  const pending = await checkWaiting(trx, report);
  await compareRecords(trx, report);
  const provenUpTo = Math.max(0, ...checkpoints.filter(({ isKept }) => isKept).map(({ size }) => size));
  const more = found > faults.length;
  return { size: edge.size, root: rootOf(edge), checkpoints: checkpoints.length, pending, provenUpTo, faults, more };
}

function compareSizes(checkpoints: readonly Known[], size: number, report: Report): void {
  for (const checkpoint of checkpoints) {
    if (checkpoint.size > size)
      report({ kind: 'truncated', place: checkpoint.place, found: `${size} < ${checkpoint.size}` });
  }
  const signed = Math.max(0, ...checkpoints.map((checkpoint) => checkpoint.size));
  if (signed < size) report({ kind: 'unsigned', place: `entries ${signed} to ${size - 1}`, found: 'in no checkpoint' });
}

/** Rebuilds the tree from the events themselves, and compares it with every checkpoint on the way. */
async function walkEntries(trx: Trx, checkpoints: readonly Known[], report: Report): Promise<Edge> {
  const bySize = Map.groupBy(checkpoints, ({ size }) => size);
  const sizes = [...bySize.keys()].sort((a, b) => a - b);
  const names = await namesOf(trx);
  let edge: Edge = EMPTY_EDGE;
  let nodes: StoredNode[] = [];
  const append = (leaves: string[]): void => {
    const appended = appendLeaves(edge, leaves);
    edge = appended.edge;
    nodes = nodes.concat(appended.nodes);
    for (const { root, place } of bySize.get(edge.size) ?? []) {
      const found = edge.size === 0 ? EMPTY_ROOT : rootOf(edge);
      if (found !== root) report({ kind: 'root_differs', place, found });
    }
  };
  append([]);
  for (let [from, after] = [0, Number.MIN_SAFE_INTEGER]; ; ) {
    const rows = await entriesAfter(trx, after);
    if (rows.length === 0) return edge;
    const leaves = rows.map((row, offset) => checkEntry(row, from + offset, names, report));
    let at = 0;
    for (const size of sizes.filter((wanted) => wanted > edge.size && wanted < from + rows.length)) {
      append(leaves.slice(at, size - from));
      at = size - from;
    }
    append(leaves.slice(at));
    for (const { level, index } of await differingNodes(trx, nodes)) {
      report({ kind: 'node_differs', place: `node ${level}/${index}`, found: 'not that of the entries' });
    }
    nodes = [];
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
      'log_entry.organisation_id',
      'log_entry.event_id',
      'log_entry.leaf_hash',
      'event.content',
      'event.kind',
      'event.at',
      'event.subject_id',
      'event.actor_organisation_id',
      'event.leaf_hash as own_hash',
    ])
    .where('log_entry.index', '>', after)
    .orderBy('log_entry.index')
    .limit(BATCH)
    .execute();

/** @returns the leaf as the event's content gives it now; where there is no event, as it was logged */
function checkEntry(
  row: Awaited<ReturnType<typeof entriesAfter>>[number],
  expected: number,
  names: Names,
  report: Report,
): string {
  const place = `entry ${row.index}`;
  if (row.index !== expected) report({ kind: 'entry_lost', place, found: `${row.index} instead of ${expected}` });
  if (row.content === null) {
    report({ kind: 'event_lost', place, found: row.event_id });
    return row.leaf_hash;
  }
  const leaf = eventLeafHash(row.content);
  if (leaf !== row.leaf_hash || leaf !== row.own_hash) {
    report({ kind: 'event_changed', place: `${place}, event ${row.event_id}`, found: leaf });
  } else if (!saysTheSame(row.content, { ...row, id: row.event_id }, names)) {
    report({ kind: 'event_changed', place: `${place}, event ${row.event_id}`, found: 'shown as something else' });
  }
  return leaf;
}
