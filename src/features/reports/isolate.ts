/** @module Text of people among words of ours: kept apart where no element can do it, and cut where there is no room. */

const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/;
const OPENS_EMBEDDING = /[\u202A\u202B\u202D\u202E]/;
const OPENS_ISOLATE = /[\u2066-\u2068]/;
const [END_EMBEDDING, END_ISOLATE, FIRST_STRONG_ISOLATE] = ['\u202C', '\u2069', '\u2068'];

/**
 * Ends every direction that a line sets, in the order in which it was set, so that none can turn what stands after it. An end
 * without a beginning would end what we began around the line: it is taken out, and nothing that can be read goes with it.
 */
export function closeDirections(line: string): string {
  if (!DIRECTIONS.test(line)) return line;
  const open: string[] = [];
  let kept = '';
  for (const character of line) {
    if (OPENS_EMBEDDING.test(character)) open.push(END_EMBEDDING);
    else if (OPENS_ISOLATE.test(character)) open.push(END_ISOLATE);
    else if (character === END_EMBEDDING) {
      if (open.at(-1) !== END_EMBEDDING) continue;
      open.pop();
    } else if (character === END_ISOLATE) {
      // The end of an isolate ends what was set inside it as well.
      const begun = open.lastIndexOf(END_ISOLATE);
      if (begun < 0) continue;
      open.length = begun;
    }
    kept += character;
  }
  return kept + open.reverse().join('');
}

/** Marks that end every direction set inside; only around a text that sets one. */
export const isolate = (text: string): string =>
  DIRECTIONS.test(text) ? `${FIRST_STRONG_ISOLATE}${closeDirections(text)}${END_ISOLATE}` : text;

/** Sentences of people that were put together with "; ": one that ends with a full stop needs no other sign after it. */
export const endedOnce = (text: string): string => text.replaceAll('.; ', '. ');

/** By characters, not by halves of them; what is left out is shown to be left out. */
export function shortened(text: string, letters: number): string {
  const all = [...text.slice(0, 2 * letters + 2)];
  return all.length <= letters ? text : `${all.slice(0, letters).join('').trimEnd()} …`;
}
