/** @module Shapes that several features answer with. */
import { z } from '@hono/zod-openapi';
import { EVIDENCE_GRADES, isPlainDate } from '../engine/index.ts';

/**
 * A named shape, or null. `.nullable()` on a named shape comes out as `allOf`, which no null can satisfy.
 */
export const orNull = <T extends z.ZodType>(schema: T): z.ZodUnion<[T, z.ZodNull]> => z.union([schema, z.null()]);

export const TextSchema = z
  .strictObject({ vi: z.string(), en: z.string() })
  .openapi('Text', { description: 'A text in both languages.' });

export const PlainDateSchema = z
  .string()
  .openapi('PlainDate', { format: 'date', description: 'A date of law: no time, no zone.', example: '2026-11-22' });

export const BasisSchema = z.array(z.string()).openapi('Basis', {
  description: 'Articles and clauses a statement rests on: `<instrument>:<clause>`.',
  example: ['law-134-2025:10.1'],
});

export const ConfidenceSchema = z.enum(['certain', 'likely', 'unknown']).openapi('Confidence', {
  description: 'How sure the sources are that the statement of law is right.',
});

export const ValueSchema = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]).openapi('Value', {
  description: 'An answer: yes or no, a number, a text, a date, an option, or a list of options.',
});

const Given = orNull(ValueSchema);

/** For documents and for what was kept; `readAnswerSet` of the engine judges what is sent, with words of its own. */
export const GivenAnswerSchema = z
  .union([
    Given,
    z.strictObject({
      value: Given,
      note: z.string().optional(),
      evidence: z.array(z.string()).optional(),
      evidence_grade: z.enum(EVIDENCE_GRADES).optional(),
      remedy: z.string().optional(),
      owner: z.string().optional(),
      due: PlainDateSchema.optional(),
    }),
  ])
  .openapi('GivenAnswer', {
    description: 'An answer as in an answer file: a value, or a value with what stands behind it.',
  });

/** A day that exists, as somebody sends it. */
export const RealDateSchema = z
  .string()
  .refine(isPlainDate, { params: { code: 'invalid_date' }, abort: true })
  .openapi({ format: 'date', example: '2026-11-22' });

export const InstantSchema = z
  .string()
  .openapi('Instant', { format: 'date-time', description: 'RFC 3339, UTC.', example: '2026-11-22T03:15:00.000Z' });
