/** @module The statements of what happened to data sets. */
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { DatasetTable } from '../../db/tables.ts';

interface Assessment {
  organisation_id: string;
  id: string;
}

interface DatasetWrite {
  id: string;
  /** Undefined: as it was. */
  kind: DatasetTable['kind'] | undefined;
  /** Null: it is removed. */
  after: object | null;
  revision: number;
  changed_by: string;
  changed_at: Date;
}

/** Keeps a data set as it is and as it will be; call it before it is written or removed. */
export async function recordDataset(
  trx: Trx,
  { organisation_id, id }: Assessment,
  { id: dataset_id, kind, after, ...by }: DatasetWrite,
): Promise<void> {
  const known = await trx
    .selectFrom('dataset')
    .select(['kind', 'data'])
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .where('id', '=', dataset_id)
    .executeTakeFirst();
  const chosen = kind ?? known?.kind;
  // Neither there before nor after: nothing happens to it.
  if (chosen === undefined) return;
  const before = (known?.data ?? null) as object | null;
  await trx
    .insertInto('dataset_change')
    .values({ organisation_id, assessment_id: id, dataset_id, kind: chosen, before, after, ...by })
    .execute();
}

/** Newest first; one row more than `limit`. */
export const listDatasetChanges = (
  trx: Trx,
  { organisation_id, id }: Assessment,
  { datasetId, before, limit }: { datasetId: string; before: number; limit: number },
) =>
  trx
    .selectFrom('dataset_change')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .where('dataset_id', '=', datasetId)
    .where('revision', '<', before)
    .orderBy('revision', 'desc')
    .limit(oneMoreThan(limit))
    .execute();
