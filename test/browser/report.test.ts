import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { inflateSync } from 'node:zlib';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, createPrinter, launchBrowser } from '../../src/adapters/node/printer.ts';
import { app } from '../support/app.ts';
import { loaded } from '../support/content.ts';
import { example, reportOf } from '../support/report.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOWN = ['airport-face-recognition', 'customer-service-chatbot', 'incomplete-startup'].flatMap((id) =>
  (['vi', 'en'] as const).map((lang) => [id, lang] as const),
);
const OPTIONS = { lang: 'vi', footer: 'Lương Tri · Đánh giá', pageWords: ['Trang', 'trên'] } as const;

/** All streams of a PDF, inflated, beside its plain objects: enough to see what the file holds. */
function contentsOf(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n/g)].map((match) => {
    const start = match.index + match[0].length;
    try {
      return inflateSync(Buffer.from(pdf.subarray(start, raw.indexOf('endstream', start)))).toString('latin1');
    } catch {
      return '';
    }
  });
  return [raw, ...streams].join('\n');
}

/** How much text each page of a PDF shows: the drawing commands of its content stream. */
function textOfPages(pdf: Uint8Array): number[] {
  const raw = Buffer.from(pdf).toString('latin1');
  return [...raw.matchAll(/\/Type ?\/Page\b[\s\S]*?\/Contents (\d+) 0 R/g)].map(([, number]) => {
    const object = raw.search(new RegExp(`(^|\\n)${number} 0 obj`));
    const start = raw.indexOf('stream', object) + 'stream'.length;
    const data = pdf.subarray(raw[start] === '\r' ? start + 2 : start + 1, raw.indexOf('endstream', start));
    return [
      ...inflateSync(Buffer.from(data))
        .toString('latin1')
        .matchAll(/T[jJ]\b/g),
    ].length;
  });
}

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
  it.each(SHOWN)('%s in %s is a tagged PDF with outline, title, language and its own font', async (id, lang) => {
    const pdf = await printer.print(reportOf(example(id), lang), { ...OPTIONS, lang });
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    const contents = contentsOf(pdf);
    expect(contents).toMatch(/\/StructTreeRoot/);
    expect(contents).toMatch(/\/Outlines/);
    expect(contents).toMatch(new RegExp(`/Lang ?\\(${lang}`));
    expect(contents).toMatch(/\/FontName ?\/[A-Z]{6}\+BeVietnamPro-Regular/);
    expect(contents).toMatch(/\/FontFile2/);
    expect(contents).toMatch(/\/Title ?[(<]/);
    const pages = textOfPages(pdf);
    expect(pages.length).toBeGreaterThan(3);
    // The foot alone is at most a few pieces of text.
    expect(Math.min(...pages)).toBeGreaterThan(10);
  });

  it.each(loaded.examples.map(({ id }) => id))('the summary of %s is one page', async (id) => {
    for (const lang of ['vi', 'en'] as const) {
      const page = await browser.newPage();
      await page.setContent(reportOf(example(id), lang));
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
