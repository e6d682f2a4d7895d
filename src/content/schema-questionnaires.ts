/** @module Strict shape of a questionnaire. */
import { z } from 'zod';
import { entryRef, force, itemId } from './schema-reference.ts';
import { basis, date, id, logic, optionId, text, value } from './shapes.ts';

const question = z
  .strictObject({
    id: id.regex(/^(?!(fact|decision|parameter|row|measured)\.)/, 'must not begin like the id of a rule'),
    type: z.enum(['boolean', 'choice', 'choices', 'number', 'text', 'date', 'dataset']).optional(),
    scale: z.enum(['duty', 'form']).optional(),
    dataset: z.enum(['fairness', 'workforce']).optional(),
    text,
    help: text,
    example: text.optional(),
    options: z
      .array(z.strictObject({ id: optionId, text, help: text.optional() }))
      .min(1)
      .optional(),
    unit: text.optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    show_if: logic.optional(),
    otherwise: value.optional(),
    basis,
    force: force.optional(),
    items: z.array(itemId).optional(),
    method_source: text.optional(),
    evidence: text.optional(),
    official_form: z.string().optional(),
    points: z.array(entryRef).optional(),
    changeable: text.optional(),
  })
  .superRefine(({ type, scale, options }, { addIssue }) => {
    if (type === undefined && scale === undefined) {
      addIssue({ code: 'custom', path: ['type'], message: 'must be a type of answer, or give a scale' });
    }
    if (scale !== undefined && options !== undefined) {
      addIssue({ code: 'custom', path: ['options'], message: 'must be left out: the scale has them' });
    }
  });

const reference = z.string().regex(/^[a-z0-9-]+@\d{4}\.\d+$/, 'must look like vn-ai-triage@2026.1');
const migration = z.strictObject({
  from: reference,
  renamed: z.array(z.strictObject({ from: id, to: id })).optional(),
  asked_again: z.array(z.strictObject({ from: id, to: z.array(id).min(1), why: text })).optional(),
  dropped: z.array(z.strictObject({ from: id, why: text })).optional(),
});

export const questionnaireFile = z.strictObject({
  id,
  version: z.string().regex(/^\d{4}\.\d+$/, 'must look like 2026.1'),
  applies_from: date,
  supersedes: z.string().optional(),
  title: text,
  intro: text,
  sections: z
    .array(z.strictObject({ id, title: text, intro: text.optional(), questions: z.array(question).min(1) }))
    .min(1),
  migration: migration.optional(),
});
