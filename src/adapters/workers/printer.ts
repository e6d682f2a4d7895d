/** @module HTML to PDF through the browser binding (Cloudflare Browser Run). One browser a document: nothing is shared. */
import type { Printer } from '../../app/context.ts';
import type { ReportAssets } from '../../features/reports/index.ts';
import { fontRules } from '../../web/styles.ts';

/** The binding, as far as the library needs it. */
export interface BrowserBinding {
  fetch: typeof fetch;
}

const TIMEOUT_MS = 30_000;

type PrintOptions = Parameters<Printer['print']>[1];

export function createBrowserPrinter(binding: BrowserBinding, assets: ReportAssets): Printer {
  return {
    async print(html, options) {
      // Loaded with the first PDF: most requests never need it.
      const { default: puppeteer } = await import('@cloudflare/puppeteer');
      const browser = await puppeteer.launch(binding);
      try {
        const page = await browser.newPage();
        await page.setJavaScriptEnabled(false);
        await page.setContent(html, { waitUntil: 'load', timeout: TIMEOUT_MS });
        return await page.pdf({
          format: 'a4',
          preferCSSPageSize: true,
          printBackground: true,
          tagged: true,
          outline: true,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: footerTemplate(options, fontRules(assets.css)),
          timeout: TIMEOUT_MS,
        });
      } finally {
        await browser.close();
      }
    },
  };
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** A document of its own: it needs the fonts once more, and no style of the page reaches it. */
function footerTemplate({ lang, footer, pageWords: [page, of] }: PrintOptions, fonts: string): string {
  const row = `font:7.5pt 'Be Vietnam Pro',sans-serif;color:#55607a;width:100%;margin:0 18mm 0 24mm;display:flex;justify-content:space-between;gap:8mm`;
  const name = `<span style="overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${escapeHtml(footer)}</span>`;
  const count = `<span style="white-space:nowrap">${escapeHtml(page)} <span class="pageNumber"></span> ${escapeHtml(of)} <span class="totalPages"></span></span>`;
  return `<style>${fonts}</style><div lang="${lang}" style="${row}">${name}${count}</div>`;
}
