/** @module Findings of a review, as they are sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { BasisSchema, InstantSchema, orNull, RealDateSchema } from '../../app/schemas.ts';
import { FINDING_STEPS } from '../../db/tables-reviews.ts';
import { REVIEW_FINDING_STATES } from '../submissions/index.ts';

export const SEVERITIES = ['critical', 'high', 'moderate', 'low', 'information'] as const;

const fields = {
  title: textOf(300),
  description: textOf(10_000),
  severity: z.enum(SEVERITIES),
  basis: z
    .array(z.string().min(1).max(200))
    .max(50)
    .openapi({
      description: 'Articles and clauses it rests on: `<instrument>:<clause>`, as /v1/law has them.',
      example: ['law-134-2025:14.1.d'],
    }),
  owner: orNull(textOf(300)).openapi({ description: 'Who in the organisation sees to it.' }),
  due: orNull(RealDateSchema),
};

export const NewFindingSchema = z
  .strictObject({
    ...fields,
    questionId: orNull(z.string().min(1).max(200)).default(null),
    basis: fields.basis.default([]),
    owner: fields.owner.default(null),
    due: fields.due.default(null),
  })
  .openapi('NewFinding');

export const FindingChangeSchema = z
  .strictObject({
    title: fields.title.optional(),
    description: fields.description.optional(),
    severity: fields.severity.optional(),
    basis: fields.basis.optional(),
    owner: fields.owner.optional(),
    due: fields.due.optional(),
  })
  .openapi('FindingChange');

export const FindingPlanSchema = z.strictObject({ owner: fields.owner, due: fields.due }).openapi('FindingPlan');

export const RemediationSchema = z
  .strictObject({ remediation: textOf(10_000).openapi({ description: 'What was done.' }) })
  .openapi('Remediation');

export const VerificationSchema = z
  .strictObject({
    settled: z.boolean().openapi({ description: 'False sends it back: the finding is open again.' }),
    verification: textOf(10_000).openapi({ description: 'What was checked, and what was seen.' }),
  })
  .openapi('Verification');

export const RiskAcceptanceSchema = z
  .strictObject({
    reason: textOf(10_000),
    expiresOn: RealDateSchema.openapi({ description: 'The first day on which the finding is open again.' }),
  })
  .openapi('RiskAcceptance');

export const FindingCommentSchema = z.strictObject({ comment: textOf(5_000) }).openapi('FindingComment');

const finding = {
  id: z.string(),
  reviewId: z.string(),
  questionId: orNull(z.string()),
  title: z.string(),
  description: z.string(),
  severity: fields.severity,
  basis: BasisSchema,
  owner: orNull(z.string()),
  due: orNull(z.string()),
  state: z.enum(REVIEW_FINDING_STATES).openapi({ description: 'Today: an accepted risk whose time is over is open.' }),
  remediation: orNull(z.string()),
  verification: orNull(z.string()),
  riskAcceptance: orNull(
    z.strictObject({ by: z.string(), reason: z.string(), expiresOn: z.string(), expired: z.boolean() }),
  ).openapi({
    description:
      'By a person of the organisation that is reviewed, never by the reviewer: the finding is not put right, and no duty under the law ends.',
  }),
  revision: z.int().openapi({ description: 'Also the ETag.' }),
  recordedBy: z.string(),
  createdAt: InstantSchema,
  updatedAt: InstantSchema,
};

export const FindingSchema = z.strictObject(finding).openapi('Finding');

export const FindingDetailSchema = z
  .strictObject({
    ...finding,
    citations: z.record(z.string(), z.strictObject({ vi: z.string(), en: z.string() })),
    history: z.array(
      z.strictObject({
        number: z.int(),
        kind: z.enum(FINDING_STEPS),
        note: orNull(z.string()),
        fields: z.record(z.string(), z.unknown()),
        organisationId: z.string(),
        by: z.string(),
        at: InstantSchema,
      }),
    ),
    people: z.record(z.string(), z.string()),
  })
  .openapi('FindingDetail');

export type NewFinding = z.output<typeof NewFindingSchema>;
export type FindingChange = z.output<typeof FindingChangeSchema>;
export type Finding = z.output<typeof FindingSchema>;
export type FindingDetail = z.output<typeof FindingDetailSchema>;
