/** @module How a document is printed, the same on every runtime: A4, tagged, outline, running head and foot, page count. */

export interface PrintOptions {
  lang: string;
  /** Running head: whose and which system, and which report. */
  header?: { about: string; title: string };
  /** Running foot, left: what the document was made from. */
  footer: string;
  /** Words of the page count, e.g. `['Trang', 'trên']`. */
  pageWords: readonly [string, string];
}

/** Options of `page.pdf`. @param fonts `@font-face` rules with the fonts inside */
export const pageOptions = (options: PrintOptions, fonts: string) => ({
  format: 'a4' as const,
  preferCSSPageSize: true,
  printBackground: true,
  tagged: true,
  outline: true,
  displayHeaderFooter: true,
  headerTemplate: headerTemplate(options, fonts),
  footerTemplate: footerTemplate(options, fonts),
});

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Margins left and right are those of the page. Without the least width a long name would push the page count off the paper. */
const ROW = `font:7.5pt 'Be Vietnam Pro',sans-serif;color:#55607a;width:100%;min-width:0;margin:0 18mm 0 25mm;display:flex;justify-content:space-between;gap:8mm`;
const CUT = 'overflow:hidden;white-space:nowrap;text-overflow:ellipsis';

const cut = (text: string): string => `<bdi style="${CUT}">${escapeHtml(text)}</bdi>`;

/** Head and foot are documents of their own: they need the fonts once more, and no style of the page reaches them. */
const band = ({ lang }: PrintOptions, fonts: string, line: string, content: string): string =>
  `<style>${fonts}</style><div lang="${escapeHtml(lang)}" style="${ROW};${line}">${content}</div>`;

function headerTemplate(options: PrintOptions, fonts: string): string {
  const { header } = options;
  if (!header) return '<span></span>';
  const title = `<span style="white-space:nowrap">${escapeHtml(header.title)}</span>`;
  return band(options, fonts, 'border-bottom:.4pt solid #d9d4c7;padding-bottom:1.2mm', cut(header.about) + title);
}

function footerTemplate(options: PrintOptions, fonts: string): string {
  const [page, of] = options.pageWords.map(escapeHtml);
  const count = `<span style="white-space:nowrap">${page} <span class="pageNumber"></span> ${of} <span class="totalPages"></span></span>`;
  return band(options, fonts, '', cut(options.footer) + count);
}
