/** @module `luongtri fairness FILE`: the gaps between groups, measured from counts. */
import { hashJson } from '../content/hash.ts';
import { assessFairness, DIRECTIONS, LIMITS, VERDICT_TEXTS, VERDICT_TITLES } from '../measure/fairness/index.ts';
import { fairnessText } from './fairness-text.ts';
import { LANGUAGES, oneOf, onlyFile, readOptions } from './options.ts';
import { readCountsFile } from './read-counts-file.ts';
import { checkWritable, writeOutput } from './write-output.ts';

export async function fairnessCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('fairness', args, {
    outcome: { type: 'string' },
    lang: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  });
  const file = onlyFile('fairness', positionals);
  const outcome = oneOf('fairness', 'outcome', values.outcome, DIRECTIONS);
  const lang = oneOf('fairness', 'lang', values.lang, LANGUAGES);
  const format = oneOf('fairness', 'format', values.format, ['text', 'json'] as const);
  if (values.out !== undefined) checkWritable(values.out);
  const { dataset, data } = readCountsFile(file, lang);
  const report = assessFairness(dataset, outcome);
  const assumed = values.outcome === undefined;
  if (format === 'text') {
    writeOutput(values.out, fairnessText(report, lang, assumed));
    return;
  }
  const words = {
    title: VERDICT_TITLES[report.verdict],
    text: VERDICT_TEXTS[report.verdict],
    limits: LIMITS,
  };
  const output = { ...report, directionAssumed: assumed, countsSha256: hashJson(data), words };
  writeOutput(values.out, `${JSON.stringify(output, null, 2)}\n`);
}
