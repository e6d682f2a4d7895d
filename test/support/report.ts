/** @module Renders the report of an example the way the command line and the service do. */
import { compileTemplates, loadReportAssets } from '../../src/content/compile-report.ts';
import { hashAnswers } from '../../src/content/hash.ts';
import { CONTENT_ROOT } from '../../src/content/load.ts';
import type { AnswerSet } from '../../src/engine/index.ts';
import { type Lang, type ReportAssets, renderReport } from '../../src/features/reports/index.ts';
import { engine, loaded } from './content.ts';

const templates = compileTemplates(CONTENT_ROOT);
export const assets = loadReportAssets(CONTENT_ROOT) as unknown as ReportAssets;

export function reportOf(answerSet: AnswerSet, lang: Lang): string {
  const result = engine.assess(answerSet, hashAnswers(answerSet));
  return renderReport(
    { result, content: loaded.content, answers: answerSet.answers, measurements: answerSet.measurements, lang },
    { templates, assets },
  );
}

export function example(id: string): AnswerSet {
  return loaded.examples.find((entry) => entry.id === id)!.answerSet;
}
