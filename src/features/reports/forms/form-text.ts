/** @module What organisations write, made safe to print anywhere: HTML, XML and PDF alike. Nothing readable is changed. */

/** Characters that XML 1.0 cannot hold, or that no reader can see; shown as a replacement mark, never dropped in silence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

const OPENS_EMBEDDING = /[\u202A\u202B\u202D\u202E]/g;
const CLOSES_EMBEDDING = /\u202C/g;
const OPENS_ISOLATE = /[\u2066-\u2068]/g;
const CLOSES_ISOLATE = /\u2069/g;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Ends what a direction mark began, line by line, so that it cannot turn the words of the form around. */
function closeDirections(line: string): string {
  const isolates = count(line, OPENS_ISOLATE) - count(line, CLOSES_ISOLATE);
  const embeddings = count(line, OPENS_EMBEDDING) - count(line, CLOSES_EMBEDDING);
  return line + '\u202C'.repeat(Math.max(0, embeddings)) + '\u2069'.repeat(Math.max(0, isolates));
}

/** @returns the text with line ends as `\n`, unprintable characters marked and every direction mark closed */
export function cleanText(text: string): string {
  const cleaned = text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNPRINTABLE, '\uFFFD')
    .replaceAll('\t', ' ')
    .trim();
  return cleaned.split('\n').map(closeDirections).join('\n');
}
