/** @module What the questionnaire routes answer with. */
import { z } from '@hono/zod-openapi';
import { BasisSchema, orNull, PlainDateSchema, TextSchema, ValueSchema } from '../../app/schemas.ts';

export const QuestionnaireListSchema = z
  .strictObject({
    asOf: PlainDateSchema,
    questionnaires: z.array(
      z.strictObject({
        id: z.string(),
        versions: z.array(
          z.strictObject({
            version: z.string(),
            title: TextSchema,
            appliesFrom: PlainDateSchema,
            supersedes: z.string().nullable(),
            inForce: z.boolean().openapi({ description: 'Is this the version to answer on `asOf`?' }),
            sections: z.int(),
            questions: z.int(),
            hash: z.string(),
          }),
        ),
      }),
    ),
  })
  .openapi('QuestionnaireList');

const Logic = z
  .unknown()
  .openapi('Logic', { description: 'A JsonLogic document, limited to the operators of rules/README.md.' });

const Question = z
  .strictObject({
    id: z.string(),
    type: z.enum(['boolean', 'choice', 'choices', 'number', 'text', 'date', 'table', 'dataset']),
    text: TextSchema,
    help: TextSchema,
    example: TextSchema.optional(),
    options: z.array(z.strictObject({ id: z.string(), text: TextSchema, help: TextSchema.optional() })).optional(),
    unit: TextSchema.optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    show_if: Logic.optional(),
    otherwise: ValueSchema.optional(),
    scale: z.enum(['duty', 'form']).optional().openapi({ description: 'Which shared options it has.' }),
    dataset: z.enum(['fairness', 'workforce']).optional(),
    basis: BasisSchema,
    force: z.enum(['mandatory', 'public_bodies', 'guidance', 'voluntary']).optional(),
    items: z.array(z.string()).optional(),
    method_source: TextSchema.optional(),
    evidence: TextSchema.optional(),
    official_form: z.string().optional(),
    points: z.array(z.string()).optional(),
    changeable: TextSchema.optional(),
  })
  .openapi('Question');

export const QuestionnaireSchema = z
  .strictObject({
    hash: z.string().openapi({ description: 'SHA-256 of `questionnaire` in canonical form (RFC 8785).' }),
    questionnaire: z
      .strictObject({
        id: z.string(),
        version: z.string(),
        applies_from: PlainDateSchema,
        supersedes: z.string().optional(),
        title: TextSchema,
        intro: TextSchema,
        sections: z.array(
          z.strictObject({
            id: z.string(),
            title: TextSchema,
            intro: TextSchema.optional(),
            questions: z.array(Question),
          }),
        ),
        migration: z
          .strictObject({
            from: z.string(),
            renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })).optional(),
            asked_again: z
              .array(z.strictObject({ from: z.string(), to: z.array(z.string()), why: TextSchema }))
              .optional(),
            dropped: z.array(z.strictObject({ from: z.string(), why: TextSchema })).optional(),
          })
          .optional(),
      })
      .openapi({ description: 'As published; a version never changes.' }),
  })
  .openapi('PublishedQuestionnaire');

const version = z.strictObject({ id: z.string(), version: z.string(), appliesFrom: PlainDateSchema });

export const DifferenceSchema = z
  .strictObject({
    from: version,
    to: version,
    frameChanged: z.boolean().openapi({ description: 'Did title, introduction or headings change?' }),
    questions: z.array(
      z.strictObject({
        questionId: z.string(),
        change: z.enum(['added', 'removed', 'renamed', 'meaning_changed', 'changed']),
        kinds: z.array(z.enum(['wording', 'options', 'basis', 'force', 'branching', 'range', 'coverage'])),
        summary: TextSchema,
        text: z.strictObject({ from: orNull(TextSchema), to: orNull(TextSchema) }),
        basis: z.strictObject({ from: BasisSchema, to: BasisSchema }),
        options: z.strictObject({
          added: z.array(z.string()),
          removed: z.array(z.string()),
          reworded: z.array(z.string()),
        }),
        replacedBy: z.array(z.string()),
        why: orNull(TextSchema),
      }),
    ),
    unchanged: z.int(),
  })
  .openapi('QuestionnaireDifference', { description: 'What differs between two versions, question by question.' });
