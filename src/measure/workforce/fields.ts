/** @module Reads the fields of a file one by one; every mistake is noted with its place, none stops the others. */
import type { Bilingual } from '../fairness/index.ts';
import { isDate } from './dates.ts';
import { FIXES } from './fixes.ts';

export interface WorkforceIssue {
  /** JSON pointer (RFC 6901). */
  pointer: string;
  message: Bilingual;
  fix: Bilingual;
}

export type Plain = Record<string, unknown>;

const TEXT_MAX = 500;
/** Above this, sums would no longer be exact. */
export const COUNT_MAX = 10_000_000;
export const MONEY_MAX = 1_000_000_000_000;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const step = (key: string | number): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
const shown = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 40)}"` : (JSON.stringify(value)?.slice(0, 40) ?? '–');

/** Reads a value and notes what is wrong with it; `undefined` stands for a value that cannot be used. */
export class Fields {
  readonly issues: WorkforceIssue[] = [];

  note(pointer: string, vi: string, en: string, fix: Bilingual): undefined {
    this.issues.push({ pointer, message: { vi, en }, fix });
    return undefined;
  }

  /** A mapping with no other keys than `keys`. */
  object(raw: unknown, pointer: string, keys: readonly string[]): Plain | undefined {
    if (!isPlain(raw))
      return this.note(pointer, 'Phải là một nhóm khóa: giá trị.', 'Must be a mapping.', FIXES.mapping);
    for (const key of Object.keys(raw)) {
      if (keys.includes(key)) continue;
      const fix = {
        vi: `Bỏ khóa này hoặc dùng một trong: ${keys.join(', ')}.`,
        en: `Remove this key or use one of: ${keys.join(', ')}.`,
      };
      this.note(pointer + step(key), 'Khóa không được dùng ở đây.', 'Unexpected key.', fix);
    }
    return raw;
  }

  /** A mapping whose keys are names given by the user. */
  names(raw: unknown, pointer: string, most: number): [string, unknown][] {
    if (!isPlain(raw)) {
      this.note(pointer, 'Phải là một nhóm khóa: giá trị.', 'Must be a mapping.', FIXES.mapping);
      return [];
    }
    const entries = Object.entries(raw);
    if (entries.length > most) {
      this.note(pointer, `Nhiều hơn ${most} mục.`, `More than ${most} entries.`, FIXES.fewer);
      return [];
    }
    for (const [key] of entries) {
      if (key.trim() !== '' && key.length <= 100) continue;
      this.note(
        pointer + step(key),
        'Tên rỗng hoặc dài quá 100 ký tự.',
        'The name is empty or over 100 characters.',
        FIXES.text,
      );
    }
    return entries;
  }

  list(raw: unknown, pointer: string, { least, most }: { least: number; most: number }): unknown[] {
    if (Array.isArray(raw) && raw.length >= least && raw.length <= most) return raw;
    const fix = {
      vi: `Viết một danh sách có từ ${least} đến ${most} mục.`,
      en: `Write a list of ${least} to ${most} entries.`,
    };
    if (raw === undefined) this.note(pointer, 'Thiếu mục này.', 'This is missing.', fix);
    else this.note(pointer, 'Phải là một danh sách có độ dài hợp lệ.', 'Must be a list of a permitted length.', fix);
    return [];
  }

  number(raw: unknown, pointer: string, fix: Bilingual, holds: (value: number) => boolean): number | undefined {
    if (typeof raw === 'number' && Number.isFinite(raw) && holds(raw)) return raw;
    if (raw === undefined || raw === null) return this.note(pointer, 'Thiếu số này.', 'This number is missing.', fix);
    return this.note(pointer, `${shown(raw)} không dùng được.`, `${shown(raw)} cannot be used.`, fix);
  }

  /** A whole number of people. */
  count(raw: unknown, pointer: string, least = 0): number | undefined {
    const fix = least === 0 ? FIXES.count : FIXES.countFromOne;
    return this.number(raw, pointer, fix, (value) => Number.isInteger(value) && value >= least && value <= COUNT_MAX);
  }

  /** A share, 0–1. */
  share(raw: unknown, pointer: string): number | undefined {
    return this.number(raw, pointer, FIXES.share, (value) => value >= 0 && value <= 1);
  }

  text(raw: unknown, pointer: string, fix: Bilingual = FIXES.text): string | undefined {
    if (typeof raw === 'string' && raw.trim() !== '' && raw.length <= TEXT_MAX) return raw.trim().normalize('NFC');
    const missing = raw === undefined || raw === null || raw === '';
    return this.note(
      pointer,
      missing ? 'Thiếu nội dung.' : 'Không phải văn bản từ 1 đến 500 ký tự.',
      missing ? 'A text is missing.' : 'Not a text of 1 to 500 characters.',
      fix,
    );
  }

  date(raw: unknown, pointer: string): string | undefined {
    if (typeof raw === 'string' && isDate(raw)) return raw;
    return this.note(
      pointer,
      `${shown(raw)} không phải là ngày có thật.`,
      `${shown(raw)} is not a date that exists.`,
      FIXES.date,
    );
  }

  yesNo(raw: unknown, pointer: string): boolean | undefined {
    if (typeof raw === 'boolean') return raw;
    return this.note(
      pointer,
      `${shown(raw)} không phải true hoặc false.`,
      `${shown(raw)} is not true or false.`,
      FIXES.yesNo,
    );
  }

  word<T extends string>(raw: unknown, pointer: string, words: readonly T[]): T | undefined {
    if ((words as readonly unknown[]).includes(raw)) return raw as T;
    const fix = { vi: `Dùng một trong: ${words.join(', ')}.`, en: `Use one of: ${words.join(', ')}.` };
    const missing = raw === undefined || raw === null;
    return this.note(
      pointer,
      missing ? 'Thiếu giá trị.' : `${shown(raw)} không nằm trong các giá trị cho phép.`,
      missing ? 'A value is missing.' : `${shown(raw)} is not one of the permitted values.`,
      fix,
    );
  }

  /** `null` where nothing is said or "unknown" is; otherwise what `read` makes of it. */
  optional<T>(raw: unknown, pointer: string, read: (raw: unknown, pointer: string) => T | undefined): T | null {
    if (raw === undefined || raw === null || raw === 'unknown') return null;
    return read(raw, pointer) ?? null;
  }
}
