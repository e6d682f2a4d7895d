/** @module Collects what is wrong with an answer set: place, closed code, message and remedy in both languages. */
import type { Text } from './content.ts';

export const ANSWER_ISSUE_CODES = [
  'not_an_object',
  'unknown_key',
  'missing',
  'wrong_type',
  'unknown_question',
  'unknown_option',
  'duplicate_option',
  'out_of_range',
  'too_long',
  'invalid_date',
  'reason_missing',
  'unknown_questionnaire',
  'duplicate_questionnaire',
  'no_questionnaire_in_force',
  'unknown_dataset',
  'unused_dataset',
  'duplicate_dataset',
  'invalid_dataset',
] as const;

export interface AnswerIssue {
  pointer: string;
  code: (typeof ANSWER_ISSUE_CODES)[number];
  message: Text;
  fix: Text;
}

const TEXT_LIMIT = 20_000;

export type Plain = Record<string, unknown>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Escapes one step of a JSON pointer (RFC 6901). */
export const step = (key: string | number): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Shows an input value in a message without letting it grow or break the line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

export class IssueReader {
  readonly issues: AnswerIssue[] = [];

  report(pointer: string, code: AnswerIssue['code'], message: Text, fix: Text): undefined {
    this.issues.push({ pointer, code, message, fix });
    return undefined;
  }

  unknownKeys(object: Plain, allowed: string[], pointer: string): void {
    for (const key of Object.keys(object)) {
      if (allowed.includes(key)) continue;
      this.report(
        pointer + step(key),
        'unknown_key',
        { vi: `Không có mục ${shown(key)} ở đây`, en: `There is no key ${shown(key)} here` },
        { vi: `Chỉ dùng: ${allowed.join(', ')}`, en: `Use only: ${allowed.join(', ')}` },
      );
    }
  }

  wrongType(pointer: string, found: unknown, expected: Text): undefined {
    return this.report(
      pointer,
      'wrong_type',
      { vi: `Cần ${expected.vi}, nhận được ${shown(found)}`, en: `Expected ${expected.en}, found ${shown(found)}` },
      {
        vi: `Ghi ${expected.vi}, hoặc unknown nếu chưa biết`,
        en: `Write ${expected.en}, or unknown if it is not known`,
      },
    );
  }

  text(value: unknown, pointer: string, limit = TEXT_LIMIT): string | undefined {
    if (typeof value !== 'string') return this.wrongType(pointer, value, { vi: 'một đoạn chữ', en: 'a text' });
    if (!value.isWellFormed()) {
      return this.report(
        pointer,
        'wrong_type',
        { vi: 'Có ký tự Unicode bị cắt đôi', en: 'Holds half of a Unicode character' },
        { vi: 'Ghi lại đoạn chữ này', en: 'Write the text again' },
      );
    }
    if (value.length > limit) {
      return this.report(
        pointer,
        'too_long',
        { vi: `Dài ${value.length} ký tự, tối đa ${limit}`, en: `${value.length} characters long, at most ${limit}` },
        { vi: 'Rút ngắn lại', en: 'Shorten it' },
      );
    }
    return value;
  }
}
