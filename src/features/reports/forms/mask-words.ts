/**
 * @module Takes the words of withheld lines out of whatever else an organisation wrote: as they are, in capitals, without
 * diacritics, broken over lines or with invisible characters in between; and what gives a line away by itself, such as a name, a
 * number, a day or an address in it. What is said in other words nobody but the organisation can find.
 */
import { cleanText } from './form-text.ts';

/** What was withheld, in the words of the organisation. */
export interface Withheld {
  text: string;
  /** Whether it may hold names of people, so that two words in capitals are one already. */
  hasNames: boolean;
}

/** Something to be found. `strict`: only as a word of its own and with its diacritics, because it is short. */
interface Wanted {
  text: string;
  strict: boolean;
}

/** Shorter words are too common to be taken out everywhere; their own line is still withheld. */
const SHORTEST = 4;
/** Letters from which a text is found inside other words too. */
const DISTINCT = 6;
/** Letters, or words, from which a text is found without its diacritics too: shorter ones are other words then. */
const PLAIN = { letters: 12, words: 3 };
/** A whole sentence that stands elsewhere gives as much away as the line that it is from. */
const SENTENCE = 12;
/** Answers that say nothing by themselves: without them no line could be read, and their gaps would tell the answer. */
const COMMON = new Set(
  'không|có|chưa|không có|chưa có|không rõ|không nêu|không áp dụng|none|none.|no|yes|not yet|not applicable|n/a|việt nam|viet nam|vietnam'.split(
    '|',
  ),
);

/** @param masked printed in place of what is found @returns the text itself where nothing is withheld */
export function maskOf(withheld: readonly Withheld[], masked: string): (text: string) => string {
  const wanted = withheld.flatMap(wantedIn).filter(({ text }) => !COMMON.has(fold(text, false).folded.trim()));
  if (wanted.length === 0) return (text) => text;
  const [exact, plain] = [patternOf(wanted, false), patternOf(wanted.filter(isPlain), true)];
  return (given) => {
    const text = given.normalize('NFC');
    const spans = [...found(text, exact, false), ...found(text, plain, true)].sort(([a], [b]) => a - b);
    let [shown, at] = ['', 0];
    for (const [start, end] of spans) {
      if (end <= at) continue;
      // Two that overlap leave one mark.
      if (start >= at) shown += text.slice(at, start) + masked;
      at = end;
    }
    return shown + text.slice(at);
  };
}

const isPlain = ({ text }: Wanted): boolean =>
  text.split(' ').length >= PLAIN.words || [...text].length >= PLAIN.letters;

/** The text, each of its lines and sentences, and what in it stands for one person, place, number or day. */
function wantedIn({ text, hasNames }: Withheld): Wanted[] {
  const whole = cleanText(text).normalize('NFC');
  const own = [whole, ...whole.split('\n')]
    .map((piece) => piece.trim())
    .filter((piece) => [...piece].length >= SHORTEST);
  const sentences = whole.split(/(?<=[.;!?])\s+|\n/u).map((piece) => piece.trim().replace(/[.;!?]+$/u, ''));
  return [
    ...own.map((piece) => ({ text: piece, strict: [...piece].length < DISTINCT })),
    ...sentences.filter((piece) => [...piece].length >= SENTENCE).map((piece) => ({ text: piece, strict: false })),
    ...[...namesIn(whole, hasNames ? 2 : 3), ...codesIn(whole), ...numbersIn(whole), ...daysIn(whole)].map((piece) => ({
      text: piece,
      strict: true,
    })),
  ];
}

/** Words in capitals that follow each other, with and without the first of them: `Bà Phạm Thị Lụa`, `Phạm Thị Lụa`. */
function namesIn(text: string, least: number): string[] {
  const runs = text.match(/\p{Lu}[\p{L}\p{M}]*(?:\s+\p{Lu}[\p{L}\p{M}]*)+/gu) ?? [];
  return runs.flatMap((run) => {
    const words = run.split(/\s+/u);
    return words.slice(0, Math.max(0, words.length - least + 1)).map((_, index) => words.slice(index).join(' '));
  });
}

/** Addresses, numbers of devices and documents, telephone numbers: letters with digits, or many digits. */
function codesIn(text: string): string[] {
  const tokens = text.match(/[\p{L}\p{N}][\p{L}\p{N}@._/:-]+[\p{L}\p{N}]/gu) ?? [];
  const phones = text.match(/\+?\d(?:[ .-]?\d){8,}/gu) ?? [];
  const isCode = (token: string): boolean =>
    token.length > SHORTEST && (/@|\d{6}|^\d+(?:\.\d+){3}/.test(token) || (/\p{L}/u.test(token) && /\d/.test(token)));
  return [...tokens.filter(isCode), ...phones];
}

