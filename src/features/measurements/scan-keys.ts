/**
 * @module Looks through a JSON text for what `JSON.parse` lets pass without a word: a key that an object holds twice (the first
 * would be lost), more levels than a recursive reader can bear, and more values than a measurement has.
 */

/** Counts have five levels, a plan has six. */
export const DEPTH_MAX = 32;
/** Ten times the figures of a large organisation. */
export const VALUES_MAX = 250_000;

/** Strings, and the signs that open, close and separate; everything else is skipped. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

export type KeyTrouble = { code: 'duplicate_key'; key: string } | { code: 'too_deep' | 'too_many' };

/** @param text JSON that is known to be well-formed @returns the first trouble */
export function scanKeys(text: string): KeyTrouble | undefined {
  /** Keys of the open objects; `null` for an open array. */
  const open: (Set<string> | null)[] = [];
  let values = 0;
  let string: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === ':') {
      const key = JSON.parse(string!) as string;
      const keys = open.at(-1)!;
      if (keys.has(key)) return { code: 'duplicate_key', key };
      keys.add(key);
      continue;
    }
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ',') string = token;
    if (open.length > DEPTH_MAX) return { code: 'too_deep' };
    // Every value but the first of a list or object follows a comma.
    if (token === ',' || token === '{' || token === '[') values += 1;
    if (values > VALUES_MAX) return { code: 'too_many' };
  }
  return undefined;
}
