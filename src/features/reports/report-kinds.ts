/** @module Which report is built by what. A report that is missing here cannot be rendered. */
import type { ReportId } from '../../content/report-ids.ts';
import type { Content } from '../../engine/index.ts';
import { buildAuditModel } from './audit/audit-model.ts';
import { buildChangeModel } from './change/change-model.ts';
import { buildPublicSummaryModel } from './public-summary/summary-model.ts';
import type { ReportSubject } from './report-input.ts';

import type { Lang, ReportTexts } from './texts.ts';

/** What a model is built from. */
export interface BuildInput {
  subject: ReportSubject;
  content: Content;
  lang: Lang;
  /** Words of this report: the shared ones and its own. */
  texts: ReportTexts;
}

/** Plain JSON in one language, ready to print; the template only loops and chooses. */
export interface ReportDocument {
  /** Title of the document and of the PDF. */
  documentTitle: string;
}

/** @throws Problem 'conflict' when the subject lacks what the report is about (an incident, an earlier submission) */
export type BuildReport = (input: BuildInput) => ReportDocument;

export const REPORT_KINDS: Partial<Record<ReportId, BuildReport>> = {
  audit: buildAuditModel,
  change: buildChangeModel,
  'public-summary': buildPublicSummaryModel,
};
