/** @module Text of a form as runs of a DOCX paragraph: fonts, languages, gaps that show in black and white. */
import { ShadingType, TextRun } from 'docx';
import type { Part } from '../form-model.ts';

/** Be Vietnam Pro is the face of the product; a reader without it gets Times New Roman, which has every Vietnamese letter. */
export const FONT = 'Be Vietnam Pro';
export const FALLBACK_FONT = 'Times New Roman';
const MUTED = '55607A';
const INK = '16213A';
const HATCH = 'E6E8EE';

interface Style {
  bold?: boolean;
  italics?: boolean;
  color?: string;
  size?: number;
  fill?: string;
}

/** A text with its line ends. XML cannot hold what `cleanText` marked; lone surrogates cannot be left either. */
export function runs(text: string, style: Style = {}): TextRun[] {
  const { fill, ...options } = style;
  return text.split('\n').map(
    (line, index) =>
      new TextRun({
        text: line,
        ...(index > 0 ? { break: 1 } : {}),
        ...options,
        ...(fill ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill } } : {}),
      }),
  );
}

/** One piece of content with its mark, its note, and the questions that fill it. @param size in half points; without one that of the text */
export function partRuns(part: Part, size?: number): TextRun[] {
  const sized = size === undefined ? {} : { size };
  const muted = { color: MUTED, ...sized };
  return [
    ...(part.lead ? runs(`${part.lead}: `, muted) : []),
    ...runs(part.text, { ...markOf(part.kind), ...sized }),
    ...(part.note ? runs(` (${part.note})`, muted) : []),
    ...(part.refs.length > 0
      ? runs(` ${part.refs.map((number) => `[${number}]`).join(' ')}`, muted)
      : part.asks.flatMap(({ way, text }) => runs(` (${way}: “${text}”)`, { color: MUTED, size: 18 }))),
  ];
}

/** Missing, not known and withheld are told apart by a frame of words and shade, not by colour alone. */
function markOf(kind: Part['kind']): Style {
  if (kind === 'gap' || kind === 'unknown') return { bold: true, fill: HATCH, color: '4A5568' };
  if (kind === 'redacted') return { bold: true, fill: INK, color: 'FFFFFF' };
  return {};
}
