/** @module What an assessment takes. `readAnswerSet` of the engine does the checking; this is its public description. */
import { z } from '@hono/zod-openapi';
import { AsOfParameter, LangParameter, queryOf } from '../../app/parameters.ts';
import { GivenAnswerSchema, PlainDateSchema } from '../../app/schemas.ts';
import { MEDIA_TYPES } from './formats.ts';

export const AssessQuery = queryOf({
  as_of: AsOfParameter.optional().openapi({
    description: 'The law of this day; wins over `as_of` of the body. Default: that one, else today in Viet Nam.',
  }),
  deep: z.enum(['true', 'false']).optional().openapi({
    description: 'Adds to the risk scores the smallest changes that lower a level, and the sensitivity analysis.',
  }),
  trace: z.enum(['true', 'false']).optional().openapi({ description: 'Adds every evaluated rule to the JSON.' }),
  format: z
    .string()
    .optional()
    .openapi({
      enum: Object.keys(MEDIA_TYPES),
      description: 'Form of the result; wins over `Accept`.',
      example: 'json',
    }),
  lang: LangParameter.optional(),
});

export const AnswerFileSchema = z
  .strictObject({
    questionnaires: z
      .array(z.string())
      .optional()
      .openapi({
        description: 'Versions answered. Default: those in force on the day.',
        example: ['vn-ai-triage@2026.1'],
      }),
    as_of: PlainDateSchema.optional(),
    system: z.strictObject({
      name: z.string(),
      description: z.string().optional(),
      version: z.string().optional(),
      provider: z.string().optional(),
      identifier: z.string().optional(),
    }),
    answers: z.record(z.string(), GivenAnswerSchema).optional().openapi({
      description:
        'By question id. `"unknown"` or `null` says that nobody knows yet; `{value: "not_applicable", note: "…"}` needs its reason. What is left out is open, never "no".',
    }),
    datasets: z
      .array(z.strictObject({ id: z.string(), kind: z.enum(['fairness', 'workforce']), data: z.unknown() }))
      .optional()
      .openapi({ description: 'Counts by group or workforce plans, each named by the answer to a data-set question.' }),
    earlier_answers: z.record(z.string(), z.unknown()).optional().openapi({
      description: 'Answers to versions left behind, as `migrate-answers` writes them; no rule reads them.',
    }),
  })
  .openapi('AnswerFile');
