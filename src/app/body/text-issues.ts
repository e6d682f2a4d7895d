/** @module What can be wrong with the text of a body before anyone looks at the answers in it. */

import type { Text } from '../../engine/index.ts';
import type { TextIssueCode } from '../issue-codes.ts';
import type { ProblemIssue } from '../problems.ts';

/** An answer file has three levels; nothing honest needs more than this. */
export const DEPTH_MAX = 32;
/** Members and elements of the whole body. The questionnaires ask for some hundreds. */
export const VALUES_MAX = 5_000;

/** A mistake at a place in a text. */
export interface TextIssue {
  code: TextIssueCode;
  offset: number;
  pointer: string;
  message: Text;
  fix: Text;
}

export const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A key as it may be repeated in a message: short, and with nothing that breaks the line. */
export function shownKey(key: string): string {
  const text = JSON.stringify(key);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

export const duplicateKey = (key: string, offset: number, path: readonly (string | number)[]): TextIssue => ({
  code: 'duplicate_key',
  offset,
  pointer: pointerOf(path),
  message: { vi: `Khóa ${shownKey(key)} được ghi hai lần`, en: `The key ${shownKey(key)} is given twice` },
  fix: { vi: 'Giữ lại một khóa', en: 'Keep one of the two' },
});

export const tooDeep = (offset: number, path: readonly (string | number)[]): TextIssue => ({
  code: 'too_deep',
  offset,
  pointer: pointerOf(path.slice(0, DEPTH_MAX)),
  message: { vi: `Lồng nhau quá ${DEPTH_MAX} tầng`, en: `Nested more than ${DEPTH_MAX} levels deep` },
  fix: { vi: 'Tệp trả lời chỉ có ba tầng', en: 'An answer file has three levels' },
});

export const tooMany = (offset: number): TextIssue => ({
  code: 'too_many',
  offset,
  pointer: '',
  message: { vi: `Có hơn ${VALUES_MAX} giá trị`, en: `There are more than ${VALUES_MAX} values` },
  fix: { vi: 'Chỉ gửi câu trả lời của một hệ thống', en: 'Send the answers of one system only' },
});

/** Lines and columns for issues of one text; both start at 1, a column counts UTF-16 units. */
export function placeIssues(text: string, issues: readonly TextIssue[]): ProblemIssue[] {
  let line = 1;
  let lineStart = 0;
  let at = 0;
  return [...issues]
    .sort((a, b) => a.offset - b.offset)
    .map(({ code, offset, pointer, message, fix }) => {
      for (; at < offset && at < text.length; at += 1) {
        if (text.charCodeAt(at) === 10) [line, lineStart] = [line + 1, at + 1];
      }
      return { pointer, code, message, fix, line, column: offset - lineStart + 1 };
    });
}
