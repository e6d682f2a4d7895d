/** @module What anyone may read of an attestation, and the status lists of all of them. */
import { issuerOf, type ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { issueStatusList, LIST_LENGTH, type StatusPurpose, verifyHref } from '../attestations/index.ts';
import { type InclusionProof, proveInclusion } from '../log/index.ts';
import { statusOf } from './present-attestation.ts';
import { type AttestationRow, attestationStates, findAttestation, listAttestations } from './store.ts';

const anyone = <T>(ctx: ServiceContext, work: (trx: Trx) => Promise<T>): Promise<T> =>
  ctx.db.transaction({ role: 'auth' }, work);

/** @returns the signed list of one purpose as it is now; undefined for a list that nothing is in yet */
export async function readStatusList(
  ctx: ServiceContext,
  purpose: StatusPurpose,
  list: number,
): Promise<string | undefined> {
  const states = await anyone(ctx, (trx) => attestationStates(trx, list * LIST_LENGTH, (list + 1) * LIST_LENGTH - 1));
  if (states.length === 0) return undefined;
  const set = states
    .filter(({ withdrawn, superseded }) => (purpose === 'revocation' ? withdrawn : superseded))
    .map(({ status_index }) => status_index % LIST_LENGTH);
  return issueStatusList({ issuer: issuerOf(ctx), purpose, list, set, at: ctx.clock.now().toISOString() }, ctx.signer);
}

export interface PublicAttestation {
  row: AttestationRow;
  body: {
    id: string;
    status: 'valid' | 'superseded' | 'withdrawn';
    issuedAt: string;
    issuer: string;
    href: string;
    withdrawnAt: string | null;
    /** Empty once the data of the organisation was deleted. */
    credential: string;
    statusLists: { withdrawal: string; supersession: string };
    log: { event: string; index: number; size: number; proof: string[]; checkpoint: string };
  };
}

/** @returns undefined for an id that nothing was issued under */
export async function readPublicAttestation(ctx: ServiceContext, id: string): Promise<PublicAttestation | undefined> {
  const found = await anyone(ctx, async (trx) => {
    const row = await findAttestation(trx, id);
    if (!row) return undefined;
    const [state] = await attestationStates(trx, row.status_index, row.status_index);
    const proof = await proveInclusion(trx, row.event_id);
    return { row, state, proof: proof! };
  });
  if (!found) return undefined;
  const { row, state, proof } = found;
  const event = await ctx.db.transaction({ role: 'worker' }, (trx) =>
    trx
      .selectFrom('event')
      .select('content')
      .where('organisation_id', '=', row.organisation_id)
      .where('id', '=', row.event_id)
      .executeTakeFirstOrThrow(),
  );
  const list = Math.floor(row.status_index / LIST_LENGTH);
  const issuer = issuerOf(ctx);
  return {
    row,
    body: {
      id: row.id,
      status: statusOf(state),
      issuedAt: row.issued_at.toISOString(),
      issuer,
      href: verifyHref(issuer, row.id),
      withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
      credential: row.credential,
      statusLists: {
        withdrawal: (await readStatusList(ctx, 'revocation', list))!,
        supersession: (await readStatusList(ctx, 'message', list))!,
      },
      log: {
        event: event.content,
        index: proof.index,
        size: proof.size,
        proof: proof.hashes,
        checkpoint: proof.checkpoint,
      },
    },
  };
}

/** Where a submission stands for anyone who checks it. */
export interface AttestedPlace {
  /** Id of the attestation. */
  id: string;
  status: 'valid' | 'superseded' | 'withdrawn';
  proof: InclusionProof | undefined;
}

/** @returns the newest attestation of a submission; undefined where none was issued */
export async function findAttestedPlace(
  trx: Trx,
  organisationId: string,
  submissionId: string,
): Promise<AttestedPlace | undefined> {
  const [row] = await listAttestations(trx, organisationId, submissionId);
  if (!row) return undefined;
  const [state] = await attestationStates(trx, row.status_index, row.status_index);
  return { id: row.id, status: statusOf(state), proof: await proveInclusion(trx, row.event_id) };
}
