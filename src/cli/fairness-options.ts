/** @module The options of `luongtri fairness`, and which columns of a CSV file they name. */
import { DELIMITERS, type Delimiter } from '../measure/csv/index.ts';
import { ENCODINGS, type Encoding } from '../measure/encoding/index.ts';
import type { Columns } from '../measure/fairness/index.ts';
import { UsageError } from './errors.ts';
import { oneOf } from './options.ts';

export const FAIRNESS_OPTIONS = {
  label: { type: 'string' },
  prediction: { type: 'string' },
  score: { type: 'string' },
  threshold: { type: 'string' },
  attribute: { type: 'string', multiple: true },
  favourable: { type: 'string' },
  stratum: { type: 'string' },
  weight: { type: 'string' },
  intersections: { type: 'string' },
  delimiter: { type: 'string' },
  encoding: { type: 'string' },
  outcome: { type: 'string' },
  lang: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  dataset: { type: 'string' },
} as const;

export type FairnessValues = { [Name in keyof typeof FAIRNESS_OPTIONS]?: Name extends 'attribute' ? string[] : string };

const OF_CSV = [
  'label',
  'prediction',
  'score',
  'threshold',
  'attribute',
  'favourable',
  'stratum',
  'weight',
  'intersections',
  'delimiter',
  'encoding',
] as const;

export interface CsvRequest {
  columns: Columns;
  delimiter?: Delimiter;
  encoding?: Encoding;
}

/**
 * @returns what to read from a CSV file, or `null` when the file holds counts: no column is named and its name is not that
 * of a table
 * @throws UsageError
 */
export function csvRequest(values: FairnessValues, file: string): CsvRequest | null {
  if (OF_CSV.every((name) => values[name] === undefined) && !/\.(csv|tsv|txt)$/i.test(file)) return null;
  const { prediction, score, threshold } = values;
  const fail = (message: string): never => {
    throw new UsageError(message, 'fairness');
  };
  const attributes = values.attribute ?? fail('a CSV file needs at least one --attribute COLUMN');
  if ((prediction === undefined) === (score === undefined)) {
    fail('a CSV file needs either --prediction COLUMN, or --score COLUMN with --threshold NUMBER');
  }
  if ((score === undefined) !== (threshold === undefined)) fail('--score and --threshold belong together');
  if (threshold !== undefined && (threshold.trim() === '' || !Number.isFinite(Number(threshold)))) {
    fail(`--threshold ${threshold}: write a number with a decimal point, for example 0.5`);
  }
  const crossed = Number(oneOf('fairness', 'intersections', values.intersections ?? '2', ['1', '2', '3'])) as 1 | 2 | 3;
  return {
    columns: {
      attributes,
      crossed,
      ...(prediction === undefined ? {} : { prediction }),
      ...(score === undefined ? {} : { score: { column: score, threshold: Number(threshold) } }),
      ...(values.label === undefined ? {} : { label: values.label }),
      ...(values.favourable === undefined ? {} : { favourable: values.favourable }),
      ...(values.stratum === undefined ? {} : { stratum: values.stratum }),
      ...(values.weight === undefined ? {} : { weight: values.weight }),
    },
    ...(values.delimiter === undefined ? {} : { delimiter: delimiterOf(values.delimiter) }),
    ...(values.encoding === undefined ? {} : { encoding: oneOf('fairness', 'encoding', values.encoding, ENCODINGS) }),
  };
}

function delimiterOf(word: string): Delimiter {
  const character = word === 'tab' || word === '\\t' ? '\t' : word;
  if ((DELIMITERS as readonly string[]).includes(character)) return character as Delimiter;
  throw new UsageError(`--delimiter ${word}: use a comma, a semicolon or the word tab`, 'fairness');
}
