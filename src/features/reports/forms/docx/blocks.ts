/** @module Blocks of a form as paragraphs and tables of a DOCX. */
import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Block, Choice, Field, Table as FormTable, Letterhead, Part, Signature } from '../form-model.ts';
import { partRuns, runs } from './parts.ts';

/** A4 less the margins, in twentieths of a point. */
export const TEXT_WIDTH = 9_360;
/** Characters of a line that is kept on one page. */
const SHORT_LINE = 400;
/** Characters in a row that may be cut by the end of a page. */
const LONG_ROW = 1_500;
const INK = '16213A';
const TINT = 'F2EFE8';
const LINE = { style: BorderStyle.SINGLE, size: 6, color: '16213A' };
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_LINES = { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE };
const FRAME = { top: LINE, bottom: LINE, left: LINE, right: LINE };

type Content = Paragraph | Table;

/** @param keepNext the block goes with what follows it: a signature never stands on a page alone */
export function blockContent(block: Block, keepNext = false): Content[] {
  if ('letterhead' in block) return letterhead(block.letterhead);
  if ('title' in block) return titleOf(block.title);
  if ('heading' in block) {
    const { text, isSub } = block.heading;
    return [
      new Paragraph({
        heading: isSub ? HeadingLevel.HEADING_3 : HeadingLevel.HEADING_2,
        keepNext: true,
        children: runs(text),
      }),
    ];
  }
  if ('field' in block) return fieldOf(block.field, keepNext);
  if ('choice' in block) return choiceOf(block.choice);
  if ('paragraph' in block) {
    const { text, parts } = block.paragraph;
    return [line([...(text ? runs(`${text} `) : []), ...parts.flatMap((part) => partRuns(part))], { keepNext })];
  }
  if ('signature' in block) return signatureOf(block.signature);
  return [tableOf(block.table), line([])];
}

export const line = (
  children: ReturnType<typeof runs>,
  options: { indent?: number; center?: boolean; whole?: boolean; keepNext?: boolean } = {},
): Paragraph =>
  new Paragraph({
    spacing: { after: 100 },
    ...(options.whole ? { keepLines: true } : {}),
    ...(options.keepNext ? { keepNext: true } : {}),
    ...(options.indent ? { indent: { left: options.indent } } : {}),
    ...(options.center ? { alignment: AlignmentType.CENTER } : {}),
    children,
  });

function titleOf({ lines, note }: { lines: string[]; note: string | null }): Paragraph[] {
  const centred = (text: string, index: number, isLast: boolean, isNote: boolean): Paragraph =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: index === 0 ? 240 : 0, after: isLast ? 240 : 40 },
      // The lines of one title are one heading: the first carries it.
      ...(index === 0 ? { heading: HeadingLevel.HEADING_1 } : {}),
      children: runs(text, isNote ? { italics: true, size: 21 } : { bold: true, size: 26, color: INK }),
    });
  return [
    ...lines.map((text, index) => centred(text, index, note === null && index === lines.length - 1, false)),
    ...(note === null ? [] : [centred(note, lines.length, true, true)]),
  ];
}

function fieldOf({ number, label, content }: Field, keepNext = false): Paragraph[] {
  const head = runs(`${number ? `${number} ` : ''}${label} `, { bold: true });
  const [only] = content;
  // A short line stays whole, so that the heading before it is never left alone at the end of a page.
  if (content.length === 1 && only) {
    return [line([...head, ...partRuns(only)], { whole: only.text.length < SHORT_LINE, keepNext })];
  }
  return [line(head, { keepNext: true }), ...content.map((part) => line(partRuns(part), { indent: 360, keepNext }))];
}

function choiceOf(choice: Choice): Paragraph[] {
  const options = choice.options.map(({ mark, text, content }) =>
    line([...runs(`${mark} ${text} `), ...content.flatMap((part) => partRuns(part))], { indent: 360 }),
  );
  return [...fieldOf(choice), ...options];
}

