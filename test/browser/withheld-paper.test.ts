import { afterAll, describe, expect, it } from 'vitest';
import { createPrinter } from '../../src/adapters/node/printer.ts';
import type { PrintOptions } from '../../src/adapters/print-options.ts';
import { compileTemplates, loadReportAssets } from '../../src/content/compile-report.ts';
import { hashAnswers } from '../../src/content/hash.ts';
import { CONTENT_ROOT } from '../../src/content/load.ts';
import { readAnswerSet } from '../../src/engine/index.ts';
import { AI02_FIELDS, renderFormHtml } from '../../src/features/reports/forms/index.ts';
import type { ReportAssets } from '../../src/features/reports/index.ts';
import { exampleData } from '../support/app.ts';
import { engine, loaded } from '../support/content.ts';
import { insidePdf, seenIn } from '../support/look-inside.ts';
import { missingTools } from '../support/pdf-tools.ts';
import { Planted, plantAnswers } from '../support/planted.ts';

const DEPS = {
  content: loaded.content,
  templates: compileTemplates(CONTENT_ROOT),
  assets: loadReportAssets(CONTENT_ROOT) as unknown as ReportAssets,
};
const printer = createPrinter();
afterAll(() => printer.close());

const planted = new Planted();
function plantedSubject() {
  const { datasets: _, ...file } = exampleData('tax-risk-scoring') as { answers: Record<string, unknown> } & object & {
      datasets?: unknown;
    };
  const answers = plantAnswers(planted, loaded.content, file.answers);
  const system = Object.fromEntries(
    ['name', 'description', 'provider', 'version'].map((key) => [key, planted.text(`system ${key}`)]),
  );
  delete answers['fairness.data'];
  const read = readAnswerSet(loaded.content, { ...file, system, answers }, { asOf: '2026-11-22' });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  const { answerSet } = read;
  const organisation = { id: 'org_1', name: planted.text('organisation name'), kind: 'company' as const };
  return { organisation, answerSet, result: engine.assess(answerSet, hashAnswers(answerSet)), people: {} } as never;
}

/** Without tools the text of the pages cannot be read: then only objects, titles and streams are. */
describe.skipIf(missingTools.length > 0)('the published copy of AI02 on paper', () => {
  const print = async (lang: 'vi' | 'en', fields: readonly string[] | null): Promise<string> => {
    const redactions = fields?.map((field) => ({ field, reason: 'Quyết định 7', basis: 'state_secret' as const }));
    const options = redactions ? { redactions } : {};
    const form = renderFormHtml('impact-assessment', plantedSubject(), lang, DEPS, options);
    const { html, header, footer, pageWords } = form;
    return insidePdf(await printer.print(html, { lang, header, footer, pageWords }));
  };

  it.each(['vi', 'en'] as const)('%s: nothing of any line is in pages, title, outline, tags or XMP', async (lang) => {
    expect(planted.placesIn(await print(lang, AI02_FIELDS))).toEqual([]);
    const open = planted.placesIn(await print(lang, []));
    expect(open).toEqual(
      expect.arrayContaining(['system name', 'public.ai02.inputs value', 'public.ai02.signatory value']),
    );
    expect(open.filter((place) => / (note|evidence|remedy|owner|description)$/.test(place))).toEqual([]);
    // One line alone, from its place and from head, foot and title as well.
    const one = planted.placesIn(await print(lang, ['I.2', 'II.2']));
    expect(one).toEqual(open.filter((place) => place !== 'system name' && place !== 'public.ai02.inputs value'));
  });

  const WORD = 'zwxaabxwz';
  const options: PrintOptions = { lang: 'vi', footer: 'Chân trang', pageWords: ['Trang', 'trên'] };
  const page = (head: string, body: string): string =>
    `<!doctype html><html lang="vi"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
  it.each([
    ['text', page('<title>t</title>', `<p>${WORD}</p>`), options],
    [
      'text broken over lines',
      page('<title>t</title>', `<p style="width:3em;overflow-wrap:anywhere">Cơ ${WORD}</p>`),
      options,
    ],
    ['the title', page(`<title>Ư ${WORD}</title>`, '<p>x</p>'), options],
    ['the outline', page('<title>t</title>', `<h1>${WORD}</h1><p>x</p>`), options],
    [
      'an alternative text',
      page(
        '<title>t</title>',
        `<svg role="img" aria-label="Ư ${WORD}" width="9" height="9"><rect width="9" height="9"/></svg>`,
      ),
      options,
    ],
    ['the address of a link', page('<title>t</title>', `<a href="https://example.vn/${WORD}">x</a>`), options],
    ['the head', page('<title>t</title>', '<p>x</p>'), { ...options, header: { about: WORD, title: 'x' } }],
    ['the foot', page('<title>t</title>', '<p>x</p>'), { ...options, footer: WORD }],
  ])('the check sees a word in %s', async (name, html, given) => {
    const text = insidePdf(await printer.print(html, given));
    const seen = name === 'text broken over lines' ? text.replaceAll(/\s+/g, '') : text;
    expect(seenIn(seen, [WORD])).toEqual([WORD]);
    // A heading is on its page too; here it is looked for where readers list the headings.
    if (name === 'the outline') expect(text).toContain(`"title": "${WORD}"`);
  });
});
