/**
 * @module A form as a DOCX that a company can edit: from the same model as the page and the PDF. Runs wherever JavaScript does;
 * nothing is fetched, and the file holds no name but those in the model.
 */
import {
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import type { FormModel } from '../form-model.ts';
import { blockContent, TEXT_WIDTH } from './blocks.ts';
import { FALLBACK_FONT, FONT, runs } from './parts.ts';

const MUTED = '55607A';
const ACCENT = '8C1D40';
/** Margins for filing: wider on the left. Twentieths of a point; A4 is 11,906 × 16,838. */
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_247, right: 1_020, bottom: 1_134, left: 1_526, header: 567, footer: 567 },
};
/** Names the second face as the substitute of the first, and both as faces with Vietnamese letters. */
const FONT_TABLE = {
  path: 'word/fontTable.xml',
  data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="${FONT}"><w:altName w:val="${FALLBACK_FONT}"/><w:charset w:val="A3"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font><w:font w:name="${FALLBACK_FONT}"><w:charset w:val="A3"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`,
};
const LANGUAGES = { vi: 'vi-VN', en: 'en-GB' } as const;

/** @returns the bytes of the file; the same model gives the same text, whatever the runtime */
export async function writeFormDocx(model: FormModel): Promise<Uint8Array> {
  const document = new Document({
    styles: stylesOf(model),
    sections: [
      {
        properties: { page: PAGE },
        headers: { default: headerOf(model) },
        footers: { default: footerOf(model) },
        children: [...sheetOf(model), pageBreak(), ...blocksOf(model)],
      },
    ],
  });
  return new Uint8Array(await Packer.pack(document, 'arraybuffer', false, [FONT_TABLE, coreOf(model)]));
}

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** What the file says of itself: no person, and no day on which it was made, so that the same model is the same file. */
function coreOf({ documentTitle, reportTitle, lang }: FormModel): { path: string; data: string } {
  const property = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;
  const properties = [
    property('dc:title', documentTitle),
    property('dc:description', reportTitle),
    property('dc:creator', 'Lương Tri'),
    property('dc:language', LANGUAGES[lang]),
  ];
  return {
    path: 'docProps/core.xml',
    data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">${properties.join('')}</cp:coreProperties>`,
  };
}

/** Readers without the first face look for the second: the table of fonts names it as its substitute. */
function stylesOf({ lang }: FormModel) {
  const font = { ascii: FONT, hAnsi: FONT, cs: FALLBACK_FONT, eastAsia: FALLBACK_FONT };
  const heading = (size: number, outlineLevel: number, before: number) => ({
    run: { font, size, bold: true, color: '16213A' },
    // The level makes the outline that readers and screen readers go by.
    paragraph: { outlineLevel, keepNext: true, spacing: { before, after: before / 2 } },
  });
  return {
    default: {
      document: {
        run: { font, size: 21, language: { value: LANGUAGES[lang], eastAsia: LANGUAGES[lang] } },
        paragraph: { spacing: { line: 288 } },
      },
      heading1: heading(26, 0, 240),
      heading2: heading(24, 1, 240),
      heading3: heading(22, 2, 160),
    },
  };
}

function headerOf({ about, reportTitle }: FormModel): Header {
  return new Header({
    children: [new Paragraph({ children: runs(short(`${reportTitle} · ${about}`), { size: 16, color: MUTED }) })],
  });
}

function footerOf({ pageWords: [page, of] }: FormModel): Footer {
  const children = [page, ' ', PageNumber.CURRENT, ` ${of} `, PageNumber.TOTAL_PAGES];
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        children: [new TextRun({ children: ['\t', ...children], size: 16, color: MUTED })],
      }),
    ],
  });
}

/** Long names are cut in the running head; the form prints them whole. */
function short(text: string): string {
  const all = [...text.replaceAll('\n', ' ').slice(0, 300)];
  return all.length <= 110 ? text.replaceAll('\n', ' ') : `${all.slice(0, 109).join('')}…`;
}

const EDGE = { left: { style: BorderStyle.SINGLE, size: 18, color: ACCENT, space: 8 } };

/** A paragraph of ours, beside a line that tells it from the form. */
function ours(children: TextRun[], options: { heading?: boolean } = {}): Paragraph {
  return new Paragraph({
    border: EDGE,
    indent: { left: 200 },
    spacing: { after: 80, line: 250 },
    ...(options.heading ? { heading: HeadingLevel.HEADING_3, keepNext: true } : {}),
    children,
  });
}

/** What is ours, as a sheet that can be taken out: before the form, so that the form starts and ends with itself. */
function sheetOf({ words, notices, abbreviations, gaps, origin }: FormModel): Paragraph[] {
  const short = abbreviations.map((entry) => `${entry.short}: ${entry.full}`).join('; ');
  const listed = gaps.map(({ number, ask, text, places, samePlaces }) =>
    ours([
      ...runs(`[${number}] ${ask ? `${ask.way}: ${ask.text}` : text}`, { size: 19 }),
      ...runs(` → ${samePlaces ? words.samePlaces : places.join('; ')}`, { size: 18, color: MUTED }),
    ]),
  );
  return [
    ours(runs(words.sheet), { heading: true }),
    ours(runs(words.notPart, { color: MUTED, size: 19 })),
    ...notices.flatMap(({ kind, text, basis, asks }) => [
      ours([
        ...runs(text, { bold: kind === 'stop' || kind === 'not_concerned' || kind === 'open', size: 20 }),
        ...(basis ? runs(` (${basis})`, { color: MUTED, size: 19 }) : []),
      ]),
      ...asks.map((ask) => ours(runs(`– ${ask.text}`, { size: 19 }))),
    ]),
    ...(short ? [ours(runs(`${words.abbreviations}: ${short}.`, { color: MUTED, size: 18 }))] : []),
    ...(gaps.length > 0
      ? [ours(runs(words.gaps), { heading: true }), ours(runs(words.gapsLead, { size: 19 })), ...listed]
      : []),
    ours(runs(words.origin), { heading: true }),
    ours(runs(`${origin.map(({ name, value }) => `${name}: ${value}`).join('; ')}.`, { size: 14, color: MUTED })),
  ];
}

/** The last two lines go with the signature. */
const blocksOf = ({ blocks }: FormModel) =>
  blocks.flatMap((block, index) =>
    blockContent(
      block,
      blocks.slice(index + 1, index + 3).some((next) => 'signature' in next),
    ),
  );

const pageBreak = (): Paragraph =>
  new Paragraph({ pageBreakBefore: true, spacing: { after: 0, line: 20 }, children: [] });
