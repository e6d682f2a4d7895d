/** @module Strict shapes of frameworks, measures, crosswalks, glossary, the assessment plan and scales. */
import { z } from 'zod';
import { basis, confidence, date, id, idOf, line, logic, optionId, remedy, text } from './shapes.ts';

export const entryRef = z.string().regex(/^[A-Z0-9]+(\.[a-z0-9đ]+)*$/, 'must look like B1 or 1.a');
const frameworkEntry = { ref: entryRef, title: text, basis: basis.min(1), remedy, confidence: confidence.optional() };

export const frameworksFile = z.strictObject({
  frameworks: z.array(
    z.strictObject({
      id,
      title: text,
      applies_from: date,
      basis: basis.min(1),
      binding_when: logic,
      principles: z.array(z.strictObject({ ref: entryRef, title: text, basis: basis.min(1) })),
      lines: z.array(z.strictObject({ ...frameworkEntry, points: z.array(entryRef) })),
      points: z.array(z.strictObject({ ...frameworkEntry, principle: entryRef, expectation: text })),
    }),
  ),
});

export const measuresFile = z.strictObject({
  measures: z.array(
    z.strictObject({
      id: idOf('measured'),
      type: z.enum(['boolean', 'number', 'choice']),
      options: z.array(optionId).min(1).optional(),
      title: text,
      question: id,
      source: text,
    }),
  ),
});

export const crosswalkFile = z.strictObject({
  id,
  title: text,
  href: z.url({ protocol: /^https?$/, error: 'must be a web address' }),
  confidence,
  checked_on: date,
  note: text,
  mappings: z
    .array(
      z.strictObject({
        from: line,
        to: line,
        title: text,
        relation: z.enum(['equivalent', 'subset', 'overlap']),
        confidence: confidence.optional(),
      }),
    )
    .min(1),
});

export const glossaryFile = z.strictObject({
  terms: z.array(z.strictObject({ id, term: text, definition: text, basis })).min(1),
});

export const force = z.enum(['mandatory', 'public_bodies', 'guidance', 'voluntary']);
export const itemId = z.string().regex(/^[A-Z]+\d?-\d{2}$/, 'must look like GV-01');

export const itemsFile = z.strictObject({
  items: z
    .array(z.strictObject({ id: itemId, force, basis: basis.min(1), title: text, unasked: text.optional() }))
    .min(1),
});

export const scalesFile = z.strictObject({
  scales: z.array(
    z.strictObject({
      id: z.enum(['duty', 'form']),
      options: z.array(z.strictObject({ id: optionId, text, help: text.optional() })).min(2),
    }),
  ),
});
