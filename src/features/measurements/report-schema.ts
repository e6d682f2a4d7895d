/** @module The fairness report as the OpenAPI document describes it. */
import { z } from '@hono/zod-openapi';
import { orNull, TextSchema } from '../../app/schemas.ts';
import { DELIMITERS, type FairnessOutput } from '../../measure/csv/index.ts';
import { ENCODINGS } from '../../measure/encoding/index.ts';
import {
  DIRECTIONS,
  RATE_NAMES,
  REASON_TEXTS,
  REJECTIONS,
  type Rejection,
  SUMMARY,
  TABLE_ISSUE_CODES,
  VERDICTS,
} from '../../measure/fairness/index.ts';
import type { Assert, Same } from './exact.ts';
import { each, keysOf } from './shapes.ts';

const Reason = z
  .enum(keysOf(REASON_TEXTS))
  .openapi('FairnessReason', { description: 'Why there is no value, or why it must not be relied on.' });
const Verdict = z.enum(VERDICTS).openapi('FairnessVerdict', {
  description: '`no_evidence_of_disparity` holds for these data only and does not prove that a system is fair.',
});
const Rate = z.enum(RATE_NAMES).openapi('FairnessRate');
const NullableNumber = z.union([z.number(), z.null()]);
const Interval = z.array(z.number()).openapi('FairnessInterval', { description: '95%: low, high.' });
const Measured = z
  .strictObject({ value: NullableNumber, reason: Reason.optional() })
  .openapi('FairnessMeasured', { description: 'A number, or null with its reason; never 0 for unknown.' });
const RateReport = z
  .strictObject({ value: NullableNumber, reason: Reason.optional(), interval: orNull(Interval) })
  .openapi('FairnessRateReport');
const Rates = each(RATE_NAMES, RateReport).openapi('FairnessRates');
const Count = z.number().openapi({ description: 'People, or the sum of their weights.' });

const Group = z
  .strictObject({
    name: z.string(),
    rows: z.int(),
    share: z.number(),
    status: z.enum(['judged', 'small_sample', 'small_share', 'hidden', 'withheld', 'empty']),
    counts: orNull(z.strictObject({ tp: Count, fp: Count, tn: Count, fn: Count }).openapi('FairnessConfusion')),
    rates: orNull(Rates),
    oneVersusRest: Measured,
  })
  .openapi('FairnessGroup');

const Comparison = z
  .strictObject({
    group: z.string(),
    rate: NullableNumber,
    ratio: NullableNumber,
    ratioInterval: orNull(Interval),
    difference: NullableNumber,
    differenceInterval: orNull(Interval),
    belowFourFifths: z.union([z.boolean(), z.null()]).openapi({
      description: 'A rule of thumb from United States employment guidelines, not Vietnamese law.',
    }),
    test: z.union([z.enum(['fisher', 'z']), z.null()]),
    p: NullableNumber,
    pHolm: NullableNumber,
    flipFlop: z.boolean(),
    smallSample: z.boolean(),
    smallShare: z.boolean(),
    verdict: Verdict,
    reason: Reason.optional(),
    shortfall: orNull(
      z.strictObject({ needed: z.number(), group: z.number(), reference: z.number() }).openapi('FairnessShortfall'),
    ),
  })
  .openapi('FairnessComparison');

const Metric = z
  .strictObject({
    rate: Rate,
    harmIsHigh: z.boolean(),
    reference: z.union([z.string(), z.null()]),
    referenceRate: NullableNumber,
    headline: orNull(z.strictObject({ group: z.string(), ratio: z.number() }).openapi('FairnessHeadline')),
    comparisons: z.array(Comparison),
    verdict: Verdict,
    reason: Reason.optional(),
  })
  .openapi('FairnessMetric');

const Stratified = z
  .strictObject({
    group: z.string(),
    reference: z.string(),
    strata: z.int(),
    pooledOddsRatio: NullableNumber,
    commonOddsRatio: NullableNumber,
    pooledP: NullableNumber,
    stratifiedP: NullableNumber,
    simpson: z.union([z.enum(['reversed', 'vanishes', 'appears']), z.null()]),
    conditionalDisparity: Measured,
  })
  .openapi('FairnessStratified', { description: 'The comparison within strata (Mantel-Haenszel).' });

const Attribute = z
  .strictObject({
    attribute: z.string(),
    parts: z.array(z.string()),
    records: z.int(),
    unknown: z.strictObject({ rows: z.int(), share: z.number() }),
    groups: z.array(Group),
    overall: Rates,
    metrics: z.array(Metric),
    notMeasured: z.array(Rate),
    summary: each(SUMMARY, Measured).openapi('FairnessSummary'),
    strata: z.array(Stratified),
    verdict: Verdict,
    reason: Reason.optional(),
  })
  .openapi('FairnessAttribute');

const Columns = z.strictObject({
  label: z.union([z.string(), z.null()]),
  prediction: z.union([z.string(), z.null()]),
  score: z.union([z.string(), z.null()]),
  threshold: NullableNumber,
  attributes: z.array(z.string()),
  favourable: z.union([z.string(), z.null()]),
  stratum: z.union([z.string(), z.null()]),
  weight: z.union([z.string(), z.null()]),
  intersections: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});

const rejectionNames = keysOf<Rejection>(REJECTIONS);
const Parse = z.strictObject({
  rows: z.int(),
  counted: z.int(),
  rejected: z.strictObject({
    rows: z.int(),
    byReason: z.partialRecord(z.enum(rejectionNames), z.int()),
    first: z
      .array(z.strictObject({ line: z.int(), reason: z.enum(rejectionNames) }))
      .openapi({ description: 'At most 100; all of them are counted in byReason.' }),
  }),
});

const CsvSource = z
  .strictObject({
    kind: z.literal('csv'),
    sha256: z.string(),
    bytes: z.int(),
    encoding: z.union([z.enum(ENCODINGS), z.null()]),
    encodingFrom: z.union([z.enum(['given', 'mark', 'text']), z.null()]),
    delimiter: z.union([z.enum(DELIMITERS), z.null()]),
    delimiterFrom: z.union([z.enum(['given', 'header']), z.null()]),
    blankLines: z.int(),
    columns: Columns,
    parse: Parse,
  })
  .openapi('FairnessCsvSource');
const CountsSource = z.strictObject({ kind: z.literal('counts'), sha256: z.string() }).openapi('FairnessCountsSource');

const Warning = z.strictObject({
  code: z.enum(TABLE_ISSUE_CODES),
  column: z.union([z.string(), z.null()]),
  line: z.int().optional(),
  byte: z.int().optional(),
  message: TextSchema,
  fix: TextSchema,
});

const measurement = {
  format: z.literal('luongtri.fairness/1'),
  direction: z.enum(DIRECTIONS),
  labelled: z.boolean(),
  attributes: z.array(Attribute),
  verdict: Verdict,
};

/** A measurement inside another report. */
export const FairnessMeasurementSchema = z.strictObject(measurement).openapi('FairnessMeasurement');

export const FairnessReportSchema = z
  .strictObject({
    ...measurement,
    directionAssumed: z.boolean(),
    source: z.union([CsvSource, CountsSource]),
    warnings: z.array(Warning),
    words: z.strictObject({
      title: TextSchema,
      text: TextSchema,
      limits: z.array(TextSchema),
      rejections: z.partialRecord(z.enum(rejectionNames), TextSchema),
    }),
  })
  .openapi('FairnessReport');

export type FairnessReportIsExact = Assert<Same<FairnessOutput, z.infer<typeof FairnessReportSchema>>>;
