/** @module The statements of timelines. No role may change or remove an entry. */
import type { z } from '@hono/zod-openapi';
import type { Selectable } from 'kysely';
import type { Trx } from '../../db/scope.ts';
import type { TimelineEntryTable } from '../../db/tables-duties.ts';
import type { TimelineEntrySchema } from './schema.ts';

export type TimelineEntryRow = Selectable<TimelineEntryTable>;

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

export interface NewEntry {
  kind: string;
  by: string;
  at: Date;
  happenedAt?: Date | null;
  note?: string | null;
  changes?: FieldChange[];
}

/** Appends an entry. The caller holds the lock of the subject's row: numbers are given one after the other. */
export async function addEntry(trx: Trx, organisationId: string, subjectId: string, entry: NewEntry): Promise<void> {
  const { last } = await trx
    .selectFrom('timeline_entry')
    .select(({ fn }) => fn.coalesce(fn.max('number'), (eb) => eb.val(0)).as('last'))
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('timeline_entry')
    .values({
      organisation_id: organisationId,
      subject_id: subjectId,
      number: Number(last) + 1,
      kind: entry.kind,
      happened_at: entry.happenedAt ?? null,
      note: entry.note ?? null,
      // An array would be taken for an array of PostgreSQL; as part of an object it stays JSON on both drivers.
      changes: { list: entry.changes ?? [] },
      recorded_by: entry.by,
      recorded_at: entry.at,
    })
    .execute();
}

/** Oldest first. */
export const listEntries = (trx: Trx, organisationId: string, subjectId: string): Promise<TimelineEntryRow[]> =>
  trx
    .selectFrom('timeline_entry')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .orderBy('number')
    .execute();

/** Fields of the body that differ from what there was, as they are answered. */
export function changesOf<T extends object>(before: T, after: T, fields: readonly (keyof T & string)[]): FieldChange[] {
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

export const presentEntry = (row: TimelineEntryRow): z.infer<typeof TimelineEntrySchema> => ({
  number: row.number,
  kind: row.kind,
  happenedAt: row.happened_at?.toISOString() ?? null,
  note: row.note,
  changes: (row.changes as { list: FieldChange[] }).list,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at.toISOString(),
});
