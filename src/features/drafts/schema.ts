/** @module Assessments that are kept: as they are sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { GivenAnswerSchema, InstantSchema, orNull, RealDateSchema, TextSchema } from '../../app/schemas.ts';
import { ASSESSMENT_STATES } from '../../db/tables.ts';

const QuestionnaireReference = z
  .string()
  .regex(/^[a-z0-9-]+@\d{4}\.\d+$/)
  .openapi({ example: 'vn-ai-triage@2026.1' });
const RecordId = z.string().min(1).max(100);

export const NewAssessmentSchema = z
  .strictObject({
    systemId: RecordId,
    questionnaires: z.array(QuestionnaireReference).min(1).max(50).optional().openapi({
      description: 'Versions to answer, pinned from now on. Default: those in force today, or those of `copyFrom`.',
    }),
    asOf: orNull(RealDateSchema).default(null).openapi({
      description:
        'The law of this day. Default: the day on which a result is asked for or the assessment is submitted.',
    }),
    copyFrom: RecordId.optional().openapi({
      description: 'An earlier assessment of the organisation, whose answers and data sets are copied.',
    }),
  })
  .openapi('NewAssessment');

export const AssessmentChangeSchema = z.strictObject({ asOf: orNull(RealDateSchema) }).openapi('AssessmentChange');

export const AssessmentSchema = z
  .strictObject({
    id: z.string(),
    systemId: z.string(),
    systemName: z.string(),
    status: z.enum(ASSESSMENT_STATES),
    questionnaires: z.array(z.string()),
    asOf: orNull(z.string()),
    revision: z.int().openapi({ description: 'Of its answers; also the ETag.' }),
    copiedFrom: orNull(z.string()),
    supersededBy: orNull(z.string()),
    withdrawalReason: orNull(z.string()).openapi({ description: 'What was written when it was withdrawn.' }),
    submissions: z.int().openapi({ description: 'How often it was submitted.' }),
    createdBy: z.string(),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  })
  .openapi('Assessment');

/** A value, or `{value, note, evidence, …}`; the questionnaire decides what fits. */
const GivenAnswer = z.unknown().openapi({
  anyOf: [{ $ref: '#/components/schemas/GivenAnswer' }, { type: 'string', const: 'unknown' }],
  description:
    'As in an answer file: a value, `"unknown"`, or `{value, note, evidence, evidence_grade, remedy, owner, due}`.',
});

export const AnswerBatchSchema = z
  .strictObject({
    answers: z.record(z.string().max(200), GivenAnswer).default({}),
    remove: z.array(z.string().min(1).max(200)).max(2_000).default([]).openapi({
      description: 'Questions whose answers are taken back; their history stays.',
    }),
    why: textOf(2_000).optional().openapi({ description: 'Kept in the history of each answer of the batch.' }),
  })
  .openapi('AnswerBatch');

export const AnswersSchema = z
  .strictObject({
    assessmentId: z.string(),
    revision: z.int(),
    questionnaires: z.array(z.string()),
    answers: z.record(z.string(), GivenAnswerSchema),
    datasets: z.array(z.strictObject({ id: z.string(), kind: z.enum(['fairness', 'workforce']), data: z.unknown() })),
    earlierAnswers: z.record(z.string(), z.unknown()),
  })
  .openapi('Answers');

export const SavedAnswersSchema = z
  .strictObject({
    revision: z.int(),
    changed: z.array(z.string()).openapi({ description: 'Questions whose answer is another one now.' }),
  })
  .openapi('SavedAnswers');

export const AnswerChangeSchema = z
  .strictObject({
    revision: z.int(),
    questionId: z.string(),
    before: GivenAnswerSchema,
    after: GivenAnswerSchema,
    why: orNull(z.string()),
    changedBy: z.string(),
    changedAt: InstantSchema,
  })
  .openapi('AnswerChange', { description: '`before` null: there was no answer; `after` null: it was taken back.' });

export const NewDatasetSchema = z
  .strictObject({ kind: z.enum(['fairness', 'workforce']), data: z.record(z.string(), z.unknown()) })
  .openapi('NewDataset');

export const DatasetChangeSchema = z
  .strictObject({
    revision: z.int(),
    kind: z.enum(['fairness', 'workforce']),
    before: orNull(z.record(z.string(), z.unknown())),
    after: orNull(z.record(z.string(), z.unknown())),
    changedBy: z.string(),
    changedAt: InstantSchema,
  })
  .openapi('DatasetChange', { description: '`before` null: there was none; `after` null: it was removed.' });

export const NewCommentSchema = z
  .strictObject({ questionId: z.string().max(200).optional(), body: textOf(5_000) })
  .openapi('NewComment');

export const CommentSchema = z
  .strictObject({
    id: z.string(),
    questionId: orNull(z.string()),
    body: z.string(),
    writtenBy: z.string(),
    writtenAt: InstantSchema,
    resolvedBy: orNull(z.string()),
    resolvedAt: orNull(InstantSchema),
  })
  .openapi('Comment');

export const AssignmentSchema = z
  .strictObject({ sectionId: z.string(), userId: z.string(), assignedBy: z.string(), assignedAt: InstantSchema })
  .openapi('Assignment');

export const NewAssignmentSchema = z.strictObject({ userId: RecordId }).openapi('NewAssignment');

const Left = z.strictObject({ from: z.string(), to: z.array(z.string()), why: TextSchema, answer: z.unknown() });

export const UpgradeSchema = z
  .strictObject({
    questionnaires: z.array(z.string()).openapi({ description: 'Versions after the upgrade.' }),
    steps: z.array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        carried: z.array(z.string()),
        renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
        askAgain: z.array(Left),
        dropped: z.array(z.strictObject({ from: z.string(), why: TextSchema, answer: z.unknown() })),
        unanswered: z.array(z.string()),
      }),
    ),
  })
  .openapi('Upgrade', {
    description: 'What carries over and what does not; earlier answers are kept beside the new ones.',
  });

export const NewUpgradeSchema = z
  .strictObject({ questionnaires: z.array(QuestionnaireReference).min(1).max(50) })
  .openapi('NewUpgrade');

export type NewAssessment = z.output<typeof NewAssessmentSchema>;
export type AnswerBatch = z.output<typeof AnswerBatchSchema>;
export type Assessment = z.output<typeof AssessmentSchema>;
