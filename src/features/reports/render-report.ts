/** @module Any of the reports as one self-contained HTML document, with what stands at the head and foot of its pages. */

import { formatDate } from '../../app/dates.ts';
import type { ReportId } from '../../content/report-ids.ts';
import type { Content } from '../../engine/index.ts';
import { breakWalls } from './break-walls.ts';
import { FORM_IDS, type FormId, type FormOptions } from './forms/index.ts';
import { renderFormHtml } from './forms/render-form.ts';
import { isolate } from './isolate.ts';
import type { ReportSubject } from './report-input.ts';
import { REPORT_KINDS, type ReportDocument } from './report-kinds.ts';
import { type Lang, type ReportAssets, type Templates, textsOf } from './texts.ts';

export interface ReportDeps {
  content: Content;
  templates: Templates;
  assets: ReportAssets;
}

/** What runs along the top of each page: whose and which system, and which report. */
export interface RunningHead {
  about: string;
  title: string;
}

export interface RenderedReport {
  /** A complete HTML document that fetches nothing: style and fonts are inside. */
  html: string;
  title: string;
  header: RunningHead;
  /** Who made it, with which version, for which day. */
  footer: string;
  /** Words of the page count, e.g. `['Trang', 'trên']`. */
  pageWords: readonly [string, string];
  /** The same content as data: plain JSON. */
  model: ReportDocument;
}

/** Longer names are cut at the head of a page; the report itself prints them whole. */
const HEAD_LENGTH = 120;

const isForm = (id: ReportId): id is FormId => (FORM_IDS as readonly string[]).includes(id);

/**
 * Any of the reports, and any of the official forms.
 * @param options what only some of the forms take, such as what the copy for the public withholds
 * @throws Error when the report has no template here
 * @throws Problem 'conflict' when the subject lacks what the report is about
 */
export function renderReportHtml(
  id: ReportId,
  subject: ReportSubject,
  lang: Lang,
  deps: ReportDeps,
  options: FormOptions = {},
): RenderedReport {
  if (isForm(id)) {
    const form = renderFormHtml(id, subject, lang, deps, options);
    return { ...form, html: breakWalls(form.html) };
  }
  const { content, templates, assets } = deps;
  const [template, build] = [templates[id], REPORT_KINDS[id]];
  if (!template || !build) throw new Error(`there is no report '${id}'`);
  const texts = textsOf(assets, id, lang);
  const model = build({ subject, content, lang, texts });
  const html = breakWalls(template({ ...model, lang, t: texts, css: assets.fonts + assets.css[id] }));
  const { system, asOf, engine } = subject.result;
  const about = [subject.organisation?.name, subject.system?.name ?? system.name].filter((name) => name !== undefined);
  return {
    html,
    title: model.documentTitle,
    header: { about: about.map(cut).join(' · '), title: cut(texts.title) },
    footer: `${texts.footer} ${engine.version} · ${cut(system.name)} · ${formatDate(asOf, lang)}`,
    pageWords: [texts.page, texts.pageOf],
    model,
  };
}

function cut(text: string): string {
  // By characters as people see them; the first stretch is enough to find where to cut.
  const all = [...text.slice(0, 2 * HEAD_LENGTH + 2)];
  return isolate(all.length <= HEAD_LENGTH ? text : `${all.slice(0, HEAD_LENGTH - 1).join('')}…`);
}
