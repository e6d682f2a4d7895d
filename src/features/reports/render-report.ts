/** @module The assessment report as one self-contained HTML document. */
import { buildReportModel, type ReportInput } from './report-model.ts';
import type { ReportAssets, Templates } from './texts.ts';

/**
 * @returns a complete HTML document that fetches nothing: style and fonts are inside
 */
export function renderReport(
  input: Omit<ReportInput, 'texts'>,
  { templates, assets }: { templates: Templates; assets: ReportAssets },
): string {
  const model = buildReportModel({ ...input, texts: assets.texts[input.lang] });
  return templates.assessment({ ...model, css: assets.css });
}