/** The organisation on the left and the state on the right, as official letters have it; read row by row. */
function letterhead({ left, right, number, placeAndDate }: Letterhead): Content[] {
  const bold = (texts: string[]): Paragraph[] =>
    texts.map((text) => line(runs(text, { bold: true }), { center: true }));
  const plain = (parts: Part[]): Paragraph[] => [
    line(
      parts.flatMap((part) => partRuns(part)),
      { center: true },
    ),
  ];
  const [narrow, wide] = [Math.round(TEXT_WIDTH * 0.42), Math.round(TEXT_WIDTH * 0.58)];
  return [
    bare(
      [narrow, wide],
      [
        [bold(left), bold(right)],
        [plain(number), plain(placeAndDate)],
      ],
    ),
    line([]),
  ];
}

function signatureOf({ left, placeAndDate, title, hint, name }: Signature): Content[] {
  const half = TEXT_WIDTH / 2;
  const signer = [
    ...(placeAndDate
      ? [
          line(
            placeAndDate.flatMap((part) => partRuns(part)),
            { center: true },
          ),
        ]
      : []),
    ...title.map((text) => line(runs(text, { bold: true }), { center: true })),
    line(runs(hint, { italics: true }), { center: true }),
    line([]),
    line([]),
    line(
      name.flatMap((part) => partRuns(part)),
      { center: true },
    ),
  ];
  const recipients = left.map((text) => line(runs(text, { size: 20 })));
  return [
    line([], { keepNext: true }),
    bare([half, half], [[recipients.length > 0 ? recipients : [line([])], signer]]),
  ];
}

/** A table without lines, for what stands side by side. */
function bare(widths: number[], rows: Paragraph[][][]): Table {
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { ...NO_LINES, insideHorizontal: NO_LINE, insideVertical: NO_LINE },
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, index) =>
              new TableCell({ width: { size: widths[index]!, type: WidthType.DXA }, borders: NO_LINES, children }),
          ),
        }),
    ),
  });
}

function tableOf({ columns, widths, rows }: FormTable): Table {
  const sizes = widths.map((share) => Math.round((TEXT_WIDTH * share) / 100));
  // Seven columns and more: smaller letters and margins, so that no word is cut in two.
  const isDense = columns.length >= 7;
  const [size, side] = isDense ? [15, 50] : [19, 90];
  const cell = (children: Paragraph[], column: number, span: number, fill?: string): TableCell =>
    new TableCell({
      borders: FRAME,
      columnSpan: span,
      width: { size: sizes.slice(column, column + span).reduce((sum, size) => sum + size, 0), type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: side, right: side },
      ...(fill
        ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill }, verticalAlign: VerticalAlign.CENTER }
        : {}),
      children,
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((text, index) =>
      cell([line(runs(text, { bold: true, size }), { center: true })], index, 1, TINT),
    ),
  });
  const body = rows.map(({ kind, head: first, headSpan, cells }, index) => {
    let column = headSpan;
    const bold = kind !== 'line';
    const children = cells.map(({ parts, span }) => {
      const made = cell(
        parts.map((part) => line(partRuns(part, size))),
        column,
        span,
      );
      column += span;
      return made;
    });
    const lead = new Paragraph({
      // A head goes with its first row, and a sum with the last of what it sums up.
      keepNext: kind === 'group' || rows[index + 1]?.kind === 'total',
      spacing: { after: 60 },
      children: runs(first, { bold, size }),
    });
    const length = cells.reduce((sum, { parts }) => sum + parts.reduce((all, { text }) => all + text.length, 0), 0);
    // A row stays whole unless it could fill a page by itself.
    return new TableRow({ cantSplit: length < LONG_ROW, children: [cell([lead], 0, headSpan), ...children] });
  });
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: sizes,
    layout: TableLayoutType.FIXED,
    rows: [head, ...body],
  });
}
