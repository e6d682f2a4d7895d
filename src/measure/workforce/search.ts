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

/** How often each pair of letters occurs. */
function pairsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** A name made ready to be compared. */
interface Name {
  text: string;
  plain: string;
  fold: string;
  words: readonly string[];
  pairs: ReadonlyMap<string, number>;
}

function nameOf(text: string): Name {
  const folded = fold(text);
  return { text, plain: plain(text), fold: folded, words: folded.split(' '), pairs: pairsOf(folded) };
}

const READY = new WeakMap<OccupationTable, { entry: Occupation; names: Name[] }[]>();

/** The names of a table, made ready once: a file may ask for thousands of titles. */
function namesOf(table: OccupationTable): { entry: Occupation; names: Name[] }[] {
  let ready = READY.get(table);
  if (!ready) {
    ready = table.unitGroups.map((entry) => {
      const texts = [...(entry.title.vi === null ? [] : [entry.title.vi]), ...entry.also, entry.title.en];
      return { entry, names: texts.map(nameOf) };
    });
    READY.set(table, ready);
  }
  return ready;
}

/** Dice coefficient of letter pairs, 0–1: bears missing words and typing errors. */
function dice(a: Name, b: Name): number {
  const all = Math.max(0, a.fold.length - 1) + Math.max(0, b.fold.length - 1);
  if (all === 0) return 0;
  let shared = 0;
  for (const [pair, count] of b.pairs) shared += Math.min(count, a.pairs.get(pair) ?? 0);
  return (2 * shared) / all;
}

/** 1 when the word occurs, 0.7 when one with the same first four letters does (nurse, nursing). */
const inWords = (word: string, words: readonly string[]): number => {
  if (words.includes(word)) return 1;
  // Vietnamese syllables are short: sharing the letters "ngh…" means nothing.
  if (word.length < 5 || word.startsWith('ngh')) return 0;
  return words.some((other) => other.length >= 5 && other.startsWith(word.slice(0, 4))) ? 0.7 : 0;
};

/** 1 for the same title; 0.99 for the same title without diacritics; 0 for another. */
const sameness = (query: Name, name: Name): number =>
  query.plain === name.plain ? 1 : query.fold === name.fold ? 0.99 : 0;

function likenessOf(query: Name, name: Name): number {
  const same = sameness(query, name);
  if (same > 0) return same;
  const contained = query.words.reduce((sum, word) => sum + inWords(word, name.words), 0) / query.words.length;
  return 0.9 * (0.6 * contained + 0.4 * dice(query, name));
}

/** Queries are cut here: no title is longer. */
const QUERY_MAX = 120;
/** Less likeness than this helps nobody. */
const LEAST = 0.35;

/** Every unit group with the likeness of its best name. */
function candidates(table: OccupationTable, text: string, how: (query: Name, name: Name) => number): Candidate[] {
  const query = nameOf(text.slice(0, QUERY_MAX));
  if (query.fold === '') return [];
  return namesOf(table).map(({ entry, names }) => {
    const scored = names.map((name) => ({ matched: name.text, likeness: how(query, name) }));
    const best = scored.reduce((a, b) => (b.likeness > a.likeness ? b : a));
    return { code: entry.code, title: entry.title, ...best };
  });
}

/** Unit groups whose names are like `text`, most alike first; equal ones in order of code. */
export function searchOccupations(table: OccupationTable, text: string, most = 5): Candidate[] {
  return candidates(table, text, likenessOf)
    .filter(({ likeness }) => likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness || (a.code < b.code ? -1 : 1))
    .slice(0, most);
}

/** The one occupation that bears exactly this name, if there is one. */
export function exactOccupation(table: OccupationTable, text: string): Candidate | undefined {
  const found = candidates(table, text, sameness).filter(({ likeness }) => likeness > 0);
  const most = Math.max(...found.map(({ likeness }) => likeness));
  const same = found.filter(({ likeness }) => likeness === most);
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
