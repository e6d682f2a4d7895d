/**
 * @module A form as a finished page. What runs along its head and foot comes from the form's own model, so that the copy for the
 * public withholds there what it withholds inside.
 */

import { formatDate } from '../../../app/dates.ts';
import { isolate } from '../isolate.ts';
import type { RenderedReport, ReportDeps } from '../render-report.ts';
import type { ReportSubject } from '../report-input.ts';
import { type Lang, textsOf } from '../texts.ts';
import type { FormId, FormModel } from './form-model.ts';
import { FORM_REPORTS, type FormOptions } from './form-reports.ts';

export interface RenderedForm extends RenderedReport {
  model: FormModel;
}

/** Longer names are cut at the head of a page; the form itself prints them whole. */
const HEAD_LENGTH = 120;

/** @throws Error when the form has no template here, RangeError when a redaction is not in order (see `checkRedactions`) */
export function renderFormHtml(
  id: FormId,
  subject: Partial<ReportSubject> & Pick<ReportSubject, 'answerSet' | 'result'>,
  lang: Lang,
  { content, templates, assets }: ReportDeps,
  options: FormOptions = {},
): RenderedForm {
  const template = templates[id];
  if (!template) throw new Error(`there is no form '${id}'`);
  const texts = textsOf(assets, id, lang);
  const model = FORM_REPORTS[id].buildModel({ subject, content, lang, texts }, options);
  const { engine, asOf } = subject.result;
  const about = cut(model.about);
  return {
    html: template({ ...model, t: texts, css: assets.fonts + assets.css[id] }),
    title: model.documentTitle,
    header: { about, title: cut(model.reportTitle) },
    footer: `${texts.footer} ${engine.version} · ${about} · ${formatDate(asOf, lang)}`,
    pageWords: model.pageWords,
    model,
  };
}

function cut(text: string): string {
  const line = text.replaceAll('\n', ' ');
  const all = [...line.slice(0, 2 * HEAD_LENGTH + 2)];
  // What is cut off may have been the end of a direction.
  return isolate(all.length <= HEAD_LENGTH ? line : `${all.slice(0, HEAD_LENGTH - 1).join('')}…`);
}
