/** @module The statements of attestations. */
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../../db/scope.ts';
import type { AttestationTable } from '../../db/tables.ts';

export type AttestationRow = Selectable<AttestationTable>;

export async function nextStatusIndex(trx: Trx): Promise<number> {
  const { rows } = await sql<{ index: number }>`select next_status_index() as index`.execute(trx);
  return Number(rows[0]!.index);
}

export const insertAttestation = (
  trx: Trx,
  row: Omit<AttestationRow, 'withdrawn_at' | 'withdrawn_by'>,
): Promise<AttestationRow> =>
  trx
    .insertInto('attestation')
    .values({ ...row, withdrawn_by: null })
    .returningAll()
    .executeTakeFirstOrThrow();

/** By its id alone; who may see which rows is the scope's. */
export const findAttestation = (trx: Trx, id: string): Promise<AttestationRow | undefined> =>
  trx.selectFrom('attestation').selectAll().where('id', '=', id).executeTakeFirst();

export const listAttestations = (trx: Trx, organisationId: string, submissionId: string | undefined) => {
  const query = trx
    .selectFrom('attestation')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1_000);
  return (submissionId ? query.where('submission_id', '=', submissionId) : query).execute();
};

/** @returns the row as it is now; undefined where there is none that still stands */
export const withdrawAttestation = (
  trx: Trx,
  organisationId: string,
  id: string,
  by: { id: string; at: Date },
): Promise<AttestationRow | undefined> =>
  trx
    .updateTable('attestation')
    .set({ withdrawn_at: by.at, withdrawn_by: by.id })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returningAll()
    .executeTakeFirst();

export interface AttestationState {
  status_index: number;
  withdrawn: boolean;
  superseded: boolean;
}

export async function attestationStates(trx: Trx, first: number, last: number): Promise<AttestationState[]> {
  const { rows } = await sql<AttestationState>`select * from attestation_states(${first}, ${last})`.execute(trx);
  return rows.map((row) => ({ ...row, status_index: Number(row.status_index) }));
}

/** The event that recorded a submission, or the conclusion of its review. */
export const eventOf = async (
  trx: Trx,
  organisationId: string,
  subject: string,
  matches: (event: { kind: string; details: Record<string, unknown> }) => boolean,
): Promise<{ id: string; content: string } | undefined> => {
  const rows = await trx
    .selectFrom('event')
    .select(['id', 'kind', 'content'])
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subject)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.find(({ kind, content }) =>
    matches({ kind, details: (JSON.parse(content) as { details: Record<string, unknown> }).details }),
  );
};
