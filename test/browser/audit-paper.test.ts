/**
 * The audit report on paper: a settled tier with charts, a report that is nearly empty, and one that was reviewed, each
 * printed once in each language. What a file must be is read from the file itself; the public tools say it again where
 * they are installed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPrinter } from '../../src/adapters/node/printer.ts';
import type { Lang, RenderedReport, ReportSubject } from '../../src/features/reports/index.ts';
import { charactersOf, contentsOf, textOfPages } from '../support/pdf.ts';
import { checkPaper, missingTools, outlineOf } from '../support/pdf-tools.ts';
import { example, render } from '../support/report.ts';
import { reviewedExample } from '../support/reviewed-example.ts';
import { bareSubject } from '../support/subject.ts';

const SUBJECTS: [string, () => ReportSubject][] = [
  ['airport-face-recognition', () => bareSubject(example('airport-face-recognition'))],
  ['incomplete-startup', () => bareSubject(example('incomplete-startup'))],
  ['customer-service-chatbot, reviewed', reviewedExample],
];
const PRINTED = SUBJECTS.flatMap(([name, subject]) =>
  (['vi', 'en'] as const).map((lang) => [name, lang, subject] as const),
);
/** A report of this length holds everything and can still be read; the longest example is the airport's. */
const MOST_PAGES = 66;

const printer = createPrinter();
afterAll(() => printer.close());

interface Paper {
  report: RenderedReport;
  pdf: Uint8Array;
}

const papers = new Map<string, Promise<Paper>>();

/** Each is printed once, whoever asks first. */
function paperOf(name: string, lang: Lang, subject: () => ReportSubject): Promise<Paper> {
  const key = `${name} ${lang}`;
  const known = papers.get(key);
  if (known) return known;
  const report = render('audit', subject(), lang);
  const { html, header, footer, pageWords } = report;
  const made = printer.print(html, { lang, header, footer, pageWords }).then((pdf) => ({ report, pdf }));
  papers.set(key, made);
  return made;
}

describe('the audit report as a file', () => {
  it.each(PRINTED)('%s in %s: tagged, titled, in its own fonts, every page with text', async (name, lang, subject) => {
    const { report, pdf } = await paperOf(name, lang, subject);
    const contents = contentsOf(pdf);
    expect(contents.slice(0, 5)).toBe('%PDF-');
    expect(Buffer.from(pdf.subarray(-8)).toString('latin1')).toContain('%%EOF');
    expect(contents).toMatch(/\/MarkInfo ?<<[^>]*\/Marked true/);
    expect(contents).toMatch(/\/StructTreeRoot \d+ 0 R/);
    expect(contents).toMatch(new RegExp(`/Lang ?\\(${lang}`));
    expect(contents).toMatch(/\/Title ?[(<]/);
    // The outline has every heading, and every section of the contents.
    const outline = /\/Outlines (\d+) 0 R/.exec(contents)![1];
    const entries = new RegExp(`(?:^|\\n)${outline} 0 obj\\s*<<[^>]*/Count (\\d+)`).exec(contents)![1];
    expect(Number(entries)).toBe([...report.html.matchAll(/<h[1-6][ >]/g)].length);
    // A picture behind everything unknown would be most of the file, and of the time to print it.
    expect([...contents.matchAll(/\/Subtype \/Image/g)].length).toBeLessThan(150);
    const fonts = [...contents.matchAll(/\/FontName ?\/(\S+)/g)].map(([, font]) => font!);
    expect(fonts.length).toBeGreaterThan(1);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+BeVietnamPro-(Regular|SemiBold)$/);
    expect([...contents.matchAll(/\/FontFile2 /g)].length).toBe(fonts.length);
    const pages = textOfPages(pdf);
    expect(pages.length).toBeLessThanOrEqual(MOST_PAGES);
    // Head and foot alone are a few pieces of text.
    expect(Math.min(...pages)).toBeGreaterThan(10);
    // What is printed can be searched and copied, with its marks.
    const found = charactersOf(contents);
    const words = `${report.title}${lang === 'vi' ? 'Nghĩa vụ của đơn vị, theo mức độ khẩn. Chưa đủ' : ''}`;
    expect([...new Set(words)].filter((letter) => !found.has(letter.codePointAt(0)!))).toEqual([]);
  });
});

describe.skipIf(missingTools.length > 0)(
  `the same by public tools (not installed here: ${missingTools.join(', ') || 'none'})`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'luongtri-audit-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each(PRINTED)('%s in %s', async (name, lang, subject) => {
      const { report, pdf } = await paperOf(name, lang, subject);
      const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.${lang}.pdf`);
      writeFileSync(file, pdf);
      const pages = checkPaper(file, report, 300);
      const { sections } = report.model as unknown as { sections: { title: string }[] };
      const text = pages.join(' ').replaceAll(/\s+/g, ' ');
      for (const { title } of sections) expect(text).toContain(title);
      const named = JSON.stringify(outlineOf(file));
      for (const { title } of sections) expect(named).toContain(title);
    });
  },
);
