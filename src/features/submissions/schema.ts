/** @module Submissions as they are answered. */
import { z } from '@hono/zod-openapi';
import { InstantSchema, orNull, PlainDateSchema } from '../../app/schemas.ts';
import { TIERS } from '../../engine/index.ts';

export const NewSubmissionSchema = z
  .strictObject({
    supersedes: z.string().min(1).max(100).optional().openapi({
      description: 'An earlier assessment of the same system that this one takes the place of.',
    }),
  })
  .openapi('NewSubmission');

export const SubmissionSchema = z
  .strictObject({
    id: z.string(),
    assessmentId: z.string(),
    systemId: z.string(),
    number: z.int().openapi({ description: '1 for the first submission of the assessment.' }),
    tier: z.string().openapi({ enum: [...TIERS, 'undetermined'] }),
    asOf: PlainDateSchema,
    recordHash: z.string().openapi({ description: 'SHA-256 of the record’s bytes.' }),
    resultHash: z.string(),
    rulesHash: z.string(),
    submittedBy: z.string(),
    submittedAt: InstantSchema,
  })
  .openapi('Submission');

export const WithdrawalSchema = z.strictObject({ reason: z.string().trim().min(1).max(2_000) }).openapi('Withdrawal');

export const StateSchema = z
  .strictObject({ id: z.string(), status: z.string(), supersededBy: orNull(z.string()) })
  .openapi('AssessmentState');

export type NewSubmission = z.output<typeof NewSubmissionSchema>;
export type Submission = z.output<typeof SubmissionSchema>;
