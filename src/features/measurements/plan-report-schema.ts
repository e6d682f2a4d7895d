/** @module The workforce report as the OpenAPI document describes it. */
import { z } from '@hono/zod-openapi';
import { orNull, PlainDateSchema, TextSchema } from '../../app/schemas.ts';
import {
  EXPOSURE_REASONS,
  EXPOSURE_SOURCES,
  GRADIENTS,
  INTENT_TITLES,
  PLAN_PART_TITLES,
  STATUS_TITLES,
  STEP_TITLES,
  TECHNOLOGY_TITLES,
  type WorkforceOutput,
} from '../../measure/workforce/index.ts';
import type { Assert, Same } from './exact.ts';
import { FairnessMeasurementSchema } from './report-schema.ts';
import { each, keysOf } from './shapes.ts';

const NullableNumber = z.union([z.number(), z.null()]);
const NullableText = z.union([z.string(), z.null()]);
const NullableDate = orNull(PlainDateSchema);

const Range = z.strictObject({ low: z.number(), point: NullableNumber, high: z.number() }).openapi('WorkforceRange', {
  description: '`point` is null while something is not measured; then only the range holds.',
});
const Count = z
  .strictObject({ known: z.int(), complete: z.boolean() })
  .openapi('WorkforceCount', { description: 'People named so far, and whether that is all.' });
const Due = z
  .strictObject({ dates: z.array(PlainDateSchema), provisional: z.boolean() })
  .openapi('WorkforceDue', { description: 'A last day: one date, or two while the calendar of holidays is open.' });
const YesNoUnknown = z.enum(['yes', 'no', 'unknown']);
const OUTCOMES = ['kept', 'retrained', 'moved', 'part_time', 'retired', 'ended'] as const;
const step = z.enum(keysOf(STEP_TITLES));
const planPart = z.enum(keysOf(PLAN_PART_TITLES));

const Exposure = z
  .strictObject({
    source: z.enum(keysOf(EXPOSURE_SOURCES)),
    low: z.number(),
    point: NullableNumber,
    high: z.number(),
    gradient: z
      .union([z.enum(GRADIENTS), z.null()])
      .openapi({ description: 'The published class, only where the published value is used.' }),
    siblings: z.array(z.string()).openapi({ description: 'Unit groups whose mean stands in.' }),
    reason: z.enum(keysOf(EXPOSURE_REASONS)).optional(),
  })
  .openapi('WorkforceExposure', {
    description:
      'Technical potential for tasks, 0–1; not job loss. The index of the ILO is applied to generative AI only: for any other technology nothing is measured unless the plan brings task shares.',
  });

const Occupation = z
  .strictObject({
    code: z.string(),
    title: orNull(TextSchema),
    ownTitle: NullableText,
    codeFromTitle: z.boolean().openapi({ description: 'The code was found by the title and should be confirmed.' }),
    headcount: z.int(),
    coverage: NullableNumber,
    intent: z.enum(keysOf(INTENT_TITLES)),
    technology: z.array(z.enum(keysOf(TECHNOLOGY_TITLES))),
    planned: orNull(
      z.strictObject({ counts: each(OUTCOMES, z.union([z.int(), z.null()])), firstEndedOn: NullableDate }),
    ),
    exposure: Exposure,
    share: Range,
    fte: Range,
    garments: z.boolean(),
  })
  .openapi('WorkforceOccupation');

const People = z
  .strictObject({
    headcount: z.int(),
    outcomes: each(OUTCOMES, Count),
    affected: Count,
    planTrigger: YesNoUnknown.openapi({
      description: 'Labour Code article 42(3) gives no number; two people is a prudent choice of this method.',
    }),
    dismissals: YesNoUnknown,
    retraining: z.strictObject({
      offered: NullableNumber,
      completed: NullableNumber,
      budget: NullableNumber,
      coverage: NullableNumber,
      completion: NullableNumber,
      gap: NullableNumber,
    }),
    newRoles: z.strictObject({ total: NullableNumber, forAffected: NullableNumber, net: NullableNumber }),
  })
  .openapi('WorkforcePeople');

const Process = z
  .strictObject({
    steps: z.array(
      z.strictObject({
        step,
        needed: YesNoUnknown,
        status: z.enum(keysOf(STATUS_TITLES)),
        doneOn: NullableDate,
        due: orNull(Due),
      }),
    ),
    plan: z.strictObject({
      complete: z.union([z.boolean(), z.null()]),
      missing: z.array(planPart),
      unknown: z.array(planPart),
    }),
    firstEndedOn: NullableDate,
  })
  .openapi('WorkforceProcess', {
    description: 'Steps of the Labour Code; one that nothing shows is unknown, never done.',
  });

const Allowance = z
  .strictObject({
    label: NullableText,
    people: z.int(),
    eligible: z.boolean(),
    countedMonths: z.number(),
    countedYears: z.number(),
    monthsOfPay: z.number(),
    leastApplied: z.boolean(),
    perPerson: z.int().openapi({ description: 'VND.' }),
    total: z.int(),
    settlement: orNull(z.strictObject({ usual: orNull(Due), latest: Due })),
  })
  .openapi('WorkforceAllowance', { description: 'Job-loss allowance (Labour Code article 47).' });

export const WorkforceReportSchema = z
  .strictObject({
    format: z.literal('luongtri.workforce/1'),
    system: NullableText,
    province: NullableText,
    asOf: NullableDate,
    state: z.enum(['measured', 'open']).openapi({
      description: '`open` while an occupation is not measured: then nothing says that the impact is small.',
    }),
    displaced: z.strictObject({ fte: Range, share: Range, openPeople: z.int() }).openapi({
      description: 'Work that the system could take over, in full-time equivalents; not people who lose their jobs.',
    }),
    likelihood: Range,
    severity: each(['scale', 'scope', 'irremediability', 'vulnerability'], NullableNumber),
    occupations: z.array(Occupation),
    people: People,
    distribution: z.strictObject({
      report: orNull(FairnessMeasurementSchema),
      reason: z.literal('no_groups').optional(),
    }),
    process: Process,
    allowance: orNull(z.strictObject({ entries: z.array(Allowance), people: z.int(), total: z.int() })),
    gates: z.array(
      z.strictObject({ id: z.literal('G4'), fires: YesNoUnknown, because: z.array(step), unproven: z.array(step) }),
    ),
    source: each(['credit', 'href', 'licence', 'changes', 'disclaimer'], z.string()),
    inputSha256: z.string().openapi({ description: 'SHA-256 of the canonical plan (RFC 8785).' }),
    values: z
      .record(z.string(), z.union([z.number(), z.boolean(), z.string()]))
      .openapi({ description: 'What the rules read; a value that is not known is absent.' }),
    words: z.strictObject({ title: TextSchema, text: TextSchema, limits: z.array(TextSchema) }),
  })
  .openapi('WorkforceReport');

export type WorkforceReportIsExact = Assert<Same<WorkforceOutput, z.infer<typeof WorkforceReportSchema>>>;
