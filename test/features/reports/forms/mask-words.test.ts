import { describe, expect, it } from 'vitest';
import { maskOf } from '../../../../src/features/reports/forms/mask-words.ts';

const mask = (withheld: string, text: string, hasNames = false): string =>
  maskOf([{ text: withheld, hasNames }], '█')(text);

describe('words of a withheld line in what else was written', () => {
  it.each([
    ['as they are', 'Kho dữ liệu Sao La', 'Lấy từ Kho dữ liệu Sao La.', 'Lấy từ █.'],
    ['in capitals', 'Kho dữ liệu Sao La', 'TỪ KHO DỮ LIỆU SAO LA', 'TỪ █'],
    ['decomposed', 'Kho dữ liệu Sao La', 'kho dữ liệu sao la'.normalize('NFD'), '█'],
    ['without diacritics', 'Kho dữ liệu Sao La', 'Kho du lieu Sao La o Ha Noi', '█ o Ha Noi'],
    ['with the tone on another letter', 'Hệ thống Thúy Hòa', 'hệ thống Thuý Hoà', '█'],
    ['over lines, with other blanks', 'Kho dữ liệu Sao La', 'kho\n dữ\u00A0liệu  Sao La', '█'],
    ['with invisible characters', 'Kho dữ liệu Sao La', 'Kho dữ\u200B liệu Sao\u00AD La', '█'],
    ['in full width', 'MK7731X', 'ＭＫ７７３１Ｘ', '█'],
    ['with other dashes and quotes', 'mã "A-17" nội bộ', 'mã “A–17” nội bộ', '█'],
    ['one line of several', 'Dòng thứ nhất\nDòng thứ hai', 'Nhắc lại: dòng thứ hai.', 'Nhắc lại: █.'],
    ['one sentence of several', 'Có hai máy chủ. Khóa cất trong két tầng ba.', 'khóa cất trong két tầng ba', '█'],
    ['inside of another word', 'Zephyr', 'ZephyrCloud', '█Cloud'],
    ['twice and next to each other', 'Sao La', 'Sao La, Sao LaSao La', '█, ██'],
  ])('%s', (_name, withheld, text, shown) => {
    expect(mask(withheld, text)).toBe(shown);
  });

  it('a name is found without title and office', () => {
    const signer = 'Bà Phạm Thị Lụa, Giám đốc';
    expect(mask(signer, 'Báo cho Phạm Thị Lụa; PHAM THI LUA ký.', true)).toBe('Báo cho █; █ ký.');
    expect(mask(signer, 'Chị Thị Lụa trực', true)).toBe('Chị █ trực');
    // Not the beginning of another word.
    expect(mask(signer, 'thực thi luật', true)).toBe('thực thi luật');
  });

  it('an address, a number and a day are found alone and in other forms', () => {
    const line = 'Máy 10.20.30.41 (khoá KX-77-b) chứa 320.000 hồ sơ từ ngày 02/09/2026, liên hệ an.le@so.example.vn';
    expect(mask(line, 'Sao lưu 10.20.30.41 hằng đêm')).not.toContain('10.20');
    expect(mask(line, 'dùng kx-77-B')).toBe('dùng █');
    expect(mask(line, 'khoảng 320,000 hoặc 320000 hoặc 320 000')).toBe('khoảng █ hoặc █ hoặc █');
    expect(mask(line, 'không phải 1.320.000')).toBe('không phải 1.320.000');
    for (const day of ['2/9/2026', '2026-09-02', '2 tháng 9 năm 2026', '2 September 2026', '02.09.2026'])
      expect(mask(line, `từ ${day}.`)).toBe('từ █.');
    expect(mask(line, 'gửi AN.LE@so.example.vn')).toBe('gửi █');
    expect(mask('Gọi 0912 345 678', 'số 0912 345 678')).toBe('số █');
  });

  it('what says nothing by itself stays, so that its gaps do not tell the answer', () => {
    for (const common of ['Không', 'không có', 'Không áp dụng', 'Có', 'None', 'Việt Nam'])
      expect(mask(common, `Hệ thống không có dữ liệu; ${common}.`, true)).toBe(`Hệ thống không có dữ liệu; ${common}.`);
    // Short words, only as words of their own and as they are written.
    expect(mask('Lành', 'lạnh, lành lặn, Lành')).toBe('lạnh, █ lặn, █');
  });

  it('an empty list changes nothing, and no sign is taken for a pattern', () => {
    expect(maskOf([], '█')('e\u0301')).toBe('e\u0301');
    expect(mask('a.*(b)[c]|d$^', 'axxbc a.*(b)[c]|d$^')).toBe('axxbc █');
  });
});
