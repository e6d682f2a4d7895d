/** @module Renders the report of an example the way the command line and the service do. */
import { compileTemplates, loadReportAssets } from '../../src/content/compile-report.ts';
import { hashAnswers } from '../../src/content/hash.ts';
import { CONTENT_ROOT } from '../../src/content/load.ts';
import type { AnswerSet } from '../../src/engine/index.ts';
import {
  type Lang,
  type RenderedReport,
  type ReportAssets,
  type ReportId,
  type ReportSubject,
  renderReportHtml,
} from '../../src/features/reports/index.ts';
import { engine, loaded } from './content.ts';

const templates = compileTemplates(CONTENT_ROOT);
export const assets = loadReportAssets(CONTENT_ROOT) as unknown as ReportAssets;

/** Any report about any subject. */
export const render = (id: ReportId, subject: ReportSubject, lang: Lang): RenderedReport =>
  renderReportHtml(id, subject, lang, { content: loaded.content, templates, assets });

/** The audit report of answers that nobody submitted. */
export function reportOf(answerSet: AnswerSet, lang: Lang): string {
  const result = engine.assess(answerSet, hashAnswers(answerSet));
  return render('audit', { answerSet, result, people: {} }, lang).html;
}

export function example(id: string): AnswerSet {
  return loaded.examples.find((entry) => entry.id === id)!.answerSet;
}
