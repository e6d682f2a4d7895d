/** @module What the law routes answer with. */
import { z } from '@hono/zod-openapi';
import { BasisSchema, ConfidenceSchema, orNull, PlainDateSchema, TextSchema } from '../../app/schemas.ts';

const clause = z.strictObject({ id: z.string(), title: TextSchema, label: TextSchema.optional() });
const logic = z.unknown().openapi({ description: 'JsonLogic over answers, facts and decisions.' });
const citations = z
  .record(z.string(), TextSchema)
  .openapi({ description: 'Each `basis` id above, written as a lawyer cites it.' });

export const InstrumentListSchema = z
  .strictObject({
    asOf: PlainDateSchema,
    instruments: z.array(
      z.strictObject({
        id: z.string(),
        number: z.string(),
        kind: z.enum(['law', 'code', 'decree', 'decision', 'circular', 'resolution', 'official_letter']),
        short: TextSchema,
        title: TextSchema,
        issuer: TextSchema,
        publishedOn: PlainDateSchema,
        inForceFrom: PlainDateSchema,
        inForceUntil: orNull(PlainDateSchema),
        state: z.enum(['not_yet_in_force', 'in_force', 'ended']).openapi({ description: 'On `asOf`.' }),
        checkedOn: PlainDateSchema.openapi({
          description: 'The day on which someone last compared this with the official text.',
        }),
        href: z.string(),
        confidence: ConfidenceSchema,
        note: orNull(TextSchema),
        articles: z.array(clause.extend({ clauses: z.array(clause).optional() })),
      }),
    ),
  })
  .openapi('InstrumentList');

export const ObligationListSchema = z
  .strictObject({
    asOf: PlainDateSchema,
    obligations: z.array(
      z.strictObject({
        id: z.string(),
        title: TextSchema,
        duty: TextSchema,
        actors: z.array(z.string()),
        kind: z.enum(['duty', 'right', 'exemption', 'encouraged', 'liability']),
        appliesFrom: PlainDateSchema,
        until: orNull(PlainDateSchema),
        when: logic,
        basis: BasisSchema,
        evidence: TextSchema,
        deadline: z.strictObject({
          rule: z.string(),
          text: TextSchema,
          clock: z
            .strictObject({
              amount: z.number(),
              unit: z.enum(['hours', 'working_days', 'calendar_days', 'months']),
              from: z.string(),
              direction: z.enum(['after', 'before']).optional(),
              note: TextSchema,
            })
            .nullable(),
        }),
        transition: z.string().nullable(),
        sanctions: z.array(z.string()),
        coverage: z.enum(['automated', 'asked', 'manual', 'dormant']),
        confidence: ConfidenceSchema,
        note: orNull(TextSchema),
      }),
    ),
    sanctions: z.array(z.strictObject({ id: z.string(), text: TextSchema, basis: BasisSchema })),
    citations,
  })
  .openapi('ObligationList');

export const HighRiskListSchema = z
  .strictObject({
    asOf: PlainDateSchema,
    rows: z.array(
      z.strictObject({
        row: z.string(),
        title: TextSchema,
        field: TextSchema,
        basis: BasisSchema,
        appliesFrom: PlainDateSchema,
        conditions: z.array(
          z.strictObject({
            question: z.string(),
            kind: z.enum(['scope', 'condition', 'carve_out', 'recorded']),
            humanApproval: z.boolean(),
          }),
        ),
        logic,
        route: z.enum(['certification_body', 'self_or_body', 'unknown']),
        routeConfidence: ConfidenceSchema,
        routeSource: TextSchema,
        pdfPage: z.string().openapi({ description: 'Page of the signed PDF on which the row can be checked.' }),
        note: orNull(TextSchema),
      }),
    ),
    citations,
  })
  .openapi('HighRiskList');

const counts = z.record(z.string(), z.int());

export const CoverageSchema = z
  .strictObject({
    asOf: PlainDateSchema,
    totals: z.strictObject({
      instruments: z.int(),
      articles: z.int(),
      citedArticles: z.int(),
      obligations: z.int(),
      questions: z.int(),
      rules: z.int(),
      cases: z.int(),
    }),
    obligationStatus: counts,
    confidence: counts,
    articles: z.array(
      z.strictObject({
        basis: z.string(),
        title: TextSchema,
        inForce: z.boolean().openapi({ description: 'Is its instrument in force on `asOf`?' }),
        obligations: z.array(z.string()),
        questions: z.array(z.string()),
        rules: z.array(z.string()),
        cases: z.int(),
      }),
    ),
    obligations: z.array(
      z.strictObject({
        id: z.string(),
        title: TextSchema,
        inForce: z.boolean(),
        basis: BasisSchema,
        status: z.string(),
        confidence: z.string(),
        questions: z.array(z.string()),
        proven: z.boolean().openapi({ description: 'Can answers prove that the duty is met?' }),
        reason: orNull(TextSchema).openapi({ description: 'Why answers cannot prove it.' }),
        cases: z.int(),
      }),
    ),
    items: z
      .array(
        z.strictObject({
          id: z.string(),
          title: TextSchema,
          force: z.enum(['mandatory', 'public_bodies', 'guidance', 'voluntary']),
          basis: BasisSchema,
          questions: z.array(z.string()),
          unasked: orNull(TextSchema),
        }),
      )
      .openapi({ description: 'The checks of the assessment plan, with the questions that cover them.' }),
  })
  .openapi('Coverage');
