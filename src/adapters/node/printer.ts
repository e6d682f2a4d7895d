/**
 * @module HTML to PDF with one warm headless Chromium. The page is data: it runs no script and fetches nothing. A browser
 * that dies is replaced and the job is tried once more.
 */
import { access, constants } from 'node:fs/promises';
import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { embeddedFonts } from '../../content/compile-report.ts';

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

/** Network access is refused at the browser, not only at the page. */
const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--hide-scrollbars',
  '--mute-audio',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--font-render-hinting=none',
];

let unpacking: Promise<string> | undefined;

/** Path of the browser that the npm package carries; unpacked once, also when many ask at the same time. */
export function browserPath(): Promise<string> {
  unpacking ??= chromium.executablePath().then(async (path) => {
    await access(path, constants.X_OK);
    return path;
  });
  return unpacking;
}

/** Starts the packaged browser; also used by the browser tests. */
export async function launchBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return puppeteer.launch({
    executablePath: await browserPath(),
    headless: 'shell',
    // Chromium refuses its sandbox to the root user (containers); everyone else keeps it.
    args: [...ARGUMENTS, ...(asRoot ? ['--no-sandbox', '--disable-setuid-sandbox'] : [])],
  });
}

/**
 * @param options.concurrency pages printed at the same time; further jobs wait their turn
 * @param options.timeoutMs how long one job may take before it fails
 * @param options.launch starts a browser; called again when one has died
 */
export function createPrinter({ concurrency = 2, timeoutMs = 30_000, launch = launchBrowser } = {}): Printer {
  let starting: Promise<Browser> | undefined;
  let running = 0;
  const waiting: (() => void)[] = [];

  const browser = async (): Promise<Browser> => {
    const current = await starting?.catch(() => undefined);
    if (current?.connected) return current;
    starting = launch();
    return starting;
  };
  const enter = async (): Promise<void> => {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
  };
  const leave = (): void => {
    running -= 1;
    waiting.shift()?.();
  };
  const attempt = async (html: string, options: PrintOptions): Promise<Uint8Array> => {
    const context = await (await browser()).createBrowserContext();
    try {
      return await printPage(await context.newPage(), html, options, timeoutMs);
    } finally {
      await context.close().catch(() => undefined);
    }
  };
  return {
    async print(html, options) {
      await enter();
      try {
        return await attempt(html, options).catch(async (error: unknown) => {
          // Only a dead browser is worth a second try; anything else would fail again.
          if ((await starting?.catch(() => undefined))?.connected) throw error;
          return attempt(html, options);
        });
      } finally {
        leave();
      }
    },
    async close() {
      const current = await starting?.catch(() => undefined);
      starting = undefined;
      await current?.close();
    },
  };
}

async function printPage(page: Page, html: string, options: PrintOptions, timeoutMs: number): Promise<Uint8Array> {
  page.setDefaultTimeout(timeoutMs);
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('data:') || url === 'about:blank') void request.continue();
    else void request.abort('blockedbyclient');
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
function footerTemplate({ lang, footer, pageWords }: PrintOptions): string {
  fonts ??= embeddedFonts();
  return `<style>${fonts}</style><div lang="${lang}" style="font:7.5pt 'Be Vietnam Pro',sans-serif;color:#55607a;width:100%;margin:0 18mm 0 24mm;display:flex;justify-content:space-between;gap:8mm"><span style="overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${escapeHtml(footer)}</span><span style="white-space:nowrap">${escapeHtml(pageWords[0])} <span class="pageNumber"></span> ${escapeHtml(pageWords[1])} <span class="totalPages"></span></span></div>`;
}
