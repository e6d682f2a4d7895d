/**
 * @module HTML to PDF with one warm headless Chromium. The page is data: it runs no script and fetches nothing. A browser
 * that dies or hangs is replaced.
 */
import type { Browser } from 'puppeteer-core';
import { launchBrowser } from './browser.ts';
import { type PrintOptions, printPage } from './print-page.ts';

export { browserPath, launchBrowser } from './browser.ts';

export type { PrintOptions } from './print-page.ts';

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
