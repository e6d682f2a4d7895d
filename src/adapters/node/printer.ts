/**
 * @module HTML to PDF with one warm headless Chromium. The page is data: it runs no script and fetches nothing. A browser
 * that dies or hangs is replaced.
 */
import type { Browser, Page } from 'puppeteer-core';
import { embeddedFonts } from '../../content/compile-report.ts';
import { launchBrowser } from './browser.ts';

export { browserPath, launchBrowser } from './browser.ts';

export interface PrintOptions {
  lang: string;
  /** Running footer, left: what the document is about. */
  footer: string;
  /** Words of the page count, e.g. `['Trang', 'trên']`. */
  pageWords: readonly [string, string];
}

/** Prints finished HTML documents. `close` must be called to let the process end. */
export interface Printer {
  print(html: string, options: PrintOptions): Promise<Uint8Array>;
  close(): Promise<void>;
}

class PrintTimeout extends Error {}

export interface PrinterSettings {
  /** Pages printed at the same time; further jobs wait their turn. */
  concurrency?: number;
  /** How long one job may take, once it is its turn. */
  timeoutMs?: number;
  launch?: () => Promise<Browser>;
}

export function createPrinter(settings: PrinterSettings = {}): Printer {
  const { concurrency = 2, timeoutMs = 30_000, launch = launchBrowser } = settings;
  let warm: Promise<Browser> | undefined;
  let closed = false;
  let running = 0;
  const waiting: (() => void)[] = [];

  const browser = (): Promise<Browser> => {
    if (closed) throw new Error('the printer is closed');
    if (warm) return warm;
    const starting = launch();
    const forget = (): void => {
      if (warm === starting) warm = undefined;
    };
    warm = starting;
    starting.then((started) => started.once('disconnected', forget), forget);
    return starting;
  };
  const enter = async (): Promise<void> => {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  };
  const leave = (): void => {
    const next = waiting.shift();
    // A place is handed over, not given back: nobody can slip in between.
    if (next) next();
    else running -= 1;
  };
  const attempt = async (current: Browser, html: string, options: PrintOptions): Promise<Uint8Array> => {
    const job = printInContext(current, html, options, timeoutMs);
    return within(timeoutMs, job).catch((error: unknown) => {
      // Nothing that hangs is worth keeping, and no other way to end it is sure to work.
      if (error instanceof PrintTimeout) current.process()?.kill('SIGKILL');
      throw error;
    });
  };
  return {
    async print(html, options) {
      await enter();
      try {
        const current = await browser();
        return await attempt(current, html, options).catch(async (error: unknown) => {
          // Only a browser that died under the job is worth a second try; anything else would fail again.
          if (closed || current.connected || error instanceof PrintTimeout) throw error;
          return attempt(await browser(), html, options);
        });
      } finally {
        leave();
      }
    },
    async close() {
      closed = true;
      const current = await warm?.catch(() => undefined);
      warm = undefined;
      await current?.close();
    },
  };
}

async function within<Value>(ms: number, job: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PrintTimeout(`printing took more than ${ms} ms`)), ms);
  });
  return Promise.race([job, timeout]).finally(() => clearTimeout(timer));
}

async function printInContext(
  browser: Browser,
  html: string,
  options: PrintOptions,
  timeoutMs: number,
): Promise<Uint8Array> {
  const context = await browser.createBrowserContext();
  try {
    return await printPage(await context.newPage(), html, options, timeoutMs);
  } finally {
    await context.close().catch(() => undefined);
  }
}

async function printPage(page: Page, html: string, options: PrintOptions, timeoutMs: number): Promise<Uint8Array> {
  page.setDefaultTimeout(timeoutMs);
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = request.url();
    const answer =
      url.startsWith('data:') || url === 'about:blank' ? request.continue() : request.abort('blockedbyclient');
    // The page may be gone by then.
    answer.catch(() => undefined);
  });
  await page.setContent(html, { waitUntil: 'load', timeout: timeoutMs });
  return page.pdf({
    format: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footerTemplate(options),
    timeout: timeoutMs,
  });
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

let fonts: string | undefined;

/** Header and footer are documents of their own: they need the font once more, and no style of the page reaches them. */
function footerTemplate({ lang, footer, pageWords: [page, of] }: PrintOptions): string {
  fonts ??= embeddedFonts();
  const row = `font:7.5pt 'Be Vietnam Pro',sans-serif;color:#55607a;width:100%;margin:0 18mm 0 25mm;display:flex;justify-content:space-between;gap:8mm`;
  const name = `<span style="overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${escapeHtml(footer)}</span>`;
  const count = `<span style="white-space:nowrap">${escapeHtml(page)} <span class="pageNumber"></span> ${escapeHtml(of)} <span class="totalPages"></span></span>`;
  return `<style>${fonts}</style><div lang="${escapeHtml(lang)}" style="${row}">${name}${count}</div>`;
}
