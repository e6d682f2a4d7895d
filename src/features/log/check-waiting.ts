/** @module Events that have no place in the log: they must wait for one, and be what they say. */
import { eventLeafHash } from '../../app/audit.ts';
import type { Trx } from '../../db/scope.ts';
import type { Report } from './log-faults.ts';
import { namesOf, saysTheSame } from './what-events-say.ts';

const AT_ONCE = 1_000;

/** @returns how many wait */
export async function checkWaiting(trx: Trx, report: Report): Promise<number> {
  const waiting = await trx
    .selectFrom('event_pending')
    .leftJoin('log_entry', (join) =>
      join
        .onRef('log_entry.organisation_id', '=', 'event_pending.organisation_id')
        .onRef('log_entry.event_id', '=', 'event_pending.event_id'),
    )
    .leftJoin('event', (join) =>
      join
        .onRef('event.organisation_id', '=', 'event_pending.organisation_id')
        .onRef('event.id', '=', 'event_pending.event_id'),
    )
    .select(['event_pending.event_id', 'event.id', 'log_entry.index'])
    .where(({ eb, or }) => or([eb('event.id', 'is', null), eb('log_entry.index', 'is not', null)]))
    .limit(AT_ONCE)
    .execute();
  for (const { event_id, id, index } of waiting) {
    const place = `event ${event_id}`;
    if (id === null) report({ kind: 'event_lost', place, found: 'gone before it was logged' });
    else report({ kind: 'event_twice', place, found: `waits, and is entry ${index}` });
  }
  await checkUnlogged(trx, report);
  const { count } = await trx
    .selectFrom('event_pending')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function checkUnlogged(trx: Trx, report: Report): Promise<void> {
  const names = await namesOf(trx);
  for (let after = { organisation_id: '', id: '' }; ; ) {
    const rows = await unloggedAfter(trx, after);
    for (const row of rows) {
      const place = `event ${row.id}`;
      if (row.waits === null) report({ kind: 'event_unlogged', place, found: 'in no entry' });
      const leaf = eventLeafHash(row.content);
      if (leaf !== row.leaf_hash || !saysTheSame(row.content, row, names)) {
        report({ kind: 'event_changed', place, found: leaf });
      }
    }
    const last = rows.at(-1);
    if (rows.length < AT_ONCE || !last) return;
    after = last;
  }
}

const unloggedAfter = (trx: Trx, after: { organisation_id: string; id: string }) =>
  trx
    .selectFrom('event')
    .leftJoin('event_pending', (join) =>
      join
        .onRef('event_pending.organisation_id', '=', 'event.organisation_id')
        .onRef('event_pending.event_id', '=', 'event.id'),
    )
    .selectAll('event')
    .select('event_pending.event_id as waits')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('log_entry')
            .select('log_entry.index')
            .whereRef('log_entry.organisation_id', '=', 'event.organisation_id')
            .whereRef('log_entry.event_id', '=', 'event.id'),
        ),
      ),
    )
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('event.organisation_id', 'event.id'), '>', tuple(after.organisation_id, after.id)),
    )
    .orderBy('event.organisation_id')
    .orderBy('event.id')
    .limit(AT_ONCE)
    .execute();
