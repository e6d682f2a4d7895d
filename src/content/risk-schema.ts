/** @module Strict shapes of `rules/risk/*.yaml`: the scoring scheme, the gates, and the mapping of each domain. */
import { z } from 'zod';
import { isPlainDate, type Logic } from '../engine/index.ts';
import { GATE_EFFECTS, REASON_CODES, type RiskMapping, SEVERITY_FACTORS } from '../engine/risk/index.ts';

const date = z
  .string()
  .refine(isPlainDate, { params: { code: 'invalid_date' }, error: 'is not a date that exists (YYYY-MM-DD)' });
const line = z.string().trim().min(1);
const text = z.strictObject(
  { vi: line, en: line },
  { error: ({ code }) => (code === 'invalid_type' ? 'must be written as {vi: …, en: …}' : undefined) },
);
const word = z.string().regex(/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/, 'must be lower-case words joined by _ or -');
const questionId = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'must be lower-case words joined by . or -');
const basis = z.array(z.string().regex(/^[a-z0-9-]+:\S+$/, 'must look like law-134-2025:10.1'));
const logic = z.unknown().refine((value) => value !== undefined, 'must be a rule');
const share = z.number().min(0).max(1);
const weight = z.number().positive().max(1000);
const range = (number: z.ZodNumber) =>
  z.tuple([number, number]).refine(([least, most]) => least <= most, 'must begin with the smaller number');
const domain = z.enum(['fairness', 'workforce']);

/** Every id once. */
const unique = <T extends z.ZodArray>(list: T, key: string): T =>
  list.refine(
    (entries) => new Set(entries.map((entry) => (entry as Record<string, unknown>)[key])).size === entries.length,
    `must name each ${key} once`,
  ) as T;

const bands = unique(z.array(z.strictObject({ id: word, title: text, from: share })).min(2), 'id').refine(
  (list) => list[0]!.from === 0 && list.every((band, index) => index === 0 || band.from > list[index - 1]!.from),
  'must begin at 0 and rise',
);

const levels = unique(
  z.array(z.strictObject({ id: word, title: text, from: z.number().min(0).max(100).optional() })).min(2),
  'id',
).refine((list) => {
  const starts = list.map(({ from }) => from).filter((from) => from !== undefined);
  const rising = starts.every((from, index) => index === 0 || from > starts[index - 1]!);
  return list[0]!.from === 0 && rising && list.slice(0, starts.length).every(({ from }) => from !== undefined);
}, 'must begin at 0 and rise; levels without a score come last');

