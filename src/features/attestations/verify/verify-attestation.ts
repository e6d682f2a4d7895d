/** @module Checks what a service says of one attestation, without its bundle: signatures, status, and the place in the log. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { SignatureUnsupported } from '../checkpoint/index.ts';
import { leafHash } from '../merkle/index.ts';
import { AttestationView } from '../schema.ts';
import { checkAttestation, keyringOf } from './check-attestation.ts';
import { CHECK_IDS, type CheckId, Checklist } from './checks.ts';
import { conclude, unreadable, type Verification, type VerifyOptions } from './verify-bundle.ts';

/** What only a bundle shows. */
const INSIDE: CheckId[] = ['submission', 'review', 'claims', 'answers', 'recomputed', 'rules_recomputed'];

/**
 * @param view the answer of `GET /v1/attestations/{id}`
 * @param keys the answer of `GET /.well-known/jwks.json` of the same service
 */
export async function verifyAttestation(
  view: unknown,
  keys: unknown,
  { trust = [] }: VerifyOptions = {},
): Promise<Verification> {
  const read = AttestationView.safeParse(view);
  if (!read.success) return unreadable('no_attestation', null);
  const { credential, statusLists, log } = read.data;
  // The service deleted the organisation's data: nothing was altered, there is nothing to look at.
  if (credential === '') return unreadable('not_kept', null);
  const { event, index, size, proof, checkpoint } = log;
  const inclusion = { schema: 'luongtri.inclusion/1', index, size, leafHash: leafHash(utf8ToBytes(event)), proof };
  const parts = { credential, keys, event, inclusion, checkpoint, ...statusLists };
  const checks = new Checklist();
  const keyring = keyringOf(parts, trust);
  try {
    const attested = await checkAttestation(parts, keyring, checks, (file) => ({ file }));
    if (
      attested.credential &&
      attested.credential.id !== `${attested.credential.issuer}/v1/attestations/${read.data.id}`
    ) {
      checks.fail('credential', { file: 'attestation', pointer: '/id', found: read.data.id });
    }
    for (const id of CHECK_IDS) if (INSIDE.includes(id)) checks.skip(id, 'no_bundle');
    return conclude({ checks, keyring, attested, kind: null, trust });
  } catch (error) {
    if (error instanceof SignatureUnsupported) return unreadable('no_signatures', null);
    throw error;
  }
}
