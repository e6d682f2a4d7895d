/** @module A row of an attestation as it is answered. */
import { issuerOf, type ServiceContext } from '../../app/context.ts';
import { verifyHref } from '../attestations/index.ts';
import type { Attestation } from './schema.ts';
import type { AttestationRow, AttestationState } from './store.ts';

export const statusOf = (
  state: Pick<AttestationState, 'withdrawn' | 'superseded'> | undefined,
): Attestation['status'] => (state?.withdrawn ? 'withdrawn' : state?.superseded ? 'superseded' : 'valid');

/** @param state how it stands; undefined right after it was issued */
export const presentAttestation = (
  ctx: ServiceContext,
  row: AttestationRow,
  state: AttestationState | undefined,
): Attestation => ({
  id: row.id,
  submissionId: row.submission_id,
  reviewed: row.review_hash !== null,
  status: statusOf(state),
  issuedBy: row.issued_by,
  issuedAt: row.issued_at.toISOString(),
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  href: verifyHref(issuerOf(ctx), row.id),
});
