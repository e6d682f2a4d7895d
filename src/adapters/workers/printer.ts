/** @module HTML to PDF through the browser binding (Cloudflare Browser Run). One browser a document: nothing is shared. */
import type { Printer } from '../../app/context.ts';
import type { ReportAssets } from '../../features/reports/index.ts';
import { printDocument } from '../print-document.ts';

/** The binding, as far as the library needs it. */
export interface BrowserBinding {
  fetch: typeof fetch;
}

const TIMEOUT_MS = 30_000;

export function createBrowserPrinter(binding: BrowserBinding, { fonts }: ReportAssets): Printer {
  return {
    async print(html, options) {
      // Loaded with the first PDF: most requests never need it.
      const { default: puppeteer } = await import('@cloudflare/puppeteer');
      const browser = await puppeteer.launch(binding);
      try {
        const page = await browser.newPage();
        await page.setJavaScriptEnabled(false);
        await page.setContent(html, { waitUntil: 'load', timeout: TIMEOUT_MS });
        return await printDocument(page, html, options, { fonts, timeout: TIMEOUT_MS });
      } finally {
        await browser.close();
      }
    },
  };
}
