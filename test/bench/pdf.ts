/** @module A warm PDF of ours against printing the same finished HTML in the bare browser. */
import { createPrinter, launchBrowser } from '../../src/adapters/node/printer.ts';
import { compileTemplates, loadReportAssets } from '../../src/content/compile-report.ts';
import { hashAnswers } from '../../src/content/hash.ts';
import { CONTENT_ROOT, loadContent } from '../../src/content/load.ts';
import { Engine } from '../../src/engine/index.ts';
import { type ReportAssets, renderReportHtml } from '../../src/features/reports/index.ts';
import { type Measurement, measurement, medianMs, medianPairMs, observation } from './measure.ts';

export async function benchPdf(): Promise<Measurement[]> {
  const { content, examples } = loadContent();
  const engine = new Engine(content);
  const { answerSet } = examples.find(({ id }) => id === 'airport-face-recognition')!;
  const templates = compileTemplates(CONTENT_ROOT);
  const assets = loadReportAssets(CONTENT_ROOT) as unknown as ReportAssets;
  const html = (): string => {
    const result = engine.assess(answerSet, hashAnswers(answerSet));
    const deps = { content, templates, assets };
    return renderReportHtml('audit', { result, answerSet, people: {} }, 'vi', deps).html;
  };
  const finished = html();
  const printer = createPrinter();
  const browser = await launchBrowser();
  try {
    const bare = async (): Promise<Uint8Array> => {
      const page = await browser.newPage();
      await page.setContent(finished, { waitUntil: 'load' });
      const pdf = await page.pdf({ format: 'A4', printBackground: true });
      await page.close();
      return pdf;
    };
    const whole = (): Promise<Uint8Array> =>
      printer.print(html(), { lang: 'vi', footer: 'Lương Tri', pageWords: ['Trang', 'trên'] });
    const [ours, theirs] = await medianPairMs(whole, bare, 7);
    return [
      measurement('warm PDF from answers ÷ printing the finished HTML in the bare browser', ours / theirs, '×', {
        atMost: 3,
      }),
      observation('warm PDF from answers', ours, 'ms'),
      measurement('HTML report from answers', medianMs(html, 10), 'ms', { atMost: 20 }),
    ];
  } finally {
    await printer.close();
    await browser.close();
  }
}
