/**
 * @module HTML to PDF with one warm headless Chromium. The page is data: it runs no script and fetches nothing. A browser
 * that dies or hangs is replaced.
 */
import type { Browser } from 'puppeteer-core';
import { launchBrowser } from './browser.ts';
import { BrowserPool } from './browser-pool.ts';
import { type PrintOptions, printPage } from './print-page.ts';
import { PrintQueue } from './print-queue.ts';

export { browserPath, launchBrowser } from './browser.ts';

export type { PrintOptions } from './print-page.ts';

/** Prints finished HTML documents. `close` must be called to let the process end. */
export interface Printer {
  print(html: string, options: PrintOptions): Promise<Uint8Array>;
  close(): Promise<void>;
}

class PrintTimeout extends Error {}

/** The page died in a browser that lives on: its process ran out of memory, or was ended. */
class PageCrash extends Error {}

/** The browser is to blame, not the document: it died, or did not start. */
class BrowserLost extends Error {
  constructor(
    override readonly cause: unknown,
    /** How long the job had been printing. */
    readonly printedMs: number,
  ) {
    super('the browser was lost');
  }
}

export interface PrinterSettings {
  /** Pages printed at the same time; further jobs wait their turn. */
  concurrency?: number;
  /** How long one job may print, counted from its turn over all its tries; waiting and starting a browser do not count. */
  timeoutMs?: number;
  /** How many jobs may wait; one more is answered 503 with `Retry-After`. */
  queue?: number;
  /** How often a job is begun again because the browser died under it or did not start. */
  retries?: number;
  /** Prints after which the browser is replaced. */
  recycleAfter?: number;
  launch?: () => Promise<Browser>;
}

/** Documents that wait are held in memory: 128 million characters are at most 256 MB. */
const QUEUED_CHARACTERS = 128 * 2 ** 20;

export function createPrinter(settings: PrinterSettings = {}): Printer {
  const { concurrency = 2, timeoutMs = 30_000, queue = 200, retries = 3, recycleAfter = 250 } = settings;
  const pool = new BrowserPool(settings.launch ?? launchBrowser, recycleAfter);
  const line = new PrintQueue({ concurrency, waiting: queue, characters: QUEUED_CHARACTERS });

  /** One try. @throws BrowserLost where another may succeed */
  const attempt = async (html: string, options: PrintOptions, leftMs: number): Promise<Uint8Array> => {
    const loan = await pool.lend().catch((error: unknown) => {
      throw pool.closed ? error : new BrowserLost(error, 0);
    });
    const began = performance.now();
    try {
      return await within(leftMs, printInContext(loan.browser, html, options, leftMs));
    } catch (error) {
      // Nothing that hangs is worth keeping, and no other way to end it is sure to work.
      if (error instanceof PrintTimeout) loan.browser.process()?.kill('SIGKILL');
      const isLost = !loan.browser.connected || error instanceof PageCrash;
      if (pool.closed || !isLost || error instanceof PrintTimeout) throw error;
      throw new BrowserLost(error, performance.now() - began);
    } finally {
      loan.release();
    }
  };
  const job = async (html: string, options: PrintOptions): Promise<Uint8Array> => {
    let leftMs = timeoutMs;
    for (let tries = 0; ; tries += 1) {
      try {
        return await attempt(html, options, leftMs);
      } catch (error) {
        if (!(error instanceof BrowserLost)) throw error;
        if (tries >= retries) throw error.cause;
        leftMs -= error.printedMs;
        if (leftMs <= 0) throw new PrintTimeout(`printing took more than ${timeoutMs} ms`);
      }
    }
  };
  return {
    print: (html, options) => line.run(html.length, () => job(html, options)),
    close: () => pool.close(),
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
    const page = await context.newPage();
    const crash = new Promise<never>((_, reject) => {
      page.once('error', (error) => reject(new PageCrash(error.message)));
    });
    const printed = printPage(page, html, options, timeoutMs).catch(async (error: unknown) => {
      // A print may fail a moment before its page is reported as crashed; only then is it worth another try.
      await Promise.race([crash, new Promise((resolve) => setTimeout(resolve, 200))]);
      throw error;
    });
    return await Promise.race([printed, crash]);
  } finally {
    await context.close().catch(() => undefined);
  }
}
