/** @module A report in the form that was asked for. */
import type { Context } from 'hono';
import { chooseFormat } from '../../app/choose-format.ts';
import type { AppEnv, ServiceContext } from '../../app/context.ts';
import type { Language } from '../../app/language.ts';
import type { Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { hashJson } from '../../content/hash.ts';
import { REPORT_POLICY } from '../../web/styles.ts';
import { applyOverride, buildReportOverride, isOverridable } from '../report-templates/index.ts';
import { FORM_REPORTS, type FormId, type FormModel, type FormOptions } from '../reports/forms/index.ts';
import { type RenderedReport, type ReportId, renderReportHtml } from '../reports/index.ts';
import type { Gathered } from './read-subject.ts';

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const MEDIA_TYPES = { html: 'text/html', pdf: 'application/pdf', json: 'application/json', docx: DOCX_TYPE } as const;
export type ReportFormat = keyof typeof MEDIA_TYPES;
export const REPORT_FORMATS = Object.keys(MEDIA_TYPES) as ReportFormat[];

/** @param chosen the form that the request names outside `Accept`, if any @throws Problem 406 */
export const reportFormat = (c: Context<AppEnv>, chosen: ReportFormat | undefined): ReportFormat =>
  chooseFormat(MEDIA_TYPES, chosen, c.req.header('Accept'));

export interface Wanted {
  report: ReportId;
  format: ReportFormat;
  lang: Language;
  /** What only some of the forms take. */
  options?: FormOptions;
}

export function render(
  ctx: ServiceContext,
  { subject, content }: Gathered,
  { report, lang, options }: Wanted,
): RenderedReport {
  const { templates, reportAssets } = ctx;
  return renderReportHtml(report, subject, lang, { content, templates, assets: reportAssets }, options);
}

/** The finished report with the look of its organisation, where the report is not a form of the law. */
async function dressed(ctx: ServiceContext, gathered: Gathered, wanted: Wanted): Promise<RenderedReport> {
  const rendered = render(ctx, gathered, wanted);
  const { look, subject, content } = gathered;
  if (!look || !isOverridable(wanted.report)) return rendered;
  const override = await buildReportOverride(look, subject, content);
  return { ...rendered, html: applyOverride(rendered.html, override, wanted.lang) };
}

/** Everything that a report is made from, as a key: the same key is the same report. */
export function reportKey({ subject, look }: Gathered, wanted: Wanted): string {
  // The result holds the hash of the answers.
  const { answerSet: _, ...rest } = subject;
  return hashJson([wanted, rest, look ?? null]);
}

/** @throws Problem 501 without a printer, 503 when it fails, 406 for a form that the report does not have */
export async function deliver(ctx: ServiceContext, gathered: Gathered, wanted: Wanted): Promise<Reply> {
  const rendered = await dressed(ctx, gathered, wanted);
  const language = { 'Content-Language': wanted.lang };
  switch (wanted.format) {
    case 'json':
      return { status: 200, body: rendered.model, headers: language };
    case 'html':
      return {
        status: 200,
        body: rendered.html,
        headers: { ...language, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': REPORT_POLICY },
      };
    case 'docx':
      return attached(await writeDocx(rendered, wanted.report), DOCX_TYPE, fileName(gathered, wanted), language);
    case 'pdf':
      return attached(await print(ctx, rendered, wanted.lang), 'application/pdf', fileName(gathered, wanted), language);
  }
}

async function writeDocx({ model }: RenderedReport, report: ReportId): Promise<Uint8Array> {
  const form = FORM_REPORTS[report as FormId];
  if (form?.docx) return form.docx(model as FormModel);
  const able = Object.entries(FORM_REPORTS).flatMap(([id, entry]) => (entry?.docx ? [id] : []));
  throw new Problem('not-acceptable', {
    vi: `Báo cáo này không có bản DOCX; các biểu mẫu có bản DOCX: ${able.join(', ')}.`,
    en: `This report has no DOCX form; those that have: ${able.join(', ')}.`,
  });
}

/** A PDF with the organisation's look, as bytes. */
export async function printReport(ctx: ServiceContext, gathered: Gathered, wanted: Wanted): Promise<Uint8Array> {
  return print(ctx, await dressed(ctx, gathered, wanted), wanted.lang);
}

/** @returns the PDF @throws Problem 501 without a printer, 503 when it fails */
export async function print(ctx: ServiceContext, rendered: RenderedReport, lang: Language): Promise<Uint8Array> {
  if (!ctx.printer) throw new Problem('printing-unavailable');
  const { html, header, footer, pageWords } = rendered;
  try {
    return await ctx.printer.print(html, { lang, header, footer, pageWords });
  } catch (error) {
    if (error instanceof Problem) throw error;
    ctx.log.error('printing failed', { error });
    throw new Problem('printing-failed', undefined, { headers: { 'Retry-After': '10' } });
  }
}

export const fileName = ({ subject: { result, submission } }: Gathered, { report, format, lang }: Wanted): string =>
  `luongtri-${report}-${submission ? submission.id : result.asOf}-${lang}.${format}`;

const attached = (body: Uint8Array, type: string, name: string, headers: Record<string, string>): Reply => ({
  status: 200,
  body,
  headers: { ...headers, 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
});
