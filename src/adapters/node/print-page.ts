/** @module One HTML document to PDF in a page of its own: what it may not do, what stands at its head and foot. */
import type { Page } from 'puppeteer-core';
import { embeddedFonts } from '../../content/compile-report.ts';
import { printDocument } from '../print-document.ts';
import type { PrintOptions } from '../print-options.ts';
import { withEmojiFont } from './emoji-font.ts';

export type { PrintOptions } from '../print-options.ts';

let fonts: string | undefined;

/** Prints `html` on A4. The page runs no script and fetches nothing. */
export async function printPage(
  page: Page,
  html: string,
  options: PrintOptions,
  timeoutMs: number,
): Promise<Uint8Array> {
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
  await page.setContent(withEmojiFont(html), { waitUntil: 'load', timeout: timeoutMs });
  fonts ??= embeddedFonts();
  return printDocument(page, html, options, { fonts, timeout: timeoutMs });
}
