/** @module Strict shapes of every file kind in `rules/` and `questionnaires/`; unknown keys are errors. */
import { z } from 'zod';
import { ACTORS } from '../engine/index.ts';
import { basis, confidence, date, effort, id, idOf, line, logic, optionId, remedy, text, versions } from './shapes.ts';

export * from './schema-cases.ts';
export * from './schema-questionnaires.ts';
export * from './schema-reference.ts';

const clauseId = z.string().regex(/^\S+$/, 'must be a number like 10.1 or 12.2.a');
const clause = z.strictObject({ id: clauseId, title: text, label: text.optional() });

export const instrumentFile = z.strictObject({
  id,
  number: line,
  kind: z.enum(['law', 'code', 'decree', 'decision', 'circular', 'resolution', 'official_letter']),
  short: text,
  title: text,
  issuer: text,
  published_on: date,
  in_force_from: date,
  in_force_until: date.optional(),
  checked_on: date,
  href: z.url({ protocol: /^https?$/, error: 'must be a web address' }),
  confidence,
  note: text.optional(),
  articles: z.array(clause.extend({ clauses: z.array(clause).optional() })).min(1),
});

export const parameterFile = z.strictObject({
  id: idOf('parameter'),
  type: z.enum(['boolean', 'number', 'date']),
  title: text,
  open_point: text.optional(),
  values: z
    .array(
      z.strictObject({
        applies_from: date,
        value: z.union([z.boolean(), z.number(), z.string(), z.null()]),
        status: z.literal('expected').optional(),
        basis,
        published_on: date.optional(),
        checked_on: date,
        note: text.optional(),
      }),
    )
    .min(1),
});

export const factsFile = z.strictObject({
  facts: z.array(
    z.strictObject({
      id: idOf('fact'),
      type: z.enum(['boolean', 'number', 'text', 'date', 'choice', 'choices']),
      title: text,
      basis,
      confidence: confidence.optional(),
      note: text.optional(),
      versions,
    }),
  ),
});

export const decisionsFile = z.strictObject({
  decisions: z.array(
    z.strictObject({
      id: idOf('decision'),
      title: text,
      values: z
        .array(
          z.strictObject({
            id: optionId,
            title: text,
            date: date.optional(),
            basis,
            meanwhile: text.optional(),
            note: text.optional(),
          }),
        )
        .min(2)
        .max(30),
      versions: z
        .array(
          z.strictObject({
            applies_from: date,
            until: date.optional(),
            cases: z.array(z.strictObject({ when: logic, value: optionId, reason: text.optional(), basis })).min(1),
          }),
        )
        .min(1),
    }),
  ),
});

export const prohibitedFile = z.strictObject({
  prohibited: z.array(
    z.strictObject({
      code: z.string().regex(/^P\d[a-z]?$/, 'must look like P1 or P2b'),
      title: text,
      kind: z.enum(['purpose', 'conduct']),
      basis: basis.min(1),
      versions,
    }),
  ),
});

export const actorsFile = z.strictObject({
  actors: z.array(
    z.strictObject({
      id: z.enum(ACTORS),
      title: text,
      fact: id,
      basis: basis.min(1),
    }),
  ),
});

export const rowsFile = z.strictObject({
  rows: z.array(
    z.strictObject({
      id: z.string().regex(/^[IVX]+\.\d+$/, 'must look like VI.6'),
      title: text,
      field: text,
      basis: basis.min(1),
      conditions: z
        .array(
          z.strictObject({
            question: id,
            kind: z.enum(['scope', 'condition', 'carve_out', 'recorded']),
            human_approval: z.literal(true).optional(),
          }),
        )
        .min(1),
      versions,
      route: z.strictObject({
        value: z.enum(['certification_body', 'self_or_body', 'unknown']),
        confidence,
        source: text,
      }),
      pdf_page: line,
      note: text.optional(),
    }),
  ),
});

const actor = actorsFile.shape.actors.element.shape.id;

export const obligationsFile = z.strictObject({
  obligations: z.array(
    z.strictObject({
      id: z.string().regex(/^VN-(AI|LC|EQ|PD)-\d{3}$/, 'must look like VN-AI-010'),
      title: text,
      duty: text,
      actors: z.array(actor).min(1),
      kind: z.enum(['duty', 'right', 'exemption', 'encouraged', 'liability']),
      applies_from: date,
      until: date.optional(),
      when: logic,
      basis: basis.min(1),
      evidence: text,
      deadline: z.strictObject({
        rule: z.enum([
          'before_use',
          'continuous',
          'on_event',
          'on_request',
          'at_publication',
          'each_decision',
          'fixed_date',
          'none',
        ]),
        text,
        independent_of_use: z.literal(true).optional(),
        clock: z
          .strictObject({
            amount: z.number().int().positive(),
            unit: z.enum(['hours', 'working_days', 'calendar_days', 'months']),
            from: id,
            direction: z.enum(['after', 'before']).optional(),
            note: text,
          })
          .optional(),
      }),
      transition: id.optional(),
      sanctions: z.array(z.string()),
      status: z.enum(['automated', 'asked', 'manual', 'dormant']),
      confidence,
      assessed_by: z
        .strictObject({
          questions: z.array(id).min(1).optional(),
          met: logic.optional(),
          partly_met: logic.optional(),
          not_met: logic.optional(),
        })
        .optional(),
      remedy: remedy.optional(),
      note: text.optional(),
    }),
  ),
});

export const sanctionsFile = z.strictObject({
  sanctions: z.array(z.strictObject({ id: z.string().regex(/^S\d$/, 'must look like S1'), text, basis: basis.min(1) })),
});

export const findingsFile = z.strictObject({
  findings: z.array(
    z.strictObject({
      id,
      kind: z.literal('contradiction').optional(),
      title: text,
      severity: z.enum(['critical', 'high', 'moderate', 'low', 'information']),
      applies_from: date,
      until: date.optional(),
      when: logic,
      basis: basis.min(1),
      text,
      remedy: text,
      owner: text.optional(),
      document: text.optional(),
      effort: effort.optional(),
    }),
  ),
});

export const holidaysFile = z.strictObject({
  holidays: z.array(
    z.strictObject({
      year: z.number().int(),
      status: z.enum(['confirmed', 'provisional']),
      basis: basis.min(1),
      checked_on: date,
      note: text,
      days: z.array(z.strictObject({ date, title: text, status: z.literal('unsettled').optional() })).min(1),
      working_weekend_days: z.array(date),
    }),
  ),
});
