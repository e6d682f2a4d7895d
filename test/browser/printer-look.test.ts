import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrinter, launchBrowser } from '../../src/adapters/node/printer.ts';
import {
  applyOverride,
  buildReportOverride,
  checkReportLook,
  type ReportLook,
} from '../../src/features/report-templates/index.ts';
import { loaded } from '../support/content.ts';
import { example, reportOf } from '../support/report.ts';
import { subjectOf } from '../support/subject.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EXAMPLE = 'office-assistant';

let browser: Browser;
const printer = createPrinter();
/** A logo as an organisation would send it: drawn by the browser. */
let logo: string;
beforeAll(async () => {
  browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<div style="width:240px;height:80px;background:#0b5;border-radius:12px"></div>');
  logo = Buffer.from(await (await page.$('div'))!.screenshot({ type: 'png' })).toString('base64');
  await page.close();
});
afterAll(async () => {
  await printer.close();
  await browser.close();
});

const text = (vi: string, en: string) => ({ vi, en });
const TABLE =
  '<table><caption>{{system.name}}</caption><thead><tr><th scope="col">{{tier.word}}</th><th scope="col">{{asOf}}</th></tr></thead><tbody>{{#each findings}}<tr><td>{{title}}</td><td>{{severity}}</td></tr>{{else}}<tr><td colspan="2">–</td></tr>{{/each}}</tbody></table>';

it.each(['vi', 'en'] as const)(
  'a report with the look of its organisation prints and has no accessibility violation (%s)',
  async (lang) => {
    const look: ReportLook = {
      logo,
      accent: '#0b5a43',
      cover: text('Bản dùng nội bộ.\nKhông phát hành.', 'For internal use.\nNot for publication.'),
      sections: [
        {
          place: 'cover',
          title: text('Liên hệ', 'Contact'),
          template: text('<p>{{organisation.name}}</p>', '<p>{{organisation.name}}</p>'),
        },
        { place: 'start', title: text('Lời ngỏ', 'Foreword'), template: text(TABLE, TABLE) },
        {
          place: 'end',
          title: text('Phụ lục', 'Annex'),
          template: text(
            '<h3>A</h3><p><a href="https://example.vn">example.vn</a></p>',
            '<h3>A</h3><p><a href="https://example.vn">example.vn</a></p>',
          ),
        },
      ],
    };
    expect(await checkReportLook(look)).toEqual([]);
    const override = await buildReportOverride(look, subjectOf(EXAMPLE), loaded.content);
    const plain = reportOf(example(EXAMPLE), lang);
    const html = applyOverride(plain, override, lang);
    expect(html.match(/<section class="own"/g)).toHaveLength(3);
    expect(html).toContain('<img class="own-logo"');

    const page = await browser.newPage();
    await page.setContent(html);
    await page.evaluate(AXE);
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      const violations = await page.evaluate(
        'axe.run().then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      expect([width, violations]).toEqual([width, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    const painted = await page.evaluate("getComputedStyle(document.querySelector('.brand')).color");
    expect(painted).toBe('rgb(11, 90, 67)');
    if (process.env.LOOK_SHOT) {
      await page.setViewport({ width: 900, height: 1400 });
      writeFileSync(`${process.env.LOOK_SHOT}-${lang}.png`, await page.screenshot());
    }
    await page.close();

    const pdf = await printer.print(html, { lang, footer: 'Lương Tri', pageWords: ['Trang', 'trên'] });
    const bare = await printer.print(plain, { lang, footer: 'Lương Tri', pageWords: ['Trang', 'trên'] });
    expect(pdf.length).toBeGreaterThan(bare.length);
  },
);
