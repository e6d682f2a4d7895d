/** @module The bundle of an attestation: everything that is needed to check it without us. */
import type { ServiceContext } from '../../app/context.ts';
import type { Content } from '../../engine/index.ts';
import { buildBundle, needsOccupations } from '../attestations/index.ts';
import { readKeySet } from '../log/index.ts';
import type { ReviewRecord, SubmissionRecord } from '../submissions/index.ts';
import type { PublicAttestation } from './read-public.ts';

export interface BundleParts {
  submission: SubmissionRecord;
  review: ReviewRecord | null;
  /** The law that the submission was assessed with. */
  content: Content;
  reports: { name: string; bytes: Uint8Array }[];
}

/** @param kind `full` holds the answers; `public` does not @returns the zip */
export async function makeBundle(
  ctx: ServiceContext,
  { body }: PublicAttestation,
  kind: 'full' | 'public',
  { submission, review, content, reports }: BundleParts,
): Promise<Uint8Array> {
  const { credential, statusLists: status, log } = body;
  const occupations = needsOccupations(submission) ? ctx.occupations() : null;
  const keys = await readKeySet(ctx);
  return buildBundle(
    { kind, credential, keys, status, log, content, submission, review, occupations, reports },
    ctx.signer,
  );
}
