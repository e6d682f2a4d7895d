/** @module A result in the form a reader asked for. */
import type { AppContext } from '../../app/context.ts';
import type { Language } from '../../app/language.ts';
import { Problem } from '../../app/problems.ts';
import { REPORT_POLICY } from '../../web/styles.ts';
import { type RenderedReport, renderReportHtml, renderText } from '../reports/index.ts';
import type { Assessment } from './assess-answers.ts';
import { type Format, MEDIA_TYPES } from './formats.ts';
import { writeResult } from './write-result.ts';

export interface Presented {
  body: string | Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

interface PresentInput {
  assessment: Assessment;
  format: Format;
  lang: Language;
}

/** @throws Problem 501 when a PDF is asked for and there is no printer, 503 when the printer fails */
export async function presentResult({ ctx, input }: { ctx: AppContext; input: PresentInput }): Promise<Presented> {
  const { assessment, format, lang } = input;
  const { result, answerSet } = assessment;
  // JSON carries both languages, and is the only form that is hashed and compared.
  if (format === 'json') return presented(writeResult(ctx.content, result), MEDIA_TYPES.json);
  const language = { 'Content-Language': lang };
  if (format === 'text') {
    return presented(renderText(result, ctx.content, lang), 'text/plain; charset=utf-8', language);
  }
  if (format === 'pdf' && !ctx.printer) throw new Problem('printing-unavailable');
  const report = renderReportHtml('audit', { result, answerSet, people: {} }, lang, {
    content: ctx.content,
    templates: ctx.templates,
    assets: ctx.reportAssets,
  });
  if (format === 'html') {
    const policy = { 'Content-Security-Policy': REPORT_POLICY };
    return presented(report.html, 'text/html; charset=utf-8', { ...language, ...policy });
  }
  const name = `luongtri-${result.asOf}-${result.answersHash.slice(0, 12)}.pdf`;
  return presented(await print(ctx, report, lang), MEDIA_TYPES.pdf, {
    ...language,
    'Content-Disposition': `inline; filename="${name}"`,
  });
}

const presented = (body: Presented['body'], type: string, headers: Record<string, string> = {}): Presented => ({
  body,
  headers: { 'Content-Type': type, 'Cache-Control': 'no-store', Vary: 'Accept, Accept-Language', ...headers },
});

async function print(
  ctx: AppContext,
  { html, header, footer, pageWords }: RenderedReport,
  lang: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const pdf = await ctx.printer!.print(html, { lang, header, footer, pageWords });
    return pdf as Uint8Array<ArrayBuffer>;
  } catch (error) {
    // The line is full: the printer says itself when to come back.
    if (error instanceof Problem) throw error;
    ctx.log.error('printing failed', { error });
    throw new Problem('printing-failed');
  }
}
