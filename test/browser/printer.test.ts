import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrinter, launchBrowser, type Printer } from '../../src/adapters/node/printer.ts';
import { Problem } from '../../src/app/problems.ts';
import type { Lang } from '../../src/features/reports/index.ts';
import { example, reportOf } from '../support/report.ts';

const LANGUAGES: Lang[] = ['vi', 'en'];
const WHAT = { lang: 'vi', footer: 'Lương Tri', pageWords: ['Trang', 'trên'] } as const;

describe('the printer', () => {
  let printer: Printer;
  beforeAll(() => {
    printer = createPrinter();
  });
  afterAll(() => printer.close());
  const bytesOf = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

  it.each(LANGUAGES)('is tagged, has bookmarks, a language, a title and its letters inside (%s)', async (lang) => {
    const html = reportOf(example('incomplete-startup'), lang);
    const pdf = bytesOf(await printer.print(html, { ...WHAT, lang }));
    const fonts = new Set([...pdf.matchAll(/\/BaseFont \/\w+\+([\w-]+)/g)].map(([, name]) => name));
    // Only facts about the file: a failure must not print a megabyte of it.
    expect({
      tagged: pdf.includes('/Marked true') && pdf.includes('/StructTreeRoot'),
      bookmarks: (pdf.match(/\/Title \S+[^>]*?\/Dest/g) ?? []).length > 9 || /\/Outlines \d+ 0 R/.test(pdf),
      language: /\/Lang \((\w+)\)/.exec(pdf)?.[1],
      title: /\/Title\s*[(<]/.test(pdf),
      letters: ['BeVietnamPro-Regular', 'BeVietnamPro-SemiBold'].every((font) => fonts.has(font)),
      embedded: (pdf.match(/\/FontFile2/g) ?? []).length >= 2,
      a4: (pdf.match(/\/MediaBox\s*\[0 0 59[45][\d.]* 84[12][\d.]*\]/g) ?? []).length > 5,
    }).toEqual({
      tagged: true,
      bookmarks: true,
      language: lang,
      title: true,
      letters: true,
      embedded: true,
      a4: true,
    });
  });

  it('fetches nothing and runs nothing, whatever the document says', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const html = `<!doctype html><html lang="vi"><title>Một</title><link rel="stylesheet" href="${origin}/a.css">
      <style>@import "${origin}/b.css"; p { background: url(${origin}/c.png) }</style>
      <script>document.title = 'Hai'; new Image().src = '${origin}/d.png';</script>
      <p>Văn bản</p><img src="${origin}/e.png" alt=""><iframe src="file:///etc/hostname"></iframe></html>`;
    const pdf = await printer.print(html, WHAT);
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toEqual([]);
    // The title is UTF-16 in hexadecimal: "Một" still, not "Hai".
    expect(/FEFF004D1ED90074/i.test(bytesOf(pdf))).toBe(true);
  });

  it('prints many at once in one browser', async () => {
    const started: Browser[] = [];
    const many = createPrinter({ launch: async () => started[started.push(await launchBrowser()) - 1]! });
    const pdfs = await Promise.all(Array.from({ length: 6 }, (_, index) => many.print(`<p>Bản ${index}</p>`, WHAT)));
    expect(pdfs.every((pdf) => bytesOf(pdf).startsWith('%PDF-'))).toBe(true);
    expect(started).toHaveLength(1);
    await many.close();
    await expect(many.print('<p>Sau</p>', WHAT)).rejects.toThrow('closed');
  });

  it('replaces a browser that dies, also under a job', async () => {
    const started: Browser[] = [];
    const launch = async (): Promise<Browser> => started[started.push(await launchBrowser()) - 1]!;
    const careful = createPrinter({ launch });
    await careful.print('<p>Một</p>', WHAT);
    const job = careful.print(reportOf(example('airport-face-recognition'), 'vi'), WHAT);
    started[0]!.process()!.kill('SIGKILL');
    expect(bytesOf(await job).startsWith('%PDF-')).toBe(true);
    expect(started).toHaveLength(2);
    await careful.close();
  });

  it('gives up on a job that takes too long, and goes on with the next', async () => {
    const started: Browser[] = [];
    const launch = async (): Promise<Browser> => started[started.push(await launchBrowser()) - 1]!;
    const hasty = createPrinter({ launch, timeoutMs: 1_500 });
    const endless = `<p>${'<table><tr><td>'.repeat(900)}</p>${'<p>x</p>'.repeat(400_000)}`;
    await expect(hasty.print(endless, WHAT)).rejects.toThrow(/1500 ms|timed out|Timed out|Timeout/);
    expect(bytesOf(await hasty.print('<p>Hai</p>', WHAT)).startsWith('%PDF-')).toBe(true);
    await hasty.close();
  });

  it('starts the browser again when it could not start, and says why when it never does', async () => {
    let tries = 0;
    const stubborn = createPrinter({
      launch: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('no memory')) : launchBrowser();
      },
    });
    expect(bytesOf(await stubborn.print('<p>Một</p>', WHAT)).startsWith('%PDF-')).toBe(true);
    expect(tries).toBe(2);
    await stubborn.close();
    const broken = createPrinter({ launch: () => Promise.reject(new Error('no browser here')) });
    await expect(broken.print('<p>Hai</p>', WHAT)).rejects.toThrow('no browser here');
    await broken.close();
  });

  it('a document that kills every browser is given up after three more tries, and harms no other', async () => {
    const started: Browser[] = [];
    const doomed = createPrinter({
      concurrency: 1,
      launch: async () => {
        const browser = await launchBrowser();
        // Whoever prints in one of the first four loses it.
        if (started.push(browser) <= 4) browser.once('targetcreated', () => browser.process()!.kill('SIGKILL'));
        return browser;
      },
    });
    const jobs = [doomed.print('<p>Một</p>', WHAT), doomed.print('<p>Hai</p>', WHAT)];
    await expect(jobs[0]).rejects.toThrow();
    expect(bytesOf(await jobs[1]!).startsWith('%PDF-')).toBe(true);
    expect(started).toHaveLength(5);
    await doomed.close();
  });

  it('a page that dies alone is printed again', async () => {
    let crashes = 0;
    const started: Browser[] = [];
    const launch = async (): Promise<Browser> => {
      const browser = await launchBrowser();
      started.push(browser);
      browser.once('targetcreated', async (target) => {
        const session = await target.createCDPSession();
        // In the middle of the print, which takes seconds.
        await new Promise((resolve) => setTimeout(resolve, 700));
        crashes += 1;
        await session.send('Page.crash').catch(() => undefined);
      });
      return browser;
    };
    const careful = createPrinter({ launch });
    const html = reportOf(example('airport-face-recognition'), 'vi');
    expect(bytesOf(await careful.print(html, WHAT)).startsWith('%PDF-')).toBe(true);
    expect([started.length, crashes]).toEqual([1, 1]);
    await careful.close();
  });

  it('replaces its browser after a number of prints, and leaves none behind', async () => {
    const started: Browser[] = [];
    const launch = async (): Promise<Browser> => started[started.push(await launchBrowser()) - 1]!;
    const tidy = createPrinter({ launch, recycleAfter: 2, concurrency: 2 });
    const pdfs = await Promise.all([1, 2, 3, 4, 5].map((number) => tidy.print(`<p>${number}</p>`, WHAT)));
    expect(pdfs.every((pdf) => bytesOf(pdf).startsWith('%PDF-'))).toBe(true);
    expect(started).toHaveLength(3);
    await tidy.close();
    expect(started.map(({ connected }) => connected)).toEqual([false, false, false]);
  });

  it('says when to come back when the line is full', async () => {
    const small = createPrinter({ concurrency: 1, queue: 2 });
    const jobs = [1, 2, 3].map((number) => small.print(`<p>${number}</p>`, WHAT));
    const refused = await small.print('<p>4</p>', WHAT).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).type).toBe('printing-failed');
    expect(Number((refused as Problem).headers['Retry-After'])).toBeGreaterThanOrEqual(1);
    expect((await Promise.all(jobs)).every((pdf) => bytesOf(pdf).startsWith('%PDF-'))).toBe(true);
    await small.close();
  });
});
