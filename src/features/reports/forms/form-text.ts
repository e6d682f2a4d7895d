/** @module What organisations write, made safe to print anywhere: HTML, XML and PDF alike. Nothing readable is changed. */

import { closeDirections } from '../isolate.ts';

/** Characters that XML 1.0 cannot hold, or that no reader can see; shown as a replacement mark, never dropped in silence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** @returns the text with line ends as `\n`, unprintable characters marked and every direction mark closed */
export function cleanText(text: string): string {
  const cleaned = text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNPRINTABLE, '\uFFFD')
    .replaceAll('\t', ' ')
    .trim();
  return cleaned.split('\n').map(closeDirections).join('\n');
}
