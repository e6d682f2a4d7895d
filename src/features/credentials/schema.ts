/** @module Attestations as they are answered. */
import { z } from '@hono/zod-openapi';
import { InstantSchema, orNull } from '../../app/schemas.ts';

export const ATTESTATION_STATES = ['valid', 'superseded', 'withdrawn'] as const;

export const AttestationSchema = z
  .strictObject({
    id: z.string(),
    submissionId: z.string(),
    reviewed: z.boolean().openapi({ description: 'Does it attest the conclusion of a review, too?' }),
    status: z.enum(ATTESTATION_STATES),
    issuedBy: z.string(),
    issuedAt: InstantSchema,
    withdrawnAt: orNull(InstantSchema),
    href: z.string().openapi({ description: 'The page on which anyone can check it; what its QR code holds.' }),
  })
  .openapi('Attestation');

/** What anyone is told about an attestation whose id they have. */
export const PublicAttestationSchema = z
  .strictObject({
    id: z.string(),
    status: z.enum(ATTESTATION_STATES),
    issuedAt: InstantSchema,
    issuer: z.string(),
    href: z.string(),
    withdrawnAt: orNull(InstantSchema),
    credential: z.string().openapi({
      description:
        'Verifiable credential (W3C VC 2.0) as a JWT. Empty once the data of the organisation was deleted: then it is withdrawn, and whoever holds its bundle can still check that.',
    }),
    statusLists: z
      .strictObject({ withdrawal: z.string(), supersession: z.string() })
      .openapi({ description: 'The two lists that the credential names, as JWTs.' }),
    log: z
      .strictObject({
        event: z.string().openapi({ description: 'The logged text, byte for byte.' }),
        index: z.int(),
        size: z.int(),
        proof: z.array(z.string()),
        checkpoint: z.string(),
      })
      .openapi({ description: 'Its place in the log, with the proof.' }),
  })
  .openapi('PublicAttestation');

export type Attestation = z.output<typeof AttestationSchema>;
