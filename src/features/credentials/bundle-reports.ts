/** @module The reports that travel inside a bundle. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ServiceContext } from '../../app/context.ts';
import { REPORT_LANGUAGES } from '../../content/report-ids.ts';
import type { Content } from '../../engine/index.ts';
import { type ReportId, type ReportSubject, renderReportHtml } from '../reports/index.ts';

/** What a public copy may show: nothing that is made from single answers. */
const REPORTS: Record<'full' | 'public', readonly ReportId[]> = {
  full: ['audit', 'public-summary'],
  public: ['public-summary'],
};

/** Reports of a record, as HTML that fetches nothing, in both languages. */
export function bundleReports(
  ctx: ServiceContext,
  kind: 'full' | 'public',
  { subject, content }: { subject: ReportSubject; content: Content },
): { name: string; bytes: Uint8Array }[] {
  const deps = { content, templates: ctx.templates, assets: ctx.reportAssets };
  return REPORTS[kind].flatMap((id) =>
    REPORT_LANGUAGES.map((lang) => ({
      name: `${id}.${lang}.html`,
      bytes: utf8ToBytes(renderReportHtml(id, subject, lang, deps).html),
    })),
  );
}
