/** @module What a form says of its fields: for people who fill it in, not for programs. */
import type { IssueCode } from '../../../app/issue-codes.ts';
import type { ProblemIssue } from '../../../app/problems.ts';
import type { Text } from '../../../engine/index.ts';

interface Said {
  message: Text;
  fix: Text;
}

const EMPTY: Said = {
  message: { vi: 'Mục này còn trống', en: 'This is empty' },
  fix: { vi: 'Điền mục này', en: 'Fill it in' },
};

const TOO_LONG: Said = {
  message: { vi: 'Nội dung quá dài', en: 'This is too long' },
  fix: { vi: 'Viết ngắn hơn', en: 'Make it shorter' },
};

const EMAIL: Said = {
  message: { vi: 'Đây chưa phải là địa chỉ thư điện tử', en: 'This is not an email address' },
  fix: { vi: 'Viết dạng ten@vi-du.vn', en: 'Write it like name@example.vn' },
};

const PASSWORD: Said = {
  message: { vi: 'Mật khẩu quá ngắn', en: 'The password is too short' },
  fix: { vi: 'Dùng ít nhất 12 ký tự', en: 'Use at least 12 characters' },
};

const IS_NEW_PASSWORD = /^\/(password|newPassword)$/;

/** @param value what was typed in the field */
function say(pointer: string, code: IssueCode, value: string | undefined): Said | undefined {
  if (code === 'missing' || !value?.trim()) return EMPTY;
  if (code === 'too_long') return TOO_LONG;
  if (pointer === '/email' && code === 'invalid_format') return EMAIL;
  if (IS_NEW_PASSWORD.test(pointer) && code === 'too_short') return PASSWORD;
  return undefined;
}

/** The same issues, in plainer words where there are any; each field is told one thing. */
export function plainIssues(issues: ProblemIssue[], fields: Record<string, string | undefined>): ProblemIssue[] {
  const first = issues.filter(({ pointer }, at) => issues.findIndex((other) => other.pointer === pointer) === at);
  return first.map((issue) => ({ ...issue, ...say(issue.pointer, issue.code, fields[issue.pointer.slice(1)]) }));
}
