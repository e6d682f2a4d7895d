/** @module Parses JSON of strangers: what goes deeper than any record does would overflow whoever walks through it. */

const DEEPEST = 200;
const [QUOTE, ESCAPE] = ['"', '\\'].map((character) => character.charCodeAt(0)) as [number, number];
const OPENING = new Set(['[', '{'].map((character) => character.charCodeAt(0)));
const CLOSING = new Set([']', '}'].map((character) => character.charCodeAt(0)));

/** @throws SyntaxError when it is not JSON, or deeper than 200 levels */
export function parseJson(text: string): unknown {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isText) {
      if (code === ESCAPE) at += 1;
      else if (code === QUOTE) isText = false;
    } else if (code === QUOTE) isText = true;
    else if (OPENING.has(code)) {
      depth += 1;
      if (depth > DEEPEST) throw new SyntaxError(`deeper than ${DEEPEST} levels`);
    } else if (CLOSING.has(code)) depth -= 1;
  }
  return JSON.parse(text);
}
