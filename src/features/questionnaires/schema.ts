/** @module What the questionnaire routes answer with. */
import { z } from '@hono/zod-openapi';
import { BasisSchema, PlainDateSchema, TextSchema, ValueSchema } from '../../app/schemas.ts';

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
    basis: BasisSchema,
    evidence: TextSchema.optional(),
    official_form: z.string().optional(),
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
        migration: z.unknown().optional(),
      })
      .openapi({ description: 'As published; a version never changes.' }),
  })
  .openapi('PublishedQuestionnaire');
