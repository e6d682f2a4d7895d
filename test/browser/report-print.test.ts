import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrinter, launchBrowser } from '../../src/adapters/node/printer.ts';
import { PAGE_OF, pageNumbersOf, writePageNumbers } from '../../src/adapters/page-numbers.ts';
import type { Lang, RenderedReport, ReportId, ReportSubject } from '../../src/features/reports/index.ts';
import { loaded } from '../support/content.ts';
import { hostileSubject } from '../support/hostile.ts';
import { checkPaper, missingTools, outlineOf, runTool } from '../support/pdf-tools.ts';
import { render } from '../support/report.ts';
import { bareSubject, subjectOf } from '../support/subject.ts';
import { answerFileOf, changedSubject } from '../support/submissions.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LANGUAGES: Lang[] = ['vi', 'en'];

const verification = {
  href: 'https://luongtri.example/verify/sub_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
  submissionHash: 'b'.repeat(64),
  reviewHash: 'c'.repeat(64),
  logIndex: 41,
  checkpoint: { origin: 'luongtri.example/log', size: 57, root: 'd'.repeat(64) },
  status: 'valid',
} as const;

function changed(): ReportSubject {
  const before = answerFileOf('customer-service-chatbot');
  const after = structuredClone(before);
  after.answers['transparency.disclosed'] = false;
  after.answers['ethics.line.b1'] = 'not_met';
  return { ...changedSubject(before, after), verification };
}

const reviewed = (): ReportSubject => ({ ...subjectOf('customer-service-chatbot', { reviewed: true }), verification });
const REPORTS: [ReportId, () => ReportSubject][] = [
  ['audit', reviewed],
  ['public-summary', reviewed],
  ['change', changed],
];
const SHOWN = REPORTS.flatMap(([id, subject]) => LANGUAGES.map((lang) => [id, lang, subject] as const));
/** What the forms look like in a browser is tested in forms.test.ts. */
const FORMS: [ReportId, () => ReportSubject][] = [
  ['self-assessment', () => subjectOf('tax-risk-scoring')],
  ['classification-dossier', () => subjectOf('airport-face-recognition')],
  ['impact-assessment', () => subjectOf('traffic-camera')],
  ['incident', () => subjectOf('hospital-triage')],
  ['labour-plan', () => subjectOf('garment-factory-robots')],
];
/** The audit report on paper is in audit-paper.test.ts. */
const PRINTED = [...REPORTS.filter(([id]) => id !== 'audit'), ...FORMS].flatMap(([id, subject]) =>
  LANGUAGES.map((lang) => [id, lang, subject] as const),
);

let browser: Browser;
const printer = createPrinter();
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await printer.close();
  await browser.close();
});

const print = ({ html, header, footer, pageWords }: RenderedReport, lang: Lang): Promise<Uint8Array> =>
  printer.print(html, { lang, header, footer, pageWords });
const pagesOf = (pdf: Uint8Array): number =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b(?!s)/g),
  ].length;

describe('a report in a browser', () => {
  it.each(SHOWN)('%s in %s: no accessibility violation, and it fits a phone', async (id, lang, subject) => {
    const page = await browser.newPage();
    await page.setContent(render(id, subject(), lang).html);
    await page.evaluate(AXE);
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const violations = await page.evaluate(
        'axe.run().then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      expect([width, violations]).toEqual([width, []]);
    }
    await page.close();
  });
});

describe('a report on paper', () => {
  it('its contents name the page of each section, and the numbers move nothing', async () => {
    const { html } = render('audit', reviewed(), 'vi');
    const page = await browser.newPage();
    await page.setContent(html);
    const paper = { format: 'a4', preferCSSPageSize: true } as const;
    const before = pageNumbersOf(await page.pdf({ ...paper, tagged: false }));
    const sections = [...html.matchAll(new RegExp(`${PAGE_OF}="([^"]+)"`, 'g'))].map(([, id]) => id!);
    expect(sections.length).toBeGreaterThan(10);
    const numbers = sections.map((id) => before.get(id)!);
    // Later sections are on later pages, the first after the summary, the last near the end.
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers[0]).toBeGreaterThan(1);
    await page.evaluate(writePageNumbers(before));
    expect(
      await page.evaluate(`[...document.querySelectorAll('[${PAGE_OF}]')].map((place) => place.textContent)`),
    ).toEqual(numbers.map(String));
    const after = pageNumbersOf(await page.pdf({ ...paper, tagged: true, outline: true }));
    expect([...after]).toEqual([...before]);
    await page.close();
  });

  it.each(LANGUAGES)('the public summary of every example is at most two pages (%s)', async (lang) => {
    for (const { id, answerSet } of loaded.examples) {
      for (const subject of [bareSubject(answerSet), { ...subjectOf(id, { reviewed: true }), verification }]) {
        const pdf = await print(render('public-summary', subject, lang), lang);
        expect([id, pagesOf(pdf) <= 2]).toEqual([id, true]);
      }
    }
  });

  it('hostile text prints, and nothing is wider than the page', async () => {
    for (const id of ['audit', 'public-summary'] as const) {
      const report = render(id, hostileSubject(), 'vi');
      const page = await browser.newPage();
      await page.setContent(report.html);
      await page.emulateMediaType('print');
      const width = Math.round(((210 - 43) / 25.4) * 96);
      await page.setViewport({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.close();
      const pdf = await print(report, 'vi');
      const pages = pagesOf(pdf);
      expect(id === 'audit' ? pages > 60 : pages <= 2).toBe(true);
    }
  });
});

describe.skipIf(missingTools.length > 0)(
  `with public tools (not installed here: ${missingTools.join(', ') || 'none'})`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'luongtri-print-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Words that stand beside the paper: no reader sees them. */
    const besidePaper = (file: string): string[] =>
      [
        ...runTool('pdftotext', '-bbox', file, '-').matchAll(
          /xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)"[^>]*>([^<]*)</g,
        ),
      ]
        .filter(([, left, right]) => Number(left) < 0 || Number(right) > 595.5)
        .map(([, , , word]) => word!);

    it.each(PRINTED)(
      '%s in %s: tagged, titled, fonts embedded and subset, no blank page',
      async (id, lang, subject) => {
        const report = render(id, subject(), lang);
        const file = join(folder, `${id}.${lang}.pdf`);
        writeFileSync(file, await print(report, lang));
        const pages = checkPaper(file, report, 200);
        expect(pages.join(' ')).toMatch(lang === 'vi' ? /[ạảấầẩẫậ]/ : /\bthe\b/);
        expect(besidePaper(file)).toEqual([]);
        expect(outlineOf(file).length).toBeGreaterThan(0);
      },
    );

    it.each(['self-assessment', 'public-summary'] as const)(
      '%s: a hostile name turns and pushes nothing off the page',
      async (id) => {
        const hostile = hostileSubject('tax-risk-scoring');
        const report = render(id, hostile, 'vi');
        const file = join(folder, `${id}.hostile.pdf`);
        writeFileSync(file, await print(report, 'vi'));
        expect(besidePaper(file)).toEqual([]);
        const pages = runTool('pdftotext', '-layout', file, '-').split('\f').slice(0, -1);
        pages.forEach((text, index) => {
          expect(text).toContain(`Trang ${index + 1} trên ${pages.length}`);
        });
      },
    );
  },
);
