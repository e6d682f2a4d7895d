/** @module The door of the reports feature. */
export { REPORT_IDS, type ReportId } from '../../content/report-ids.ts';
export { type AuditModel, buildAuditModel } from './audit/audit-model.ts';
export type { ChangeModel } from './change/change-model.ts';
export type { AnswerChange, NotComparable } from './change/compare-answers.ts';
export { type Comparison, compareSubmissions } from './change/compare-submissions.ts';
export { lastDayOfFinding } from './finding-due.ts';
export { type RenderedReport, type ReportDeps, type RunningHead, renderReportHtml } from './render-report.ts';
export { formatValue, renderText } from './render-text.ts';
export type { IncidentEntry, ReportSubject, VerificationBlock } from './report-input.ts';
export type { BuildInput, BuildReport, ReportDocument } from './report-kinds.ts';
export { type Lang, type ReportAssets, type ReportTexts, type Template, type Templates, textsOf } from './texts.ts';
