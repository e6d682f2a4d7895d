import { afterAll, describe, expect, it } from 'vitest';
import { withEmojiFont } from '../../src/adapters/node/emoji-font.ts';
import { createPrinter } from '../../src/adapters/node/printer.ts';
import { embeddedFonts } from '../../src/content/compile-report.ts';

const printer = createPrinter();
afterAll(() => printer.close());

const pageOf = (text: string): string =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title><style>${embeddedFonts()}body{font-family:"Be Vietnam Pro"}</style></head><body><h1>${text}</h1><p>${text}</p></body></html>`;

const fontsOf = (pdf: Uint8Array): Set<string> =>
  new Set(
    [
      ...Buffer.from(pdf)
        .toString('latin1')
        .matchAll(/\/BaseFont \/[A-Z]{6}\+([\w-]+)/g),
    ].map(([, name]) => name!),
  );

describe('emoji on paper', () => {
  it('are embedded, in text and headings, and the text font stays what it is', async () => {
    const pdf = await printer.print(pageOf('Trợ lý 🤖 số 1, lúa 🌾'), {
      lang: 'vi',
      footer: 'x',
      pageWords: ['Trang', 'trên'],
    });
    expect([...fontsOf(pdf)].sort()).toEqual(['BeVietnamPro-Regular', 'BeVietnamPro-SemiBold', 'NotoEmoji-Regular']);
  });

  it('a page without them is left as it is', () => {
    const html = pageOf('Trợ lý số 1 © ™ → “trích”');
    expect(withEmojiFont(html)).toBe(html);
  });
});
