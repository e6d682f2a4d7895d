/** @module `luongtri assess`: one answer file in, one assessment out. */
import { hashAnswers } from '../content/hash.ts';
import { CONTENT_ROOT, requireContent } from '../content/load.ts';
import { type AnswerSet, Engine, type Result } from '../engine/index.ts';
import type { ReportAssets } from '../features/reports/index.ts';
import { UsageError } from './errors.ts';
import { dateOption, LANGUAGES, type Language, oneOf, onlyFile, readOptions } from './options.ts';
import { readAnswerFile } from './read-answer-file.ts';
import { checkWritable, writeOutput } from './write-output.ts';

const FORMATS = ['text', 'json', 'html', 'pdf'] as const;

export async function assessCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('assess', args, {
    'as-of': { type: 'string' },
    lang: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    trace: { type: 'boolean' },
    deep: { type: 'boolean' },
  });
  const file = onlyFile('assess', positionals);
  const lang = oneOf('assess', 'lang', values.lang, LANGUAGES);
  const format = oneOf('assess', 'format', values.format, FORMATS);
  const asOf = dateOption('assess', values['as-of']);
  if (format === 'pdf' && values.out === undefined && process.stdout.isTTY) {
    throw new UsageError('a PDF is not text for a terminal: add --out FILE', 'assess');
  }
  if (values.trace && format !== 'json') throw new UsageError('--trace goes with --format json', 'assess');
  if (values.out !== undefined) checkWritable(values.out);

  const engine = new Engine(requireContent(CONTENT_ROOT, { proofs: false }).content);
  const answerSet = readAnswerFile(engine.content, file, lang, asOf);
  const result = engine.assess(answerSet, hashAnswers(answerSet), {
    trace: values.trace === true,
    deep: values.deep === true,
  });
  writeOutput(values.out, await present(engine, answerSet, result, lang, format));
}

async function present(
  engine: Engine,
  answerSet: AnswerSet,
  result: Result,
  lang: Language,
  format: (typeof FORMATS)[number],
): Promise<string | Uint8Array> {
  if (format === 'json') return `${JSON.stringify(result, null, 2)}\n`;
  const { renderReportHtml, renderText } = await import('../features/reports/index.ts');
  if (format === 'text') return renderText(result, engine.content, lang);
  const { compileTemplates, loadReportAssets } = await import('../content/compile-report.ts');
  const { html, header, footer, pageWords } = renderReportHtml('audit', { result, answerSet, people: {} }, lang, {
    content: engine.content,
    templates: compileTemplates(CONTENT_ROOT),
    assets: loadReportAssets(CONTENT_ROOT) as unknown as ReportAssets,
  });
  if (format === 'html') return html;
  const { createPrinter } = await import('../adapters/node/printer.ts');
  const printer = createPrinter();
  try {
    return await printer.print(html, { lang, header, footer, pageWords });
  } finally {
    await printer.close();
  }
}
