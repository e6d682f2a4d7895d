/** @module The result contract `luongtri.result/1` as the OpenAPI document describes it; types are the engine's. */
import { z } from '@hono/zod-openapi';
import { BasisSchema, ConfidenceSchema, orNull, PlainDateSchema, TextSchema, ValueSchema } from '../../app/schemas.ts';
import { ACTORS, type Result, TIERS } from '../../engine/index.ts';
import { OverallRiskSchema, RiskResultSchema } from './risk-schema.ts';

const Tier = z.enum(TIERS).openapi('Tier');
const TierOrOpen = z.enum([...TIERS, 'undetermined']);
const Actor = z.enum(ACTORS).openapi('Actor');

const Because = z
  .strictObject({ questionId: z.string(), value: orNull(ValueSchema) })
  .openapi('Because', { description: 'One answer behind a conclusion; `null` means nobody knows it yet.' });
const because = z.array(Because);

const route = z.enum(['certification_body', 'self_or_body', 'unknown']);

const Classification = z
  .strictObject({
    inScope: z.boolean().nullable(),
    tier: TierOrOpen,
    possibleTiers: z.array(Tier).openapi({ description: 'Every tier still possible.' }),
    prohibited: z.array(
      z.strictObject({
        code: z.string(),
        title: TextSchema,
        kind: z.enum(['purpose', 'conduct']),
        status: z.enum(['indicated', 'not_indicated', 'unknown']),
        basis: BasisSchema,
        because,
      }),
    ),
    highRiskRow: z.string().nullable(),
    highRiskRows: z.array(
      z.strictObject({
        row: z.string(),
        title: TextSchema,
        status: z.enum(['applies', 'possible']),
        basis: BasisSchema,
        route,
        routeConfidence: ConfidenceSchema,
        routeSource: TextSchema,
        pdfPage: z.string(),
        note: orNull(TextSchema),
        because,
      }),
    ),
    conformityRoute: z.enum(['certification_body', 'self_or_body', 'unknown', 'not_applicable']),
    impactAssessment: z.enum(['required', 'not_required', 'unknown']),
    roles: z.array(z.strictObject({ actor: Actor, title: TextSchema, status: z.enum(['yes', 'no', 'unknown']) })),
    transitions: z.array(
      z.strictObject({
        id: z.string(),
        title: TextSchema,
        value: z.string().nullable(),
        possible: z.array(
          z.strictObject({
            value: z.string(),
            title: TextSchema,
            comply_before: orNull(PlainDateSchema),
            basis: BasisSchema,
          }),
        ),
      }),
    ),
    unsettled: z.array(z.strictObject({ id: z.string(), title: TextSchema, text: TextSchema, basis: BasisSchema })),
    reasons: z.array(
      z.strictObject({
        rule: z.string(),
        status: z.enum(['holds', 'open']),
        text: TextSchema,
        basis: BasisSchema,
        because,
      }),
    ),
    deciders: z
      .array(z.string())
      .openapi({ description: 'Open questions that could still change the tier, most decisive first.' }),
  })
  .openapi('Classification');

const Deadline = z
  .strictObject({
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
    text: TextSchema,
    date: orNull(PlainDateSchema),
    before: z.boolean().openapi({ description: 'True when the act must be finished before `date`, not on it.' }),
    state: z.enum(['grace', 'due', 'upcoming', 'passed', 'by_event', 'undetermined', 'none']),
    possibleDates: z.array(PlainDateSchema),
    grace: z
      .strictObject({ lastSafeDay: PlainDateSchema, transition: z.string(), meanwhile: TextSchema, basis: BasisSchema })
      .nullable(),
    clock: z
      .strictObject({
        amount: z.number(),
        unit: z.enum(['hours', 'working_days', 'calendar_days', 'months']),
        from: z.string(),
        provisional: z.boolean(),
      })
      .nullable(),
    notes: z.array(TextSchema),
  })
  .openapi('Deadline');

const levels = ['met', 'partly_met', 'not_met', 'unknown', 'not_applicable'] as const;

