/**
 * @module Does a text read as Vietnamese? Every Vietnamese word is one syllable with at most one tone, of few possible
 * shapes, so that a text read in the wrong encoding breaks nearly all of its accented words.
 */

const ONSET = '(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?';
const NUCLEUS =
  '(?:oai|oay|oao|oeo|uay|uây|uôi|uya|uyê|uyu|uêu|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])';
const CODA = '(?:ch|ng|nh|[cmnpt])?';
const SYLLABLE = new RegExp(`^${ONSET}${NUCLEUS}${CODA}$`);
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** A word, or one sign. */
const PIECE = /[\p{L}\p{M}]+|[^\p{ASCII}]/gu;

/** Enough to judge by, and little enough to be quick. */
const JUDGED = 5_000;

/** Signs that honest text holds beside letters: spaces, dashes, quotation marks, dots, currency. */
const HARMLESS_ONLY = /^[\s\p{Sc}\u2010-\u2026§°]$/u;
const ACCENTED = /[^\p{ASCII}]/u;

export interface Likeness {
  /** Words with a letter outside of ASCII, and signs that do not belong in words. */
  judged: number;
  /** Those that are possible Vietnamese syllables, as a share of 0 to 1; 0 where nothing could be judged. */
  share: number;
}

/** Share of what is not ASCII in a text that is possible Vietnamese. */
export function vietnameseLikeness(text: string): Likeness {
  let judged = 0;
  let possible = 0;
  for (const [piece] of text.matchAll(PIECE)) {
    if (!ACCENTED.test(piece) || HARMLESS_ONLY.test(piece)) continue;
    judged += 1;
    if (isSyllable(piece)) possible += 1;
    if (judged === JUDGED) break;
  }
  return { judged, share: judged === 0 ? 0 : possible / judged };
}

function isSyllable(word: string): boolean {
  const apart = word.toLowerCase().normalize('NFD');
  const tones = apart.match(TONES)?.length ?? 0;
  return tones <= 1 && SYLLABLE.test(apart.replaceAll(TONES, '').normalize('NFC'));
}
