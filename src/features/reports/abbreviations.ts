/** @module Short names of legal texts that a document prints, each with its full name, so that no reader has to know them. */
import type { Content } from '../../engine/index.ts';
import type { Lang } from './texts.ts';

export interface Abbreviation {
  short: string;
  full: string;
}

/** @param printed anything with the strings of the document inside; what it names is found by its words */
export function abbreviationsIn(printed: unknown, content: Content, lang: Lang): Abbreviation[] {
  const text = JSON.stringify(printed);
  return content.instruments
    .map(({ short, title, number }) => ({ short: short[lang], full: `${title[lang]} (${number})` }))
    .filter(({ short }) => {
      const words = short.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}/])`, 'u').test(text);
    });
}
