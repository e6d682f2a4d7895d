import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { insideMarkup, insideZip, seenIn } from '../../../support/look-inside.ts';
import { docxOf, example, modelOf } from './support.ts';

const WORD = 'zwxaabxwz';
const found = (text: string): boolean => seenIn(text, [WORD]).length === 1;

describe('looking for a word in a file', () => {
  it.each([
    ['text', `<p>${WORD}</p>`],
    ['an attribute', `<img alt="${WORD}">`],
    ['a comment', `<!-- ${WORD} -->`],
    ['references', [...WORD].map((letter) => `&#x${letter.codePointAt(0)!.toString(16)};`).join('')],
    ['other case', WORD.toUpperCase()],
    ['tags inside of it', `<w:t>zwx</w:t><w:t xml:space="preserve">aabxwz</w:t>`],
    ['base64', `{"credential":"${Buffer.from(`{"name":"${WORD}"}`).toString('base64url')}"}`],
  ])('finds it in %s', (_name, markup) => {
    expect(found(insideMarkup(markup))).toBe(true);
    expect(found(insideMarkup(markup.replaceAll(/a/gi, 'e').replaceAll('&#x61;', 'e').slice(0, -9)))).toBe(false);
  });

  it.each(['docProps/core.xml', 'docProps/app.xml', 'docProps/custom.xml', 'word/comments.xml', 'word/media/a.bin'])(
    'finds it in the part %s, and in the name of a part',
    async (part) => {
      const parts = Object.entries(await docxOf(modelOf('impact-assessment', example('traffic-camera'), 'vi')));
      const zip = (own: Record<string, string>): Uint8Array =>
        zipSync(Object.fromEntries([...parts, ...Object.entries(own)].map(([name, text]) => [name, strToU8(text)])));
      expect(found(insideZip(zip({})))).toBe(false);
      expect(found(insideZip(zip({ [part]: `<x a="${WORD}"/>` })))).toBe(true);
      expect(found(insideZip(zip({ [`word/${WORD}.xml`]: '' })))).toBe(true);
    },
  );
});