/** From a thousand on, in every way in which digits are put together. */
function numbersIn(text: string): string[] {
  const found = text.match(/\d{1,3}(?:[.,\u00A0 ]\d{3})+(?!\d)|\d{4,}/gu) ?? [];
  return found.flatMap((number) => {
    const digits = number.replace(/\D/g, '');
    // Four digits alone are a year as often as not.
    if (digits.length < 5 && number === digits) return [];
    return ['', '.', ',', ' '].map((sign) => digits.replace(/\B(?=(?:\d{3})+$)/g, sign));
  });
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A day in every form in which it is written here. */
function daysIn(text: string): string[] {
  const numeric = [...text.matchAll(/\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/gu)].map(([, d, m, y]) => [y, m, d]);
  const iso = [...text.matchAll(/\b(\d{4})-(\d{2})-(\d{2})\b/gu)].map(([, y, m, d]) => [y, m, d]);
  const spoken = [...text.matchAll(/\b(\d{1,2}) tháng (\d{1,2}) năm (\d{4})\b/giu)].map(([, d, m, y]) => [y, m, d]);
  const english = [...text.matchAll(new RegExp(`\\b(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4})\\b`, 'gu'))].map(
    ([, d, m, y]) => [y, String(MONTHS.indexOf(m!) + 1), d],
  );
  return [...numeric, ...iso, ...spoken, ...english].flatMap((parts) => {
    const [year, month, day] = parts.map(Number) as [number, number, number];
    const name = MONTHS[month - 1];
    if (!name) return [];
    const two = (number: number): string => String(number).padStart(2, '0');
    const pairs = [...new Set([`${day}|${month}`, `${two(day)}|${two(month)}`])].map((pair) => pair.split('|'));
    return [
      `${year}-${two(month)}-${two(day)}`,
      ...pairs.flatMap(([d, m]) => [
        ...['/', '.', '-'].map((sign) => [d, m, year].join(sign)),
        `${d} tháng ${m} năm ${year}`,
        `${d} tháng ${m}/${year}`,
      ]),
      `${day} ${name} ${year}`,
      `${name} ${day}, ${year}`,
    ];
  });
}

/** Nothing where there is nothing to look for. */
function patternOf(wanted: readonly Wanted[], isPlain: boolean): RegExp | null {
  const pieces = new Map(wanted.map(({ text, strict }) => [fold(text, isPlain).folded.trim(), strict] as const));
  // What is found inside of other words wins over the same as a word of its own.
  for (const { text, strict } of wanted) if (!strict) pieces.set(fold(text, isPlain).folded.trim(), false);
  const found = [...pieces].filter(([piece]) => piece !== '').sort(([a], [b]) => b.length - a.length);
  if (found.length === 0) return null;
  const escaped = found.map(([piece, strict]) => {
    const literal = piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return strict ? `(?<![\\p{L}\\p{N}]|\\d[.,])${literal}(?![\\p{L}\\p{N}]|[.,]\\d)` : literal;
  });
  return new RegExp(escaped.join('|'), 'gu');
}

function found(text: string, pattern: RegExp | null, isPlain: boolean): [start: number, end: number][] {
  if (!pattern) return [];
  const { folded, starts, ends } = fold(text, isPlain);
  return [...folded.matchAll(pattern)].map(({ 0: piece, index }) => [starts[index]!, ends[index + piece.length - 1]!]);
}

/** A text as it is compared, and for each unit of it the place in the text that it comes from. */
interface Folded {
  folded: string;
  starts: number[];
  ends: number[];
}

/** Small letters, one kind of blank, dash and quotation mark, nothing invisible; `isPlain`: no diacritics either. */
function fold(text: string, isPlain: boolean): Folded {
  let folded = '';
  const [starts, ends]: [number[], number[]] = [[], []];
  let at = 0;
  for (const character of text.normalize('NFC')) {
    const start = at;
    at += character.length;
    const kept = folding(character, isPlain);
    // A run of blanks is one.
    if (kept === '' || (kept === ' ' && folded.endsWith(' '))) continue;
    folded += kept;
    for (let unit = 0; unit < kept.length; unit += 1) {
      starts.push(start);
      ends.push(at);
    }
  }
  return { folded, starts, ends };
}

function folding(character: string, isPlain: boolean): string {
  if (/\p{Cf}/u.test(character)) return '';
  if (/\s/u.test(character)) return ' ';
  if (/\p{Pd}/u.test(character)) return '-';
  if (/[\p{Pi}\p{Pf}"]/u.test(character)) return '"';
  const small = character.normalize(isPlain ? 'NFKD' : 'NFKC').toLowerCase();
  return isPlain ? small.replace(/\p{M}/gu, '').replaceAll('đ', 'd') : small;
}
