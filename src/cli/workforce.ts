/** @module `luongtri workforce FILE`: what a change of technology means for jobs, measured from a file of the organisation. */
import { hashJson } from '../content/hash.ts';
import { CONTENT_ROOT } from '../content/load.ts';
import { requireOccupations } from '../content/occupations.ts';
import { holidaysFile } from '../content/schema.ts';
import { readSource } from '../content/source.ts';
import { type HolidayYear, WorkCalendar } from '../engine/index.ts';
import {
  assessWorkforce,
  OccupationTable,
  searchOccupations,
  workforceJson,
  workforceOutput,
} from '../measure/workforce/index.ts';
import { UsageError } from './errors.ts';
import { dateOption, LANGUAGES, type Language, oneOf, onlyFile, readOptions } from './options.ts';
import { todayInVietNam } from './read-answer-file.ts';
import { readWorkforceFile } from './workforce-file.ts';
import { workforceText } from './workforce-text.ts';
import { SEARCH_WORDS } from './workforce-words.ts';
import { checkWritable, writeOutput } from './write-output.ts';

export async function workforceCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('workforce', args, {
    'as-of': { type: 'string' },
    lang: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    find: { type: 'string' },
  });
  const lang = oneOf('workforce', 'lang', values.lang, LANGUAGES);
  const format = oneOf('workforce', 'format', values.format, ['text', 'json'] as const);
  const asOf = dateOption('workforce', values['as-of']);
  if (values.find !== undefined && positionals.length > 0) {
    throw new UsageError('--find goes without a FILE', 'workforce');
  }
  const file = values.find === undefined ? onlyFile('workforce', positionals) : undefined;
  if (values.out !== undefined) checkWritable(values.out);
  const table = new OccupationTable(requireOccupations());
  if (file === undefined) {
    writeOutput(values.out, found(table, values.find!, lang, format));
    return;
  }
  const { input, data } = readWorkforceFile(file, table, lang);
  const day = asOf ?? input.asOf ?? todayInVietNam();
  const report = assessWorkforce(input, { table, calendar: calendar(), asOf: day });
  if (format === 'text') {
    writeOutput(values.out, workforceText(report, lang));
    return;
  }
  writeOutput(values.out, workforceJson(workforceOutput(report, hashJson(data))));
}

/** Only the holidays are read: the rest of the content has no bearing on this measurement. */
function calendar(): WorkCalendar {
  const { data } = readSource(CONTENT_ROOT, 'rules/data/public-holidays.yaml');
  return new WorkCalendar(holidaysFile.parse(data).holidays as HolidayYear[]);
}

function found(table: OccupationTable, text: string, lang: Language, format: 'text' | 'json'): string {
  const candidates = searchOccupations(table, text, 10);
  if (format === 'json') return `${JSON.stringify({ query: text, candidates }, null, 2)}\n`;
  if (candidates.length === 0) return `${SEARCH_WORDS[lang].nothing}\n`;
  const lines = candidates.map(({ code, title }) => `${code}  ${title.vi ?? '–'} / ${title.en}`);
  return `${lines.join('\n')}\n${SEARCH_WORDS[lang].note}\n`;
}
