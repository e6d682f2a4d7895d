/** @module Finds a key that an object of a JSON text holds twice: `JSON.parse` would drop the first without a word. */

/** Strings, and the signs that open, close and separate; everything else is skipped. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** @param text JSON that is known to be well-formed @returns the first repeated key */
export function repeatedKey(text: string): string | undefined {
  /** Keys of the open objects; `null` for an open array. */
  const open: (Set<string> | null)[] = [];
  let string: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const key = JSON.parse(string!) as string;
      const keys = open.at(-1)!;
      if (keys.has(key)) return key;
      keys.add(key);
    } else if (token !== ',') string = token;
  }
  return undefined;
}
