import type { Browser } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { createPrinter, launchBrowser } from '../../src/adapters/node/printer.ts';
import { textOfPages } from '../support/pdf.ts';
import { example, render } from '../support/report.ts';
import { bareSubject } from '../support/subject.ts';

const JOBS = 50;
const KILLS = 10;
/** Every so many is a long one; the others are a page or two. With 1 all are long, which takes minutes. */
const LONG = Number(process.env.PRINT_LONG_EVERY ?? 10);
const LIMIT_MS = 1_700_000 / LONG;

it(
  'fifty reports at once are all delivered, none blank, though the browser is killed ten times',
  async () => {
    const started: Browser[] = [];
    const launch = async (): Promise<Browser> => started[started.push(await launchBrowser()) - 1]!;
    const printer = createPrinter({ launch, timeoutMs: 60_000 });
    const subject = bareSubject(example('demand-forecasting'));
    const html = { long: render('audit', subject, 'vi').html, short: render('public-summary', subject, 'vi').html };
    const what = { lang: 'vi', pageWords: ['Trang', 'trên'] as const };

    let delivered = 0;
    let killed = 0;
    const kill = (): void => {
      const browser = started.at(-1);
      // A kill that hits nothing is none: it is tried again with the next delivery.
      if (killed < KILLS && browser?.connected && browser.process()!.kill('SIGKILL')) killed += 1;
    };
    let next = 3;
    const jobs = Array.from({ length: JOBS }, async (_, index) => {
      const pdf = await printer.print(index % LONG === 0 ? html.long : html.short, {
        ...what,
        footer: `Bản ${10 + index}`,
      });
      delivered += 1;
      if (delivered >= next) {
        next = delivered + 4;
        setTimeout(kill, 150);
      }
      return textOfPages(pdf);
    });
    const heap = (): number => process.memoryUsage().rss / 2 ** 20;
    const before = heap();
    const pages = await Promise.all(jobs);
    await printer.close();

    expect(killed).toBe(KILLS);
    expect(started.length).toBe(KILLS + 1);
    expect(pages).toHaveLength(JOBS);
    const [long, short] = pages as [number[], number[]];
    expect([long.length > 10, short.length >= 1]).toEqual([true, true]);
    // Every copy has the same pages, and every page more than its foot.
    for (const [index, copy] of pages.entries())
      expect([index, copy]).toEqual([index, index % LONG === 0 ? long : short]);
    expect(Math.min(...long, ...short)).toBeGreaterThan(10);
    // Fifty documents and their PDFs fit many times over; what leaks with each print would not.
    expect(heap() - before).toBeLessThan(600);
  },
  LIMIT_MS,
);
