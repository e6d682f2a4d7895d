/** @module The log as it is answered. */
import { z } from '@hono/zod-openapi';
import { InstantSchema, orNull } from '../../app/schemas.ts';

const Hash = z.string().openapi({ description: 'SHA-256, lower-case hex.' });

export const EventSchema = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    subject: z.string(),
    at: InstantSchema,
    actor: z.strictObject({ id: z.string(), organisation: z.string() }),
    content: z.string().openapi({ description: 'The canonical JSON that is hashed, byte for byte.' }),
    leafHash: Hash,
    index: orNull(z.int()).openapi({ description: 'Its place in the log; `null` for the moment before it has one.' }),
  })
  .openapi('Event');

export const InclusionProofSchema = z
  .strictObject({
    eventId: z.string(),
    leafHash: Hash,
    index: z.int(),
    size: z.int(),
    hashes: z.array(Hash),
    checkpoint: z.string().openapi({ description: 'Signed note (C2SP tlog-checkpoint) of the log of that size.' }),
  })
  .openapi('InclusionProof');

export const ConsistencyProofSchema = z
  .strictObject({ first: z.int(), second: z.int(), hashes: z.array(Hash) })
  .openapi('ConsistencyProof');

export const EntriesSchema = z
  .strictObject({
    items: z.array(z.strictObject({ index: z.int(), leafHash: Hash })),
    next: z.union([z.int(), z.null()]),
  })
  .openapi('LogEntries');
