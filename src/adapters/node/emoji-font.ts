/**
 * @module Emoji on paper. The packaged browser has no font for them; what a text uses is embedded, in one colour, so that it
 * survives a grey printer. On a screen the reader's own machine shows them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface Subset {
  ranges: [first: number, last: number][];
  file: string;
}

/** Below this stand digits and signs that the text font has. */
const FIRST_SIGN = 0x203c;
/** So does this one, above. */
const TRADE_MARK = 0x2122;

let subsets: Subset[] | undefined;

/** @returns the page with the emoji font for the signs that stand in it; the same page where there are none */
export function withEmojiFont(html: string): string {
  if (!/[\u203c-\u3299]|[\ud83c-\ud83e]/.test(html)) return html;
  subsets ??= readSubsets();
  const used = new Set([...html].map((sign) => sign.codePointAt(0)!).filter((code) => code >= FIRST_SIGN));
  const needed = subsets.filter(({ ranges }) =>
    [...used].some((code) => ranges.some(([first, last]) => code >= first && code <= last)),
  );
  if (needed.length === 0) return html;
  return html.replace('</head>', () => `<style>${needed.map(faceOf).join('')}</style></head>`);
}

/** The weights of the text font: a face of another weight would stand in for the whole font. */
const WEIGHTS = [400, 600];

/** A further part of the text font: no style has to know of it. */
function faceOf({ ranges, file }: Subset): string {
  const data = readFileSync(file).toString('base64');
  const range = ranges.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join(',');
  return WEIGHTS.map(
    (weight) =>
      `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${range}}`,
  ).join('');
}

function readSubsets(): Subset[] {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-emoji/package.json'));
  const css = readFileSync(join(folder, '400.css'), 'utf8');
  return css.split('@font-face').flatMap((block) => {
    const file = /url\(\.\/(files\/noto-emoji-\d+-400-normal\.woff2)\)/.exec(block)?.[1];
    const range = /unicode-range:([^;]+);/.exec(block)?.[1];
    if (!file || !range) return [];
    const ranges = range
      .split(',')
      .map((part) => part.trim().slice(2).split('-') as [string, string?])
      .map(([first, last = first]): [number, number] => [Number.parseInt(first, 16), Number.parseInt(last, 16)])
      .filter(([first]) => first >= FIRST_SIGN && first !== TRADE_MARK);
    return ranges.length > 0 ? [{ ranges, file: join(folder, file) }] : [];
  });
}
