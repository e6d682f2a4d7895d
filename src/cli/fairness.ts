/** @module `luongtri fairness FILE`: the gaps between groups, measured from rows or from counts. */
import { hashJson } from '../content/hash.ts';
import { csvSource, type FairnessOutput, fairnessOutput } from '../measure/csv/index.ts';
import { assessFairness, DIRECTIONS, type Direction } from '../measure/fairness/index.ts';
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
  if (values.out !== undefined) checkWritable(values.out);
  const outcome = values.outcome === undefined ? undefined : direction;
  const output = request ? await fromRows(file, request, outcome, lang) : fromCounts(file, outcome, lang);
  if (format === 'json') writeOutput(values.out, `${JSON.stringify(output, null, 2)}\n`);
  else writeOutput(values.out, `${fairnessText(output, lang, output.directionAssumed)}\n${sourceText(output, lang)}`);
}

const [DEFAULT] = DIRECTIONS;

async function fromRows(
  file: string,
  request: CsvRequest,
  outcome: Direction | undefined,
  lang: Language,
): Promise<FairnessOutput> {
  const { counted, sha256 } = await readRows(file, request, lang);
  const report = assessFairness(counted.dataset, outcome ?? DEFAULT);
  return fairnessOutput(report, outcome, csvSource(request.columns, counted, sha256), counted.warnings);
}

function fromCounts(file: string, outcome: Direction | undefined, lang: Language): FairnessOutput {
  const { dataset, data } = readCountsFile(file, lang);
  return fairnessOutput(assessFairness(dataset, outcome ?? DEFAULT), outcome, {
    kind: 'counts',
    sha256: hashJson(data),
  });
}
