/** @module A loaded page to PDF, the same on every runtime: with the page numbers of its contents, where it has any. */
import { PAGE_OF, pageNumbersOf, writePageNumbers } from './page-numbers.ts';
import { type PrintOptions, pageOptions } from './print-options.ts';

/** The page of either browser library, as far as printing needs it. */
interface PrintablePage<Options> {
  pdf(options: Options): Promise<Uint8Array>;
  /** Runs in the page even though the page itself may run nothing. */
  evaluate(expression: string): Promise<unknown>;
}

type PdfOptions = Partial<ReturnType<typeof pageOptions>> & { timeout: number };

/**
 * @param html what `page` was loaded with; says whether there are contents to number
 * @param fonts `@font-face` rules with the fonts inside
 */
export async function printDocument(
  page: PrintablePage<PdfOptions>,
  html: string,
  options: PrintOptions,
  { fonts, timeout }: { fonts: string; timeout: number },
): Promise<Uint8Array> {
  if (html.includes(` ${PAGE_OF}="`)) {
    // Head, foot, tags and outline do not move a line: the draft goes without them.
    const draft = await page.pdf({ format: 'a4', preferCSSPageSize: true, tagged: false, outline: false, timeout });
    await page.evaluate(writePageNumbers(pageNumbersOf(draft)));
  }
  return page.pdf({ ...pageOptions(options, fonts), timeout });
}