const scheme = z
  .strictObject({
    version: z.string().regex(/^\d+\.\d+$/, 'must look like 1.0'),
    applies_from: date,
    until: date.optional(),
    checked_on: date,
    method_source: text,
    note: text.optional(),
    blend: z.strictObject({ factor: share, domain: share }),
    inherent: z.strictObject({ base: share }),
    caps: z
      .strictObject({ full: share, weak_key: share, missing_key: share, weak_below: share })
      .refine(({ full, weak_key: weak, missing_key: missing }) => full >= weak && weak >= missing, {
        error: 'must fall from full to weak_key to missing_key',
      }),
    control_steps: unique(z.array(z.strictObject({ answer: word, design: share, operation: share })).min(1), 'answer'),
    evidence: z
      .strictObject({
        default: word,
        grades: unique(z.array(z.strictObject({ id: word, value: share, title: text })).min(1), 'id').refine(
          (list) => list.every((grade, index) => index === 0 || grade.value >= list[index - 1]!.value),
          'must rise from the weakest grade',
        ),
      })
      .refine(
        ({ default: fallback, grades }) => grades.some(({ id }) => id === fallback),
        'must name a grade as default',
      ),
    unknown: z.strictObject({
      factor: z
        .strictObject({ low: share, point: share, critical: share, high: share })
        .refine(
          ({ low, point, critical, high }) => low <= point && point <= critical && critical <= high,
          'must rise from low to point to critical to high',
        ),
      control: z
        .strictObject({ low: share, point: share, high: share })
        .refine(({ low, point, high }) => low >= point && point >= high, 'must fall from low to point to high'),
    }),
    not_applicable: z.strictObject({ provisional_above: share }),
    confidence: z.strictObject({ base: share, evidence: share, bands }),
    levels,
    floors: z.strictObject({
      dimension: z.strictObject({ residual_from: share, level: word, text }),
      evidence: z.strictObject({ confidence_below: share, level: word, text }),
      controls: z.strictObject({ levels_at_most: z.number().int().min(0), text }),
    }),
    sensitivity: z.strictObject({
      runs: z.number().int().min(1).max(100_000),
      seed: z.number().int().min(0).max(4_294_967_295),
      base: range(share),
      blend_factor: range(share),
      blend_domain: range(share),
      caps: share,
      unknown: range(share),
      weights: range(z.number().positive()),
      interval: range(share),
      weight_step: z.number().min(0).max(0.99),
      threshold_step: z.number().min(0).max(50),
      bands,
    }),
    actions: z.strictObject({
      max_size: z.number().int().min(1).max(3),
      candidates: z.number().int().min(1).max(200),
      shown: z.number().int().min(1),
      improve_control: z.strictObject({ title: text, design: share, operation: share, evidence: word }),
      raise_evidence: z.strictObject({ title: text, to: word }),
      answer_unknown: z.strictObject({ title: text, value: share }),
    }),
    reasons: z.strictObject(
      Object.fromEntries(REASON_CODES.map((code) => [code, text])) as Record<
        (typeof REASON_CODES)[number],
        typeof text
      >,
    ),
  })
  .superRefine((value, context) => {
    const levelIds = new Set(value.levels.map(({ id }) => id));
    const gradeIds = new Set(value.evidence.grades.map(({ id }) => id));
    const named: [string, Set<string>, (string | number)[]][] = [
      [value.floors.dimension.level, levelIds, ['floors', 'dimension', 'level']],
      [value.floors.evidence.level, levelIds, ['floors', 'evidence', 'level']],
      [value.actions.improve_control.evidence, gradeIds, ['actions', 'improve_control', 'evidence']],
      [value.actions.raise_evidence.to, gradeIds, ['actions', 'raise_evidence', 'to']],
    ];
    for (const [id, ids, path] of named) {
      if (!ids.has(id)) context.addIssue({ code: 'custom', path, message: `must be one of: ${[...ids].join(', ')}` });
    }
  });

export const schemeFile = z.strictObject({ schemes: unique(z.array(scheme).min(1), 'version') });

const gate = z
  .strictObject({
    id: z.string().regex(/^G\d{1,2}$/, 'must look like G3'),
    title: text,
    domains: z.array(domain).min(1),
    applies_from: date,
    until: date.optional(),
    floor: word,
    effects: z.array(z.enum(GATE_EFFECTS)),
    text,
    lift: text,
    basis,
    method_source: text,
    when: logic.optional(),
    evidence: z.strictObject({ completeness_below: share, confidence_below: share }).optional(),
  })
  .refine(({ when, evidence }) => when === undefined || evidence === undefined, 'must have when or evidence, not both');

export const gatesFile = z.strictObject({ gates: unique(z.array(gate), 'id') });

const applicable = { applies: logic.optional(), not_applicable: text.optional() };
const explained = ({ applies, not_applicable: reason }: { applies?: unknown; not_applicable?: unknown }): boolean =>
  (applies === undefined) === (reason === undefined);
const EXPLAINED = 'must have both applies and not_applicable (the reason), or neither';

const factorShape = {
  title: text,
  weight,
  critical: z.literal(true).optional(),
  ...applicable,
  value: logic.optional(),
  low: logic.optional(),
  high: logic.optional(),
  curve: z
    .array(z.tuple([z.number(), share]))
    .min(2)
    .refine((points) => points.every(([x], index) => index === 0 || x > points[index - 1]![0]), 'must rise in x')
    .optional(),
  question: questionId.optional(),
  scores: z.record(z.string(), share).optional(),
  evidence: word.optional(),
  basis,
  method_source: text.optional(),
};

interface FactorParts {
  value?: unknown;
  low?: unknown;
  high?: unknown;
  curve?: unknown;
  question?: unknown;
  scores?: unknown;
}

/** Either a rule, or a question with a score for each answer. */
const readsOneWay = ({ value, low, high, curve, question, scores }: FactorParts): boolean =>
  value === undefined
    ? question !== undefined && scores !== undefined && [low, high, curve].every((part) => part === undefined)
    : question === undefined && scores === undefined;
const ONE_WAY = 'must have value (with low, high, curve as needed), or question with scores';
const SOURCED = 'must have a basis or a method_source';
const isSourced = ({ basis: list, method_source: source }: { basis: string[]; method_source?: unknown }): boolean =>
  list.length > 0 || source !== undefined;

