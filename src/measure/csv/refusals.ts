/** @module Why a file cannot be read as a table at all, in words, with the place. */
import type { Encoding } from '../encoding/index.ts';
import type { RowIssue } from '../fairness/row-issues.ts';
import { type CsvError, RECORD_LIMIT } from './parse.ts';

const ENCODING_NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1258': 'Windows-1258',
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI',
};

const SAVE_AS_UTF8 = {
  vi: 'Lưu lại tệp với mã hóa UTF-8 (trong Excel: Lưu thành, kiểu "CSV UTF-8"), hoặc nêu đúng bảng mã bằng encoding.',
  en: 'Save the file as UTF-8 (in Excel: Save As, type “CSV UTF-8”), or name its encoding with encoding.',
};

export const unknownEncoding = (): RowIssue => ({
  code: 'unknown_encoding',
  column: null,
  message: {
    vi: 'Tệp không phải là UTF-8 và không nhận ra được bảng mã (đã thử UTF-16, Windows-1258, TCVN3, VNI).',
    en: 'The file is not UTF-8 and its encoding was not recognised (tried UTF-16, Windows-1258, TCVN3, VNI).',
  },
  fix: SAVE_AS_UTF8,
});

/** @param byte counted from 0 */
export const brokenText = (encoding: Encoding, byte: number): RowIssue => ({
  code: 'invalid_encoding',
  column: null,
  byte,
  message: {
    vi: `Byte thứ ${byte + 1} của tệp không phải là ký tự ${ENCODING_NAMES[encoding]}.`,
    en: `Byte ${byte + 1} of the file is not ${ENCODING_NAMES[encoding]} text.`,
  },
  fix: SAVE_AS_UTF8,
});

export function brokenTable({ fault, line }: CsvError): RowIssue {
  const at = { column: null, line };
  switch (fault) {
    case 'nul_character':
      return {
        ...at,
        code: fault,
        message: { vi: `Dòng ${line} có ký tự NUL.`, en: `Line ${line} holds a NUL character.` },
        fix: {
          vi: 'Tệp không phải là văn bản CSV hoặc đã hỏng: xuất lại từ chương trình gốc.',
          en: 'The file is not CSV text, or is damaged: export it again from the program it comes from.',
        },
      };
    case 'record_too_long':
      return {
        ...at,
        code: fault,
        message: {
          vi: `Bản ghi bắt đầu ở dòng ${line} dài hơn ${RECORD_LIMIT} ký tự.`,
          en: `The record that begins on line ${line} is longer than ${RECORD_LIMIT} characters.`,
        },
        fix: {
          vi: 'Mỗi người một dòng. Kiểm tra dấu ngoặc kép mở mà không đóng, và ký tự xuống dòng của tệp.',
          en: 'One person a line. Look for a quotation mark that is never closed, and at the line breaks of the file.',
        },
      };
    case 'open_quote':
      return {
        ...at,
        code: fault,
        message: {
          vi: `Dấu ngoặc kép mở trong bản ghi ở dòng ${line} không được đóng: mọi dòng sau đó sẽ mất.`,
          en: `A quotation mark opened in the record on line ${line} is never closed: every later line would be lost.`,
        },
        fix: {
          vi: 'Đóng dấu ngoặc kép, hoặc viết đôi ("") nếu là một phần của nội dung.',
          en: 'Close it, or double it ("") where it is part of the text.',
        },
      };
  }
}
