/** @module Strict shapes of every file kind in `rules/` and `questionnaires/`; unknown keys are errors. */
import { z } from 'zod';
import { isPlainDate } from '../engine/index.ts';

const date = z
  .string()
  .refine(isPlainDate, { params: { code: 'invalid_date' }, error: 'is not a date that exists (YYYY-MM-DD)' });
const line = z.string().trim().min(1);

/** Both languages, neither empty. */
const text = z.strictObject(
  { vi: line, en: line },
  { error: ({ code }) => (code === 'invalid_type' ? 'must be written as {vi: …, en: …}' : undefined) },
);
const id = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'must be lower-case words joined by . or -');
const optionId = z.string().regex(/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/, 'must be lower-case words joined by _ or -');
const basis = z.array(z.string().regex(/^[a-z0-9-]+:\S+$/, 'must look like law-134-2025:10.1'));
const confidence = z.enum(['certain', 'likely', 'unknown']);
const idOf = (kind: string) => id.startsWith(`${kind}.`, `must begin with ${kind}.`);
/** Checked by `check-logic.ts`, which knows the variables. */
const logic = z.unknown().refine((value) => value !== undefined, 'must be a rule');
const version = z.strictObject({ applies_from: date, until: date.optional(), logic });
const versions = z.array(version).min(1);
const value = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);

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
      id: z.enum([
        'developer',
        'provider',
        'deployer',
        'user',
        'state_agency',
        'sandbox_participant',
        'content_producer',
        'personal_data_processor',
        'applicant',
        'employer',
        'trader',
        'anyone',
      ]),
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

const effort = z.enum(['small', 'medium', 'large']);
const remedy = z.strictObject({ action: text, owner: text, document: text, effort });

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

const entryRef = z.string().regex(/^[A-Z0-9]+(\.[a-z0-9đ]+)*$/, 'must look like B1 or 1.a');
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

const force = z.enum(['mandatory', 'public_bodies', 'guidance', 'voluntary']);
const itemId = z.string().regex(/^[A-Z]+\d?-\d{2}$/, 'must look like GV-01');

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

const level = z.enum(['met', 'partly_met', 'not_met', 'unknown', 'not_applicable']);
const answerMap = z.record(z.string(), z.unknown());

export const casesFile = z.strictObject({
  bases: z.record(z.string(), answerMap).optional(),
  cases: z.array(
    z.strictObject({
      name: line,
      about: basis.min(1),
      as_of: date,
      base: z.string().optional(),
      given: answerMap,
      datasets: z.array(z.unknown()).optional(),
      expect: z.strictObject({
        tier: z.enum(['prohibited', 'high', 'medium', 'low', 'out_of_scope', 'undetermined']).optional(),
        possible_tiers: z.array(z.enum(['prohibited', 'high', 'medium', 'low', 'out_of_scope'])).optional(),
        in_scope: z.boolean().nullable().optional(),
        prohibited: z.record(z.string(), z.enum(['indicated', 'not_indicated', 'unknown'])).optional(),
        high_risk_row: z.string().nullable().optional(),
        conformity_route: z.enum(['certification_body', 'self_or_body', 'unknown', 'not_applicable']).optional(),
        impact_assessment: z.enum(['required', 'not_required', 'unknown']).optional(),
        deciders_include: z.array(z.string()).optional(),
        unsettled_include: z.array(z.string()).optional(),
        transitions: z.record(z.string(), z.string().nullable()).optional(),
        obligations: z
          .record(
            z.string(),
            z.strictObject({
              applies: z.enum(['yes', 'no', 'unknown', 'absent']).optional(),
              party: z.enum(['own', 'other', 'unknown']).optional(),
              status: level.optional(),
              date: date.nullable().optional(),
              possible_dates: z.array(date).optional(),
              state: z.enum(['grace', 'due', 'upcoming', 'passed', 'by_event', 'undetermined', 'none']).optional(),
            }),
          )
          .optional(),
        ethics_lines: z.record(z.string(), level).optional(),
        ethics_points: z.record(z.string(), level).optional(),
        findings_include: z.array(z.string()).optional(),
        findings_exclude: z.array(z.string()).optional(),
      }),
    }),
  ),
});

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

export type Case = z.infer<typeof casesFile>['cases'][number];
export type CaseBases = NonNullable<z.infer<typeof casesFile>['bases']>;
