/** @module What a service answers about one attestation (`GET /v1/attestations/{id}`), as far as whoever checks it relies on that. */
import { z } from 'zod';

/** Unknown members are left alone: a newer service may say more. */
export const AttestationView = z.object({
  id: z.string(),
  credential: z.string().max(200_000),
  /** The two lists that the credential names, as JWTs, as they are now. */
  statusLists: z.object({ withdrawal: z.string(), supersession: z.string() }),
  log: z.object({
    /** The logged text, byte for byte. */
    event: z.string(),
    index: z.number(),
    size: z.number(),
    proof: z.array(z.string()).max(128),
    checkpoint: z.string(),
  }),
});
export type AttestationView = z.infer<typeof AttestationView>;
