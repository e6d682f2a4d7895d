/** @module The assessment report as one self-contained HTML document. */
import type { Result } from '../../engine/index.ts';
import { formatDate } from './render-text.ts';
import { buildReportModel, type ReportInput } from './report-model.ts';
import type { Lang, ReportAssets, Templates } from './texts.ts';

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

/** What stands at the foot of every printed page: who made it, with which version, about what, for which day. */
export function reportFooter({ system, asOf, engine }: Result, lang: Lang, { texts }: ReportAssets): string {
  return `${texts[lang].footer} ${engine.version} · ${system.name} · ${formatDate(asOf, lang)}`;
}
