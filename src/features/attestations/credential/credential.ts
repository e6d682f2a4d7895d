/** @module The attestation as a W3C Verifiable Credential 2.0, secured as a JWT (`vc+jwt`, VC-JOSE-COSE, Ed25519). */
import { z } from 'zod';
import type { Signer } from '../../../app/context.ts';
import { type ReadJws, readJws, signJws } from './jws.ts';
import { AttestationSubject } from './subject.ts';

/** The second context gives our own words a meaning for readers of JSON-LD: they are ours, undefined elsewhere. */
export const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://www.w3.org/ns/credentials/undefined-terms/v2',
] as const;
export const CREDENTIAL_TYPE = 'vc+jwt';

/** Which statuses a credential has: withdrawn by its issuer, or followed by a newer submission. */
export const STATUS_PURPOSES = ['revocation', 'message'] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

const statusEntry = {
  id: z.url(),
  type: z.literal('BitstringStatusListEntry'),
  statusListIndex: z.string().regex(/^(0|[1-9]\d{0,15})$/),
  statusListCredential: z.url(),
};
const StatusEntries = z.tuple([
  z.strictObject({ ...statusEntry, statusPurpose: z.literal('revocation') }),
  z.strictObject({
    ...statusEntry,
    statusPurpose: z.literal('message'),
    statusSize: z.literal(1),
    statusMessage: z.tuple([
      z.strictObject({ status: z.literal('0x0'), message: z.literal('current') }),
      z.strictObject({ status: z.literal('0x1'), message: z.literal('superseded') }),
    ]),
  }),
]);

export const AttestationCredential = z.strictObject({
  '@context': z.tuple([z.literal(CONTEXTS[0]), z.literal(CONTEXTS[1])]),
  id: z.url(),
  type: z.tuple([z.literal('VerifiableCredential'), z.literal('AiSystemAssessmentCredential')]),
  issuer: z.url(),
  /** When it was issued. RFC 3339, UTC. */
  validFrom: z.iso.datetime({ offset: false }),
  credentialStatus: StatusEntries,
  credentialSubject: AttestationSubject,
});
export type AttestationCredential = z.infer<typeof AttestationCredential>;

export interface CredentialInput {
  /** Base URL of the service, without a slash at the end. */
  issuer: string;
  /** Id of the attestation, e.g. `att_…`. */
  id: string;
  /** RFC 3339, UTC. */
  issuedAt: string;
  /** Its place in each status list, counted from 0 over all attestations (see `status-list/`). */
  statusIndex: number;
  subject: AttestationSubject;
}

/** Attestations to one status list. 2^17 bits are 16 KiB, the least the standard allows. */
export const LIST_LENGTH = 131_072;

/** Address of a status list. `list` counts from 0. */
export const statusListHref = (issuer: string, purpose: StatusPurpose, list: number): string =>
  `${issuer}/v1/attestations/status/${purpose}/${list}`;

/** Address of the page on which anyone can check an attestation: what its QR code holds. */
export const verifyHref = (issuer: string, id: string): string => `${issuer}/verify/${id}`;

export function buildCredential({
  issuer,
  id,
  issuedAt,
  statusIndex,
  subject,
}: CredentialInput): AttestationCredential {
  const entry = <P extends StatusPurpose>(statusPurpose: P) => {
    const statusListCredential = statusListHref(issuer, statusPurpose, Math.floor(statusIndex / LIST_LENGTH));
    const statusListIndex = String(statusIndex % LIST_LENGTH);
    return {
      id: `${statusListCredential}#${statusListIndex}`,
      type: 'BitstringStatusListEntry' as const,
      statusPurpose,
      statusListIndex,
      statusListCredential,
    };
  };
  return {
    '@context': [...CONTEXTS],
    id: `${issuer}/v1/attestations/${id}`,
    type: ['VerifiableCredential', 'AiSystemAssessmentCredential'],
    issuer,
    validFrom: issuedAt,
    credentialStatus: [
      entry('revocation'),
      {
        ...entry('message'),
        statusSize: 1,
        statusMessage: [
          { status: '0x0', message: 'current' },
          { status: '0x1', message: 'superseded' },
        ],
      },
    ],
    credentialSubject: subject,
  };
}

/**
 * @returns the JWT
 * @throws ZodError when the input does not make a credential
 */
export async function issueCredential(input: CredentialInput, signer: Signer): Promise<string> {
  return signJws(AttestationCredential.parse(buildCredential(input)), { typ: CREDENTIAL_TYPE, cty: 'vc' }, signer);
}

/** @returns what the JWT says, if it is an attestation; its signature is still to be checked */
export function readCredential(jwt: string): { jws: ReadJws; credential: AttestationCredential } | undefined {
  const jws = readJws(jwt, CREDENTIAL_TYPE);
  const read = AttestationCredential.safeParse(jws?.payload);
  return jws && read.success ? { jws, credential: read.data } : undefined;
}
