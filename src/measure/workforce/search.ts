/** @module Finds the code of an occupation by a Vietnamese title, with or without diacritics, or an English one. */
import type { Occupation, OccupationTable } from './occupations.ts';

export interface Candidate {
  code: string;
  title: Occupation['title'];
  /** The name that fitted best. */
  matched: string;
  /** 1 for the same words; below that a likeness that only serves the order. */
  likeness: number;
}

/** Lower case, no punctuation, single spaces, composed letters. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The same without diacritics: `công nhân đóng gói` → `cong nhan dong goi`. */
export const fold = (text: string): string =>
  plain(text)
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('đ', 'd');

const pairs = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));

/** Dice coefficient of letter pairs, 0–1: bears missing words and typing errors. */
function dice(a: string, b: string): number {
  const [first, second] = [pairs(a), pairs(b)];
  if (first.length + second.length === 0) return 0;
  const left = new Map<string, number>();
  for (const pair of first) left.set(pair, (left.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of second) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    shared += 1;
  }
  return (2 * shared) / (first.length + second.length);
}

/** 1 when the word occurs, 0.7 when one with the same first four letters does (nurse, nursing). */
const inWords = (word: string, words: readonly string[]): number => {
  if (words.includes(word)) return 1;
  // Vietnamese syllables are short: sharing the letters "ngh…" means nothing.
  if (word.length < 5 || word.startsWith('ngh')) return 0;
  return words.some((other) => other.length >= 5 && other.startsWith(word.slice(0, 4))) ? 0.7 : 0;
};

/** 1 for the same title; 0.99 for the same title without diacritics. */
function likenessOf(query: { plain: string; fold: string; words: readonly string[] }, name: string): number {
  if (query.plain === plain(name)) return 1;
  const folded = fold(name);
  if (query.fold === folded) return 0.99;
  const words = folded.split(' ');
  const contained = query.words.reduce((sum, word) => sum + inWords(word, words), 0) / query.words.length;
  return 0.9 * (0.6 * contained + 0.4 * dice(query.fold, folded));
}

/** Queries are cut here: no title is longer. */
const QUERY_MAX = 120;
/** Less likeness than this helps nobody. */
const LEAST = 0.35;

/** Unit groups whose names are like `text`, most alike first; equal ones in order of code. */
export function searchOccupations(table: OccupationTable, text: string, most = 5): Candidate[] {
  const short = text.slice(0, QUERY_MAX);
  const query = { plain: plain(short), fold: fold(short), words: fold(short).split(' ') };
  if (query.fold === '') return [];
  return table.unitGroups
    .map((entry): Candidate => {
      const names = [...(entry.title.vi === null ? [] : [entry.title.vi]), ...entry.also, entry.title.en];
      const scored = names.map((matched) => ({ matched, likeness: likenessOf(query, matched) }));
      const best = scored.reduce((a, b) => (b.likeness > a.likeness ? b : a));
      return { code: entry.code, title: entry.title, ...best };
    })
    .filter(({ likeness }) => likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness || (a.code < b.code ? -1 : 1))
    .slice(0, most);
}

/** The one occupation that bears exactly this name, if there is one. */
export function exactOccupation(table: OccupationTable, text: string): Candidate | undefined {
  const found = searchOccupations(table, text, 3).filter(({ likeness }) => likeness >= 0.99);
  const same = found.filter(({ likeness }) => likeness === found[0]!.likeness);
  return same.length === 1 ? same[0] : undefined;
}

/** Codes that a wrong code may have meant: one digit off, or two neighbours swapped; then those of the same minor group. */
export function nearestCodes(table: OccupationTable, code: string, most = 5): string[] {
  const distance = (other: string): number => [...other].filter((digit, place) => digit !== code[place]).length;
  const swapped = (other: string): boolean =>
    distance(other) === 2 && [...other].sort().join('') === [...code].sort().join('');
  const rank = (other: string): number =>
    swapped(other) ? 1 : distance(other) === 1 ? (other.startsWith(code.slice(0, 3)) ? 0 : 2) : 9;
  return table.unitGroups
    .map((entry) => ({ code: entry.code, rank: rank(entry.code) }))
    .filter((entry) => entry.rank < 9)
    .sort((a, b) => a.rank - b.rank || (a.code < b.code ? -1 : 1))
    .slice(0, most)
    .map((entry) => entry.code);
}
