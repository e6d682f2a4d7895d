/** @module The door of the reports feature. */
export { renderReport, reportFooter } from './render-report.ts';
export { formatDate, formatValue, renderText } from './render-text.ts';
export type { IncidentEntry, ReportSubject, VerificationBlock } from './report-input.ts';
export { buildReportModel, type ReportInput, type ReportModel } from './report-model.ts';
export type { Lang, ReportAssets, ReportTexts, Template, Templates } from './texts.ts';
