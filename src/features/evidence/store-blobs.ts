/** @module The statements of files' bytes. Bytes are written once, and kept once for each organisation. */
import { sql } from 'kysely';
import type { Trx } from '../../db/scope.ts';
import type { EvidenceChunkTable } from '../../db/tables-evidence.ts';

interface Place {
  organisation_id: string;
  id: string;
}

/** @param row its `bytes` are what may come, and count as kept until it is known what came */
export const beginBlob = (trx: Trx, row: Place & { bytes: number; started_at: Date }): Promise<unknown> =>
  trx
    .insertInto('evidence_blob')
    .values({ ...row, sha256: null })
    .execute();

/** Bytes that an organisation keeps, those of uploads under way included. */
export const countBytes = async (trx: Trx, organisationId: string): Promise<number> => {
  const { bytes } = await trx
    .selectFrom('evidence_blob')
    .select(({ fn }) => fn.sum('bytes').as('bytes'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(bytes);
};

export const addChunk = async (trx: Trx, row: EvidenceChunkTable): Promise<void> => {
  await trx.insertInto('evidence_chunk').values(row).execute();
};

/** Removes bytes that no version refers to, with their chunks. */
export const dropBlob = (trx: Trx, { organisation_id, id }: Place): Promise<unknown> =>
  trx.deleteFrom('evidence_blob').where('organisation_id', '=', organisation_id).where('id', '=', id).execute();

/** Whoever adds or removes references to bytes of an organisation waits for the other. */
export const lockBlobs = (trx: Trx, organisationId: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`evidence:${organisationId}`}, 0))`.execute(trx);

/**
 * Makes bytes that have come in complete, or drops them where the organisation has the same already.
 * @returns id under which the bytes are kept
 */
export async function completeBlob(
  trx: Trx,
  place: Place,
  content: { sha256: string; bytes: number },
): Promise<string> {
  await lockBlobs(trx, place.organisation_id);
  const same = await trx
    .selectFrom('evidence_blob')
    .select('id')
    .where('organisation_id', '=', place.organisation_id)
    .where('sha256', '=', content.sha256)
    .executeTakeFirst();
  if (same) {
    await dropBlob(trx, place);
    return same.id;
  }
  await trx
    .updateTable('evidence_blob')
    .set(content)
    .where('organisation_id', '=', place.organisation_id)
    .where('id', '=', place.id)
    .execute();
  return place.id;
}

/** One chunk, or undefined after the last. */
export const readChunk = async (
  trx: Trx,
  { organisation_id, id }: Place,
  number: number,
): Promise<Uint8Array | undefined> => {
  const row = await trx
    .selectFrom('evidence_chunk')
    .select('content')
    .where('organisation_id', '=', organisation_id)
    .where('blob_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.content;
};

/** Bytes of the organisation that no version refers to any more. */
export const dropUnusedBlobs = (trx: Trx, organisationId: string): Promise<unknown> =>
  trx
    .deleteFrom('evidence_blob')
    .where('organisation_id', '=', organisationId)
    .where('sha256', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('evidence_version')
            .select('evidence_version.version')
            .whereRef('evidence_version.organisation_id', '=', 'evidence_blob.organisation_id')
            .whereRef('evidence_version.blob_id', '=', 'evidence_blob.id'),
        ),
      ),
    )
    .execute();

/** Uploads that were begun before an instant and never ended. For the worker. */
export const dropAbandonedBlobs = async (trx: Trx, before: Date): Promise<number> => {
  const { numDeletedRows } = await trx
    .deleteFrom('evidence_blob')
    .where('sha256', 'is', null)
    .where('started_at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
};
