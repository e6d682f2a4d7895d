/** @module Problems of counts by group, and what to do about each. */
import type { Bilingual } from './row-issues.ts';

export interface CountIssue {
  /** JSON pointer (RFC 6901). */
  pointer: string;
  message: Bilingual;
  fix: Bilingual;
}

export const COUNT_FIXES = {
  shape: {
    vi: 'Viết {"groups": {"tên nhóm": {"tp": 1, "fp": 2, "tn": 3, "fn": 4}}}.',
    en: 'Write {"groups": {"name": {"tp": 1, "fp": 2, "tn": 3, "fn": 4}}}.',
  },
  group: {
    vi: 'Mỗi nhóm cần đủ tp, fp, tn, fn; hoặc selected và total.',
    en: 'Every group needs tp, fp, tn and fn; or selected and total.',
  },
  count: { vi: 'Viết số người, là số nguyên từ 0 đến 10^12.', en: 'Write a whole number of people from 0 to 10^12.' },
  form: {
    vi: 'Dùng cùng một dạng số đếm cho mọi nhóm.',
    en: 'Use the same kind of counts for every group.',
  },
  total: { vi: 'selected không được lớn hơn total.', en: 'selected must not exceed total.' },
  key: { vi: 'Bỏ khóa này hoặc sửa cách viết.', en: 'Remove this key or correct its spelling.' },
  rejected: {
    vi: 'Viết {"rows": số dòng bị loại, "of": tổng số dòng}, hoặc bỏ khóa này.',
    en: 'Write {"rows": rows left out, "of": rows in all}, or remove this key.',
  },
  many: { vi: 'Gộp thành ít nhóm hơn.', en: 'Merge them into fewer groups.' },
} as const satisfies Record<string, Bilingual>;
