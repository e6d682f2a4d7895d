/** @module Reviews, as they are sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { InstantSchema, orNull } from '../../app/schemas.ts';
import { REVIEW_STATES } from '../../db/tables-reviews.ts';
import { CONCLUSIONS } from '../submissions/index.ts';

const Id = z.string().min(1).max(100);

export const AuditBodySchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    province: orNull(z.string()),
    independent: z.boolean().openapi({
      description: 'False where it had leave to act as adviser of the organisation: it cannot be asked.',
    }),
  })
  .openapi('AuditBody');

export const NewReviewSchema = z
  .strictObject({
    submissionId: Id,
    auditBodyId: Id.optional().openapi({ description: 'Whom to ask. Left out: one is drawn.' }),
    message: textOf(5_000).optional(),
  })
  .openapi('NewReview');

export const DrawSchema = z
  .strictObject({
    method: z.string(),
    seed: z.string(),
    candidates: z.array(z.string()),
    declined: z.array(z.string()),
    drawn: z.string(),
  })
  .openapi('AuditBodyDraw', {
    description:
      'Candidates ordered by SHA-256(seed, line feed, id); the first that has not declined is drawn. The seed of a submission never changes.',
  });

export const SignOffSchema = z.strictObject({ by: z.string(), at: InstantSchema }).openapi('SignOff');

export const ProposalSchema = z
  .strictObject({
    number: z.int(),
    conclusion: z.enum(CONCLUSIONS),
    statement: z.string(),
    scope: z.string(),
    method: z.string(),
    signaturesRequired: z.int(),
    proposedBy: z.string(),
    proposedAt: InstantSchema,
    signOffs: z.array(SignOffSchema),
  })
  .openapi('ConclusionProposal');

const head = {
  id: z.string(),
  status: z.enum(REVIEW_STATES),
  organisation: z
    .strictObject({ id: z.string(), name: z.string() })
    .openapi({ description: 'Whose submission it is.' }),
  auditBody: z.strictObject({ id: z.string(), name: z.string() }),
  assessmentId: z.string(),
  systemId: z.string(),
  systemName: z.string(),
  submissionId: z.string().openapi({ description: 'What is under review now.' }),
  round: z.int().openapi({ description: 'Counts the submissions of this review.' }),
  revision: z.int().openapi({ description: 'Also the ETag.' }),
  createdAt: InstantSchema,
  updatedAt: InstantSchema,
};

export const ReviewHeadSchema = z.strictObject(head).openapi('ReviewHead');

export const ReviewSchema = z
  .strictObject({
    ...head,
    message: orNull(z.string()),
    draw: orNull(DrawSchema),
    declineReason: orNull(z.string()).openapi({ description: 'Why the audit body declined, or gave the review up.' }),
    auditors: z.array(
      z.strictObject({
        userId: z.string(),
        assignedAt: InstantSchema,
        declaration: orNull(
          z.strictObject({
            noStake: z.boolean(),
            noAdvice: z.boolean(),
            statement: z.string(),
            at: InstantSchema,
          }),
        ),
      }),
    ),
    changeRequests: z.array(
      z.strictObject({
        round: z.int(),
        questionId: orNull(z.string()),
        reason: z.string(),
        requestedBy: z.string(),
        requestedAt: InstantSchema,
      }),
    ),
    proposal: orNull(ProposalSchema).openapi({
      description:
        'The conclusion that waits for a signature, or was signed. The organisation sees it once it is signed.',
    }),
    record: orNull(z.strictObject({ hash: z.string(), conclusion: z.enum(CONCLUSIONS), concludedAt: InstantSchema })),
    people: z.record(z.string(), z.string()).optional().openapi({
      description: 'Names by user id, where they are known still. Not in the answers to writes.',
    }),
  })
  .openapi('Review');

export const RefusalSchema = z.strictObject({ reason: textOf(2_000) }).openapi('ReviewRefusal');

export const AuditorsSchema = z
  .strictObject({ userIds: z.array(Id).min(1).max(20) })
  .openapi('AssignedAuditors', { description: 'Everybody who works on the review from now on.' });

export const DeclarationSchema = z
  .strictObject({
    noStake: z.boolean().openapi({ description: 'No interest in the organisation or the system, of any kind.' }),
    noAdvice: z.boolean().openapi({ description: 'Never advised the organisation.' }),
    statement: textOf(5_000),
  })
  .openapi('IndependenceDeclaration');

export const ChangeRequestsSchema = z
  .strictObject({
    requests: z
      .array(z.strictObject({ questionId: orNull(z.string().min(1).max(200)).default(null), reason: textOf(5_000) }))
      .min(1)
      .max(500)
      .openapi({ description: 'What is to be changed, by question; without one, about the submission as a whole.' }),
  })
  .openapi('ChangeRequests');

export const NewConclusionSchema = z
  .strictObject({
    conclusion: z.enum(CONCLUSIONS),
    statement: textOf(20_000),
    scope: textOf(5_000),
    method: textOf(5_000),
  })
  .openapi('NewConclusion');

export type NewReview = z.output<typeof NewReviewSchema>;
export type Review = z.output<typeof ReviewSchema>;
export type ReviewHead = z.output<typeof ReviewHeadSchema>;
export type NewConclusion = z.output<typeof NewConclusionSchema>;
export type ChangeRequests = z.output<typeof ChangeRequestsSchema>;
export type Declaration = z.output<typeof DeclarationSchema>;
