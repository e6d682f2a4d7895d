/** @module The risk scores of a result as the OpenAPI document describes them; types are the engine's. */
import { z } from '@hono/zod-openapi';
import { BasisSchema, orNull, TextSchema, ValueSchema } from '../../app/schemas.ts';

const because = z.array(z.strictObject({ questionId: z.string(), value: orNull(ValueSchema) }));
const share = z.number();
const shareOrNull = z.number().nullable();
const textOrNull = orNull(TextSchema);
const domain = z.enum(['fairness', 'workforce']);
const list = z.enum(['severity', 'likelihood', 'controls']);
const band = z.strictObject({ id: z.string(), name: TextSchema });

const Level = z
  .strictObject({ id: z.string(), name: TextSchema, number: z.number() })
  .openapi('RiskLevel', { description: 'A level and its place, 1 = mildest.' });

const Input = z.strictObject({
  ref: z.string(),
  list,
  title: TextSchema,
  state: z.enum(['known', 'unknown', 'not_applicable']),
  weight: z.number(),
  critical: z.boolean(),
  key: z.boolean(),
  value: shareOrNull,
  evidence: z.string().nullable(),
  reason: textOrNull,
  basis: BasisSchema,
  because,
});

const Dimension = z
  .strictObject({
    id: z.string(),
    title: TextSchema,
    weight: z.number(),
    applies: z.boolean(),
    reason: textOrNull,
    severity: shareOrNull,
    likelihood: shareOrNull,
    inherent: shareOrNull,
    mitigation: shareOrNull,
    residual: shareOrNull,
    cap: z.enum(['full', 'weak_key', 'missing_key']).nullable(),
    notApplicableShare: shareOrNull,
    inputs: z.array(Input),
  })
  .openapi('RiskDimension', { description: 'One kind of harm: each number 0–1, higher is worse.' });

const Gate = z
  .strictObject({
    id: z.string(),
    title: TextSchema,
    state: z.enum(['fired', 'open', 'clear']),
    floor: Level,
    effects: z.array(
      z.enum(['no_mitigation_credit', 'no_certificate_wording', 'legal_review', 'high_risk_duties', 'obligation_list']),
    ),
    text: TextSchema,
    lift: TextSchema,
    basis: BasisSchema,
    source: TextSchema,
    because,
  })
  .openapi('RiskGate', { description: 'A rule that puts a floor under the level, and what would lift it.' });

const Change = z.strictObject({
  kind: z.enum(['improve_control', 'raise_evidence', 'answer_unknown']),
  text: TextSchema,
  ref: z.string(),
  title: TextSchema,
  questions: z.array(z.string()),
  to: z.strictObject({
    design: z.number().optional(),
    operation: z.number().optional(),
    value: z.number().optional(),
    evidence: z.string().optional(),
  }),
});

const LowerLevel = z
  .strictObject({
    from: Level,
    size: z.number().nullable(),
    maxSize: z.number(),
    sets: z.array(z.strictObject({ changes: z.array(Change), level: Level, residual: z.number() })),
    count: z.number(),
    heldBy: z.array(z.string()),
    proof: z.strictObject({
      candidates: z.number(),
      leftOut: z.number(),
      total: z.number(),
      evaluated: z.number(),
      ruledOut: z.number(),
      bounds: z.number(),
    }),
  })
  .openapi('LowerLevel', { description: 'The smallest sets of changes that lower the level; no smaller set does.' });

const Sensitivity = z
  .strictObject({
    runs: z.number(),
    seed: z.number(),
    stability: share,
    band,
    low: z.number(),
    high: z.number(),
    weights: z.strictObject({
      step: z.number(),
      tried: z.number(),
      low: z.number(),
      high: z.number(),
      altering: z.array(z.strictObject({ ref: z.string(), change: z.number(), level: z.string() })),
    }),
    thresholds: z.strictObject({ step: z.number(), lowered: z.string(), raised: z.string() }),
    breakEven: z.array(
      z.strictObject({ ref: z.string(), title: TextSchema, from: z.number(), to: z.number(), level: z.string() }),
    ),
  })
  .openapi('RiskSensitivity', { description: 'What becomes of the level when the constants of the method differ.' });

export const RiskResultSchema = z
  .strictObject({
    domain,
    scheme: z.string(),
    inherent: z.number().nullable(),
    inherentLevel: orNull(Level),
    residual: z.strictObject({ low: z.number(), point: z.number(), high: z.number() }).nullable(),
    level: orNull(Level),
    levels: z.strictObject({ low: z.string(), point: z.string(), high: z.string() }).nullable(),
    decisive: z.boolean().openapi({ description: 'No answer still to come can move the level.' }),
    provisional: z.boolean(),
    reasons: z.array(
      z.strictObject({
        code: z.enum([
          'floor',
          'insufficient_evidence',
          'not_applicable_share',
          'gate_open',
          'not_decisive',
          'nothing_applicable',
        ]),
        refs: z.array(z.string()),
        text: TextSchema,
      }),
    ),
    confidence: share,
    confidenceBand: band,
    completeness: share,
    evidence: share,
    certificateWording: z.boolean(),
    dimensions: z.array(Dimension),
    gates: z.array(Gate),
    drivers: z.array(
      z.strictObject({
        ref: z.string(),
        dimension: z.string(),
        list,
        title: TextSchema,
        state: z.enum(['known', 'unknown']),
        value: z.number(),
        gain: z.number(),
        share: z.number(),
      }),
    ),
    distance: z
      .strictObject({
        toWorse: z.number().nullable(),
        toBetter: z.number().nullable(),
        heldBy: z.array(z.string()),
      })
      .nullable(),
    lowerLevel: orNull(LowerLevel),
    sensitivity: orNull(Sensitivity),
    opportunities: z.array(
      z.strictObject({
        id: z.string(),
        title: TextSchema,
        status: z.enum(['present', 'unknown']),
        basis: BasisSchema,
        because,
      }),
    ),
    vector: z.string(),
  })
  .openapi('RiskScore', { description: 'One domain, scored 0–100; the scheme and its constants are in rules/risk.' });

export const OverallRiskSchema = z
  .strictObject({ level: orNull(Level), from: z.array(domain), atLeast: z.boolean() })
  .openapi('OverallRisk', { description: 'The worse of the domains; never a mean.' });
