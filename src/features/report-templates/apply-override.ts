/** @module Gives a finished report the look of an organisation: at named points, marked as the organisation's own. */
import type { Content, Text } from '../../engine/index.ts';
import type { ReportSubject } from '../reports/index.ts';
import { ACCENT_PATTERN, accentProblem } from './accent.ts';
import { applyTemplate, escapeText } from './apply-template.ts';
import { buildTemplateModel } from './build-model.ts';
import { checkLogo } from './logo.ts';
import { OVERRIDABLE_REPORTS, type Place, type ReportLook } from './schema.ts';

type Lang = keyof Text;

/** What a report is given: everything checked, every template written. */
export interface ReportOverride {
  /** `data:` URI of a PNG or JPEG. */
  logo?: string;
  /** `#rrggbb` that can be read on white. */
  accent?: string;
  cover?: Text;
  /** `html` holds allowed elements only. */
  sections: { place: Place; title: Text; html: Text }[];
}

export const isOverridable = (reportId: string): boolean =>
  (OVERRIDABLE_REPORTS as readonly string[]).includes(reportId);

/**
 * Writes a saved look for one subject. Checks once more what was checked on saving: a logo or colour that is not valid any
 * more is left out, a template becomes a notice.
 */
export async function buildReportOverride(
  look: ReportLook,
  subject: ReportSubject,
  content: Content,
): Promise<ReportOverride> {
  const models = { vi: buildTemplateModel(subject, content, 'vi'), en: buildTemplateModel(subject, content, 'en') };
  const logo = look.logo === null ? undefined : await checkLogo(look.logo);
  const accent = look.accent !== null && accentProblem(look.accent) === null ? look.accent : undefined;
  return {
    ...(logo && 'dataUri' in logo ? { logo: logo.dataUri } : {}),
    ...(accent === undefined ? {} : { accent }),
    ...(look.cover ? { cover: look.cover } : {}),
    sections: look.sections.map(({ place, title, template }) => ({
      place,
      title,
      html: { vi: applyTemplate(template.vi, models.vi, 'vi'), en: applyTemplate(template.en, models.en, 'en') },
    })),
  };
}

const WORDS: Record<Lang, { own: string; logo: string }> = {
  vi: { own: 'Nội dung riêng của tổ chức, không thuộc kết quả đánh giá', logo: 'Biểu trưng của tổ chức' },
  en: { own: 'The organisation’s own text, not part of the assessment', logo: 'Logo of the organisation' },
};

/** On paper the report itself begins on a page of its own, so that its first page stays one page. */
const STYLE = `@media print{main>.own+:not(.own),.cover:has(.own)+main>:first-child:not(.own){break-before:page}}.own-logo{display:block;max-height:22mm;max-width:60mm;margin:0 0 .75rem}.own-cover{white-space:pre-line}.own{border-left:3px solid var(--accent);padding-left:.9rem}.own-label{color:var(--muted);font-size:.85em}`;

/**
 * @param html a finished report: its cover is `<header class="cover">`, its body `<main …>`
 * @returns the same report with logo, colour, cover text and sections; places that the report does not have are skipped
 */
export function applyOverride(html: string, override: ReportOverride, lang: Lang): string {
  const { logo, accent, cover } = override;
  const colour = accent && ACCENT_PATTERN.test(accent) ? `:root{--accent:${accent}}` : '';
  const contents = listOf(html);
  const own = placed(override.sections, contents !== null);
  const sections = (place: Place): string =>
    own
      .filter(({ section }) => section.place === place)
      .map((entry) => sectionHtml(entry, lang))
      .join('');
  const listed = (...places: Place[]): string =>
    own
      .filter(({ section }) => places.includes(section.place))
      .map((entry) => contentsEntry(entry, lang))
      .join('');
  const image = logo ? `<img class="own-logo" src="${escapeText(logo)}" alt="${WORDS[lang].logo}">` : '';
  const words = cover?.[lang] ? `<p class="own-cover">${escapeText(cover[lang])}</p>` : '';
  const coverAt = html.indexOf('<header class="cover">');
  const parts: [at: number, text: string][] = [
    [html.indexOf('</head>'), `<style>${colour}${STYLE}</style>`],
    [after(html, '<header class="cover">'), image],
    [coverAt < 0 ? -1 : html.indexOf('</header>', coverAt), words + sections('cover')],
    [endOfTag(html, '<main'), sections('start')],
    [contents?.start ?? -1, listed('cover', 'start')],
    [contents?.end ?? -1, listed('end')],
    [html.lastIndexOf('</main>'), sections('end')],
  ];
  return insert(html, parts);
}

interface Placed {
  section: ReportOverride['sections'][number];
  /** Of its heading. */
  id: string;
  /** Letters: the numbers belong to the report, whose parts refer to one another by them. Without contents there is none. */
  number: string | null;
}

const ORDER: readonly Place[] = ['cover', 'start', 'end'];

/** The organisation's sections in the order in which they are read. */
function placed(sections: ReportOverride['sections'], isNumbered: boolean): Placed[] {
  const ordered = ORDER.flatMap((place) =>
    sections
      .filter((section) => section.place === place)
      .map((section, index) => ({ section, id: `own-${place}-${index}` })),
  );
  return ordered.map((entry, index) => ({ ...entry, number: isNumbered ? letters(index) : null }));
}

/** A, B, … Z, AA, AB … */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCodePoint(65 + (index % 26));

/** Where the entries of the contents begin and end; `null` where the report has none. */
function listOf(html: string): { start: number; end: number } | null {
  const nav = html.indexOf('<nav class="contents"');
  const start = nav < 0 ? -1 : html.indexOf('<ol>', nav);
  const end = start < 0 ? -1 : html.indexOf('</ol>', start);
  return end < 0 ? null : { start: start + '<ol>'.length, end };
}

/** As `reports/shared/partials/contents.hbs` writes one; the printer fills in the page. */
const contentsEntry = ({ section, id, number }: Placed, lang: Lang): string =>
  `<li><a href="#${id}"><span class="toc-number">${number}</span><span class="toc-title">${escapeText(section.title[lang])}</span><span class="toc-page" data-page-of="${id}"></span></a></li>`;

function sectionHtml({ section: { title, html }, id, number }: Placed, lang: Lang): string {
  const lead = number === null ? '' : `<span class="number">${number}</span> `;
  return `<section class="own" aria-labelledby="${id}"><h2 id="${id}">${lead}${escapeText(title[lang])}</h2><p class="own-label">${WORDS[lang].own}</p>${html[lang]}</section>`;
}

function after(html: string, text: string): number {
  const at = html.indexOf(text);
  return at < 0 ? -1 : at + text.length;
}

function endOfTag(html: string, start: string): number {
  const at = html.indexOf(start);
  const end = at < 0 ? -1 : html.indexOf('>', at);
  return end < 0 ? -1 : end + 1;
}

/** All places are found in the report as it was, so that no inserted text can move or hide another's place. */
function insert(html: string, parts: [at: number, text: string][]): string {
  const sorted = parts.filter(([at, text]) => at >= 0 && text !== '').sort(([a], [b]) => a - b);
  let out = '';
  let from = 0;
  for (const [at, text] of sorted) {
    out += html.slice(from, at) + text;
    from = at;
  }
  return out + html.slice(from);
}
