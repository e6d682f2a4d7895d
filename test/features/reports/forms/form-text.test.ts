import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../../src/features/reports/forms/form-text.ts';
import { closeDirections } from '../../../../src/features/reports/isolate.ts';

describe('a text of an organisation', () => {
  it('keeps every readable character as it is', () => {
    const text = 'Trí tuệ nhân tạo – “đạo đức” <b>&amp; 🦑👩‍👩‍👧 ₫ tab';
    expect(cleanText(text)).toBe(text);
  });

  it('marks what nobody can see and XML cannot hold', () => {
    expect(cleanText('a\u0000b\u0007c\ud800d\uffffe')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
  });

  it('has one kind of line end, and no blank edges', () => {
    expect(cleanText(' một\r\nhai\rba\u2028bốn\tnăm \n')).toBe('một\nhai\nba\nbốn năm');
  });

  it('closes every direction mark on its own line', () => {
    expect(cleanText('\u202Eabc\n\u2067def\u2069\nghi')).toBe('\u202Eabc\u202C\n\u2067def\u2069\nghi');
    expect(cleanText('\u2066\u202Bx')).toBe('\u2066\u202Bx\u202C\u2069');
    // An end that comes before its beginning ends nothing of its own: it would end ours.
    expect(cleanText('a\u2069b\u202Cc\u2067d')).toBe('abc\u2067d\u2069');
    // The end of an isolate ends the embedding inside it.
    expect(cleanText('\u2067a\u202Eb\u2069c')).toBe('\u2067a\u202Eb\u2069c');
  });

  it('whatever marks it holds, nothing stays open and nothing around it is ended', () => {
    const marks = '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069';
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...marks, 'a', 'ệ') }), (text) => {
        const open: string[] = [];
        for (const mark of closeDirections(text)) {
          if ('\u202A\u202B\u202D\u202E'.includes(mark)) open.push('embedding');
          else if ('\u2066\u2067\u2068'.includes(mark)) open.push('isolate');
          else if (mark === '\u202C') expect(open.pop()).toBe('embedding');
          else if (mark === '\u2069') {
            expect(open).toContain('isolate');
            while (open.pop() !== 'isolate');
          }
        }
        expect(open).toEqual([]);
        expect(closeDirections(text).replaceAll(/[^aệ]/g, '')).toBe(text.replaceAll(/[^aệ]/g, ''));
      }),
    );
  });
});