const Proof = z
  .strictObject({
    questionId: z.string(),
    level: z.enum(levels),
    note: z.string().nullable(),
    evidence: z.array(z.string()),
    evidenceGrade: z.enum(['none', 'self_declared', 'document', 'test_record', 'independent']).nullable(),
    remedy: z.string().nullable(),
    owner: z.string().nullable(),
    due: orNull(PlainDateSchema),
  })
  .openapi('Proof', { description: 'An answer on a scale, with what the organisation said about it.' });

const effort = z.enum(['small', 'medium', 'large']);
const Remedy = z
  .strictObject({ action: TextSchema, owner: TextSchema, document: TextSchema, effort })
  .openapi('Remedy', { description: 'Who does what, and which document results.' });

const Obligation = z
  .strictObject({
    id: z.string(),
    title: TextSchema,
    duty: orNull(TextSchema).openapi({
      description: '`null`, as `evidence` and `note`, where the duty does not apply.',
    }),
    kind: z.enum(['duty', 'right', 'exemption', 'encouraged', 'liability']),
    actors: z.array(Actor),
    party: z
      .enum(['own', 'other', 'unknown'])
      .openapi({ description: 'Whose duty it is, seen from the organisation that answers.' }),
    applies: z.enum(['yes', 'no', 'unknown']),
    status: z.enum(levels),
    basis: BasisSchema,
    deadline: Deadline,
    evidence: orNull(TextSchema),
    sanctions: z.array(z.string()),
    coverage: z.enum(['automated', 'asked', 'manual', 'dormant']),
    confidence: ConfidenceSchema,
    note: orNull(TextSchema),
    reasons: because,
    unsettled: z
      .array(z.string())
      .openapi({ description: 'Unsettled points of law that keep it open whether the duty exists.' }),
    proof: z.array(Proof).openapi({ description: 'The answers that prove the duty itself.' }),
    remedy: orNull(Remedy),
  })
  .openapi('AssessedObligation');

const force = z.enum(['binding', 'encouraged', 'unknown']);
const FrameworkEntry = z
  .strictObject({
    ref: z.string(),
    framework: z.string(),
    title: TextSchema,
    level: z.enum(levels),
    force: z.enum(['binding', 'guidance', 'encouraged', 'unknown']),
    basis: BasisSchema,
    proof: z.array(Proof),
    remedy: orNull(Remedy),
  })
  .openapi('FrameworkEntry', { description: 'A line of the official form, or a point of an ethics framework.' });

const Finding = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['rule', 'gap', 'contradiction']),
    title: TextSchema,
    severity: z.enum(['critical', 'high', 'moderate', 'low', 'information']),
    text: TextSchema,
    basis: BasisSchema,
    because,
    remedy: TextSchema,
    planned: z.string().nullable().openapi({ description: 'What the organisation itself said it will do.' }),
    owner: orNull(TextSchema),
    document: orNull(TextSchema),
    effort: effort.nullable(),
    due: orNull(PlainDateSchema).openapi({
      description:
        'The day in the `deadline` of the duty behind a finding `gap.<duty>`; where its `before` is true, the act must be finished before this day, not on it. Without such a day, the one that the organisation set itself.',
    }),
  })
  .openapi('ResultFinding');

const Action = z
  .strictObject({
    change: z.strictObject({ questionId: z.string(), to: ValueSchema, text: TextSchema }),
    effect: z.strictObject({ tier: TierOrOpen, possibleTiers: z.array(Tier), text: TextSchema }),
  })
  .openapi('Action', {
    description: 'One change within the organisation’s power, or one answer, and what it would do.',
  });

const OpenQuestion = z
  .strictObject({
    questionId: z.string(),
    state: z.enum(['unanswered', 'unknown', 'not_applicable']),
    conditional: z.boolean(),
    wouldChange: z.array(z.string()),
  })
  .openapi('OpenQuestion');