const severityFactor = z
  .strictObject({ factor: z.enum(SEVERITY_FACTORS), ...factorShape })
  .refine(readsOneWay, ONE_WAY)
  .refine(explained, EXPLAINED)
  .refine(isSourced, SOURCED);
const likelihoodFactor = z
  .strictObject({ factor: word, ...factorShape })
  .refine(readsOneWay, ONE_WAY)
  .refine(explained, EXPLAINED)
  .refine(isSourced, SOURCED);

const dimensionId = z.string().regex(/^[FW]\d{1,2}$/, 'must look like F1 or W2');

const dimension = z
  .strictObject({
    id: dimensionId,
    title: text,
    weight,
    ...applicable,
    severity: unique(z.array(severityFactor).min(1), 'factor'),
    likelihood: unique(z.array(likelihoodFactor).min(1), 'factor'),
    basis,
    method_source: text.optional(),
  })
  .refine(explained, EXPLAINED)
  .refine(isSourced, SOURCED);

const control = z
  .strictObject({
    id: word,
    title: text,
    dimension: dimensionId,
    weight,
    key: z.literal(true).optional(),
    question: questionId,
    ...applicable,
    basis,
    method_source: text.optional(),
  })
  .refine(explained, EXPLAINED)
  .refine(isSourced, SOURCED);

const opportunity = z
  .strictObject({ id: z.string().regex(/^\w+$/), title: text, when: logic, basis, method_source: text.optional() })
  .refine(isSourced, SOURCED);

export const mappingFile = z
  .strictObject({
    domain,
    title: text,
    version: z.string().regex(/^\d+\.\d+$/, 'must look like 1.0'),
    applies_from: date,
    until: date.optional(),
    dimensions: unique(z.array(dimension).min(1), 'id'),
    controls: z.array(control),
    gates: unique(z.array(z.strictObject({ id: gate.shape.id, when: logic })), 'id'),
    opportunities: unique(z.array(opportunity), 'id'),
  })
  .superRefine(({ domain: name, dimensions, controls }, context) => {
    const letter = name === 'fairness' ? 'F' : 'W';
    dimensions.forEach(({ id }, index) => {
      if (!id.startsWith(letter)) {
        context.addIssue({ code: 'custom', path: ['dimensions', index, 'id'], message: `must begin with ${letter}` });
      }
    });
    const seen = new Set<string>();
    controls.forEach(({ id, dimension: home }, index) => {
      const path = ['controls', index];
      if (!dimensions.some((entry) => entry.id === home)) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'dimension'],
          message: 'must name a dimension of this file',
        });
      }
      if (seen.has(`${home}.${id}`)) {
        context.addIssue({ code: 'custom', path: [...path, 'id'], message: 'must be named once in its dimension' });
      }
      seen.add(`${home}.${id}`);
    });
  });

/** One rule of a mapping: where it stands and which type it must have, for `checkLogic`. */
export interface RiskLogic {
  path: (string | number)[];
  logic: Logic;
  type: 'number' | 'boolean';
}

/** Every rule of a mapping, in the order of the file. */
export function logicsOf({ dimensions, controls, gates, opportunities }: RiskMapping): RiskLogic[] {
  const found: RiskLogic[] = [];
  const add = (path: RiskLogic['path'], part: object, keys: readonly string[], type: RiskLogic['type']): void => {
    for (const key of keys) {
      const logic = (part as Record<string, Logic | undefined>)[key];
      if (logic !== undefined) found.push({ path: [...path, key], logic, type });
    }
  };
  for (const [index, part] of dimensions.entries()) {
    const path = ['dimensions', index];
    add(path, part, ['applies'], 'boolean');
    for (const list of ['severity', 'likelihood'] as const) {
      for (const [position, mapped] of part[list].entries()) {
        add([...path, list, position], mapped, ['applies'], 'boolean');
        add([...path, list, position], mapped, ['value', 'low', 'high'], 'number');
      }
    }
  }
  for (const [index, part] of controls.entries()) add(['controls', index], part, ['applies'], 'boolean');
  for (const [index, part] of gates.entries()) add(['gates', index], part, ['when'], 'boolean');
  for (const [index, part] of opportunities.entries()) add(['opportunities', index], part, ['when'], 'boolean');
  return found;
}
