import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../../src/features/reports/forms/form-text.ts';

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
  });
});
