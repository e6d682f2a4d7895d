import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, createPrinter, launchBrowser } from '../../src/adapters/node/printer.ts';
import { app } from '../support/app.ts';
import { loaded } from '../support/content.ts';
import { textOfPages } from '../support/pdf.ts';
import { example, render, reportOf } from '../support/report.ts';
import { subjectOf } from '../support/subject.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOWN = ['airport-face-recognition', 'customer-service-chatbot', 'incomplete-startup'].flatMap((id) =>
  (['vi', 'en'] as const).map((lang) => [id, lang] as const),
);
const WITHDRAWN = {
  href: 'https://luongtri.example/verify/sub_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
  submissionHash: 'b'.repeat(64),
  reviewHash: null,
  logIndex: 41,
  checkpoint: null,
  status: 'withdrawn',
} as const;
const OPTIONS = { lang: 'vi', footer: 'Lương Tri · Đánh giá', pageWords: ['Trang', 'trên'] } as const;

let browser: Browser;
const printer = createPrinter();
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await printer.close();
  await browser.close();
});

describe('the report in a browser', () => {
  it.each(SHOWN)('%s in %s has no accessibility violation', async (id, lang) => {
    const page = await browser.newPage();
    await page.setContent(reportOf(example(id), lang));
    await page.evaluate(AXE);
    // Wide as a table, narrow as a list of cells.
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      const violations = await page.evaluate(
        'axe.run().then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      expect([width, violations]).toEqual([width, []]);
    }
    await page.close();
  });

  it.each(SHOWN)('%s in %s fits 320 and 1280 pixels', async (id, lang) => {
    const page = await browser.newPage();
    await page.setContent(reportOf(example(id), lang));
    for (const width of [320, 1280]) {
      await page.setViewport({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    await page.close();
  });
});

describe('the pages in a browser', () => {
  const paths = ['/', '/docs', '/problems', '/examples/incomplete-startup'];
  it.each(paths.flatMap((path) => (['vi', 'en'] as const).map((lang) => [path, lang] as const)))(
    '%s in %s has no accessibility violation and fits 320 pixels',
    async (path, lang) => {
      const response = await app.request(`${path}?lang=${lang}`, { headers: { Accept: 'text/html' } });
      expect(response.status).toBe(200);
      const page = await browser.newPage();
      await page.setViewport({ width: 320, height: 900 });
      await page.setContent(await response.text());
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      await page.evaluate(AXE);
      const violations = await page.evaluate(
        'axe.run().then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      await page.close();
      expect(violations).toEqual([]);
    },
  );
});

describe('the report on paper', () => {
  it.each(loaded.examples.map(({ id }) => id))('the summary of %s is one page', async (id) => {
    for (const lang of ['vi', 'en'] as const) {
      const page = await browser.newPage();
      // Reviewed and withdrawn: the fullest that a first page can be.
      await page.setContent(
        render('audit', { ...subjectOf(id, { reviewed: true }), verification: WITHDRAWN }, lang).html,
      );
      await page.emulateMediaType('print');
      // The printed width and height of an A4 page less its margins, at 96 dpi.
      await page.setViewport({ width: Math.round(((210 - 43) / 25.4) * 96), height: 900 });
      const bottom = (await page.evaluate(
        "document.querySelector('.summary').getBoundingClientRect().bottom",
      )) as number;
      expect([id, lang, bottom <= ((297 - 44) / 25.4) * 96]).toEqual([id, lang, true]);
      await page.close();
    }
  });

  it('fetches nothing and runs no script', async () => {
    let hits = 0;
    const server = createServer((_request, response) => {
      hits += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const html = `<!doctype html><html lang="vi"><title>x</title><body><img src="${url}/a.png" alt=""><link rel="stylesheet" href="${url}/b.css"><script src="${url}/c.js"></script><script>document.body.innerHTML='<p style="break-after:page">x</p>'.repeat(5)</script><p>x</p></body></html>`;
    const pdf = await printer.print(html, OPTIONS);
    await new Promise((resolve) => server.close(resolve));
    expect(hits).toBe(0);
    // The script would have made five pages of one.
    expect(textOfPages(pdf).length).toBe(1);
  });

  it('a browser that dies is replaced', async () => {
    const started: Browser[] = [];
    const own = createPrinter({
      launch: async () => {
        started.push(await launchBrowser());
        return started.at(-1)!;
      },
    });
    const html = reportOf(example('demand-forecasting'), 'vi');
    expect((await own.print(html, OPTIONS)).length).toBeGreaterThan(10_000);
    started[0]!.process()!.kill('SIGKILL');
    expect((await own.print(html, OPTIONS)).length).toBeGreaterThan(10_000);
    expect(started.length).toBe(2);
    await own.close();
  });

  it('many at once all arrive', async () => {
    const html = reportOf(example('demand-forecasting'), 'en');
    const sizes = (await Promise.all(Array.from({ length: 6 }, () => printer.print(html, OPTIONS)))).map(
      ({ length }) => length,
    );
    expect(Math.min(...sizes)).toBeGreaterThan(10_000);
  });

  it('the browser is unpacked once, however many ask', async () => {
    const paths = await Promise.all(Array.from({ length: 5 }, browserPath));
    expect(new Set(paths).size).toBe(1);
  });
});