const SourceOfLaw = z
  .strictObject({
    id: z.string(),
    number: z.string(),
    title: TextSchema,
    href: z.string(),
    inForceFrom: PlainDateSchema,
    checkedOn: PlainDateSchema,
    confidence: ConfidenceSchema,
  })
  .openapi('SourceOfLaw');

const TraceNode = z
  .strictObject({
    rule: z.string(),
    kind: z.enum(['answer', 'measure', 'parameter', 'fact', 'decision', 'prohibited', 'row']),
    appliesFrom: orNull(PlainDateSchema),
    value: orNull(ValueSchema),
    possible: z.array(z.string()).optional(),
    reads: z.array(z.string()),
  })
  .openapi('TraceNode');

export const ResultSchema = z
  .strictObject({
    schema: z.literal('luongtri.result/1'),
    asOf: PlainDateSchema,
    engine: z.strictObject({ version: z.string() }),
    content: z.strictObject({
      questionnaires: z.array(z.strictObject({ id: z.string(), version: z.string(), hash: z.string() })),
      rules: z.strictObject({ hash: z.string() }),
    }),
    answersHash: z.string().openapi({ description: 'SHA-256 of the canonical answers (RFC 8785).' }),
    system: z.looseObject({ name: z.string() }),
    classification: Classification,
    obligations: z.array(Obligation),
    risks: z.strictObject({
      fairness: orNull(RiskResultSchema),
      workforce: orNull(RiskResultSchema),
      overall: orNull(OverallRiskSchema),
    }),
    ethicsFramework: z.strictObject({
      frameworks: z.array(z.strictObject({ id: z.string(), title: TextSchema, force, basis: BasisSchema })),
      lines: z.array(FrameworkEntry).openapi({ description: 'The official form of Circular 05/2026.' }),
      points: z.array(FrameworkEntry).openapi({ description: 'The framework in full.' }),
    }),
    measurements: z
      .array(
        z.strictObject({
          questionId: z.string(),
          datasetId: z.string(),
          kind: z.enum(['fairness', 'workforce']),
          values: z.record(z.string(), ValueSchema),
        }),
      )
      .openapi({ description: 'Data sets that were measured, with the values the rules read.' }),
    findings: z.array(Finding),
    actions: z.array(Action),
    tierChanges: z
      .union([
        z.strictObject({
          size: z.number().nullable(),
          maxSize: z.number(),
          sets: z.array(z.strictObject({ changes: z.array(Action.shape.change), effect: Action.shape.effect })),
          count: z.number(),
          proof: z.strictObject({
            candidates: z.number(),
            leftOut: z.number(),
            total: z.number(),
            evaluated: z.number(),
            ruledOut: z.number(),
          }),
        }),
        z.null(),
      ])
      .openapi({
        description:
          'With `deep`: the smallest sets of up to three changes that settle the tier, or lower it. No smaller set does.',
      }),
    open: z.array(OpenQuestion),
    onHold: z
      .array(z.strictObject({ questionId: z.string(), state: z.enum(['hidden', 'open']) }))
      .openapi({ description: 'Answers kept that count for nothing now, since their question is hidden or may be.' }),
    citations: z.record(z.string(), TextSchema),
    sources: z.array(SourceOfLaw),
    trace: z.array(TraceNode).optional(),
  })
  .openapi('Result', { description: 'Same answers, same day, same content: same bytes.' });

/** Readonly and `| undefined` of optional keys aside, which JSON does not know. */
type Plain<T> = T extends readonly unknown[]
  ? { -readonly [K in keyof T]: Plain<T[K]> }
  : T extends object
    ? { -readonly [K in keyof T]: Plain<Exclude<T[K], undefined>> }
    : T;

/** Fails to compile when the description and the engine's own type part ways. */
export type ResultSchemaIsExact = Assert<
  [Plain<Result>] extends [Plain<z.infer<typeof ResultSchema>>]
    ? [Plain<z.infer<typeof ResultSchema>>] extends [Plain<Result>]
      ? true
      : 'the description allows more than the engine gives'
    : 'the engine gives what the description does not allow'
>;
type Assert<T extends true> = T;
