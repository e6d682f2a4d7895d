/** @module What a fairness measurement takes: query parameters beside a CSV body, or counts as JSON. */
import { z } from '@hono/zod-openapi';
import { LangParameter, queryOf } from '../../app/parameters.ts';
import { ENCODINGS } from '../../measure/encoding/index.ts';
import { DIRECTIONS } from '../../measure/fairness/index.ts';

const column = (description: string, example?: string) =>
  z
    .string()
    .optional()
    .openapi({ description, ...(example === undefined ? {} : { example }) });

const OutcomeParameter = z.enum(DIRECTIONS).optional().openapi({
  description:
    'What being selected means: `assistive` helps (a loan, a job), `punitive` harms (a flag, a dismissal). Default: assistive, and the result says that it was assumed.',
});

export const CountsQuery = queryOf({ outcome: OutcomeParameter, lang: LangParameter.optional() });

/** Words for delimiters, because some characters are hard to write in an address. */
export const DELIMITER_WORDS = { comma: ',', semicolon: ';', tab: '\t' } as const;

export const CsvQuery = queryOf({
  attribute: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({ description: 'CSV: column that people are grouped by; may be repeated. Required.', example: 'sex' }),
  prediction: column('CSV: column of the decision, two values. This one or `score` is required.', 'decision'),
  score: column('CSV: column of the score; selected at or above `threshold`.'),
  threshold: column('CSV: a number with a decimal point; between 0 and 1, scores must be so too.'),
  label: column(
    'CSV: what really happened or was deserved, two values. Without it only selection is compared.',
    'label',
  ),
  favourable: column('CSV: the value that means positive, where it is not 1, true, yes or có.'),
  stratum: column('CSV: compare also within each value of this column.'),
  weight: column('CSV: how many people a row stands for, a number above zero.'),
  intersections: z
    .enum(['1', '2', '3'])
    .optional()
    .openapi({ description: 'CSV: how many attributes are crossed; 1 for none. Default: 2.' }),
  delimiter: z
    .enum(['comma', 'semicolon', 'tab'])
    .optional()
    .openapi({ description: 'CSV: default is recognised from the header.' }),
  encoding: z.enum(ENCODINGS).optional().openapi({ description: 'CSV: default is recognised from the first 64 kB.' }),
  outcome: OutcomeParameter,
  lang: LangParameter.optional(),
});

export type CsvParameters = z.infer<typeof CsvQuery>;

const Count = z.int().openapi({ minimum: 0 });

const GroupCounts = z.union([
  z.strictObject({ tp: Count, fp: Count, tn: Count, fn: Count }),
  z.strictObject({ selected: Count, total: Count }),
]);
const Groups = z.record(z.string(), GroupCounts);

/** `readCounts` does the checking; this is its public description. */
export const FairnessCountsSchema = z
  .strictObject({
    attribute: z.string().optional().openapi({ example: 'sex' }),
    groups: Groups.optional(),
    strata: z.record(z.string(), Groups).optional().openapi({ description: 'Instead of `groups`: groups by stratum.' }),
    attributes: z
      .record(
        z.string(),
        z.strictObject({ groups: Groups.optional(), strata: z.record(z.string(), Groups).optional() }),
      )
      .optional()
      .openapi({ description: 'Instead of all others: several attributes.' }),
    rejected: z
      .strictObject({ rows: Count, of: Count })
      .optional()
      .openapi({ description: 'Rows left out when the counts were made, of how many.' }),
  })
  .openapi('FairnessCounts', {
    description:
      'Counts of people by group: true and false positives and negatives; or only how many were selected, where what was deserved is not known.',
  });
