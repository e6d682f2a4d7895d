/** @module `luongtri fairness FILE`: the gaps between groups, measured from rows or from counts. */
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { hashJson } from '../content/hash.ts';
import { csvSource, type FairnessOutput, fairnessOutput } from '../measure/csv/index.ts';
import { assessFairness, countsOf, type Dataset, DIRECTIONS, type Direction } from '../measure/fairness/index.ts';
import { InputError, UsageError } from './errors.ts';
import { type CsvRequest, csvRequest, FAIRNESS_OPTIONS } from './fairness-options.ts';
import { readRows } from './fairness-rows.ts';
import { sourceText } from './fairness-source.ts';
import { fairnessText } from './fairness-text.ts';
import { LANGUAGES, type Language, oneOf, onlyFile, readOptions } from './options.ts';
import { readCountsFile } from './read-counts-file.ts';
import { checkWritable, writeOutput } from './write-output.ts';

export async function fairnessCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('fairness', args, FAIRNESS_OPTIONS);
  const file = onlyFile('fairness', positionals);
  const direction = oneOf('fairness', 'outcome', values.outcome, DIRECTIONS);
  const lang = oneOf('fairness', 'lang', values.lang, LANGUAGES);
  const format = oneOf('fairness', 'format', values.format, ['text', 'json'] as const);
  const request = csvRequest(values, file);
  if (values.dataset !== undefined && values.outcome === undefined) {
    throw new UsageError('--dataset needs --outcome assistive or punitive: a data set states it', 'fairness');
  }
  if (values.dataset !== undefined && values.out !== undefined && resolve(values.out) === resolve(values.dataset)) {
    throw new UsageError('--out and --dataset name the same file', 'fairness');
  }
  for (const target of [values.out, values.dataset]) if (target !== undefined) checkWritable(target);
  const outcome = values.outcome === undefined ? undefined : direction;
  const { output, dataset } = request ? await fromRows(file, request, outcome, lang) : fromCounts(file, outcome, lang);
  if (values.dataset !== undefined) writeOutput(values.dataset, datasetFile(dataset, output, direction));
  if (format === 'json') writeOutput(values.out, `${JSON.stringify(output, null, 2)}\n`);
  else writeOutput(values.out, `${fairnessText(output, lang, output.directionAssumed)}\n${sourceText(output, lang)}`);
}

const [DEFAULT] = DIRECTIONS;

interface Measured {
  output: FairnessOutput;
  dataset: Dataset;
}

async function fromRows(
  file: string,
  request: CsvRequest,
  outcome: Direction | undefined,
  lang: Language,
): Promise<Measured> {
  const { counted, sha256 } = await readRows(file, request, lang);
  const report = assessFairness(counted.dataset, outcome ?? DEFAULT);
  const output = fairnessOutput(report, outcome, csvSource(request.columns, counted, sha256), counted.warnings);
  return { output, dataset: counted.dataset };
}

function fromCounts(file: string, outcome: Direction | undefined, lang: Language): Measured {
  const { dataset, data } = readCountsFile(file, lang);
  const output = fairnessOutput(assessFairness(dataset, outcome ?? DEFAULT), outcome, {
    kind: 'counts',
    sha256: hashJson(data),
  });
  return { output, dataset };
}

/** The counts as an entry of `datasets` in an answer file; the rows themselves are never kept. */
function datasetFile(dataset: Dataset, { source }: FairnessOutput, outcome: Direction): string {
  const counts = countsOf(dataset);
  if (!counts) {
    throw new InputError(
      'Rows with weights cannot become a data set of counts\n    → measure without --weight, or keep the JSON report as evidence',
    );
  }
  const { kind, sha256 } = source;
  return stringify([{ id: 'fairness', kind: 'fairness', data: { outcome, source: { kind, sha256 }, ...counts } }]);
}
