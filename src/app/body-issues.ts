/** @module What a body that does not fit its shape is told: every mistake, its place, and how to fix it. */
import type { z } from '@hono/zod-openapi';
import type { Text } from '../engine/index.ts';
import { pointerOf } from './body/text-issues.ts';
import type { IssueCode } from './issue-codes.ts';
import type { ProblemIssue } from './problems.ts';

type Path = (string | number)[];

/** @param data the body that was refused, to tell what is missing from what is wrong */
export const bodyIssues = (error: z.ZodError, data: unknown): ProblemIssue[] =>
  oncePerPlace(error.issues.flatMap((issue) => toIssues(issue, data, [])));

/** A value that breaks two bounds is one mistake; the bound that was checked last is the narrower one. */
export const oncePerPlace = (issues: readonly ProblemIssue[]): ProblemIssue[] => [
  ...new Map(issues.map((issue) => [JSON.stringify([issue.in, issue.pointer, issue.code]), issue])).values(),
];

/** A value of another kind than the one that was asked for. */
const OTHER_KIND: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

function toIssues(issue: z.core.$ZodIssue, data: unknown, above: Path): ProblemIssue[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key]));
  if (issue.code === 'invalid_union') {
    // The branch that came furthest is the one that was meant.
    const [closest] = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a));
    if (closest && depthOf(closest) > 0) return closest.flatMap((inner) => toIssues(inner, data, path));
    // The kind is that of one branch, and what it says is wrong: a day, or nothing, was asked for, and the day does not exist.
    const meant = issue.errors.find((errors) => errors.length > 0 && errors.every(({ code }) => !OTHER_KIND.has(code)));
    if (meant) return meant.flatMap((inner) => toIssues(inner, data, path));
    return [at(path, 'wrong_type', { vi: 'Giá trị không đúng kiểu', en: 'The value has the wrong type' }, seeContract)];
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return issue.issues.flatMap((inner) => toIssues(inner, data, path));
  }
  const missing = valueAt(data, path) === undefined;
  if (missing && issue.code === 'invalid_type') {
    return [
      absent(path, {
        vi: `Thêm giá trị là ${kindOf(issue.expected).vi}`,
        en: `Add ${kindOf(issue.expected).en}`,
      }),
    ];
  }
  if (missing && issue.code === 'invalid_value') return [absent(path, oneOf(issue.values))];
  return [single(issue, path)];
}

const seeContract: Text = {
  vi: 'Xem kiểu dữ liệu của mục này ở /docs',
  en: 'See the shape of this field at /docs',
};

/** Kinds of JSON values in the words of people, with the name that the contract uses. */
const KINDS: Record<string, Text> = {
  string: { vi: 'chuỗi ký tự (string)', en: 'a text (string)' },
  number: { vi: 'số (number)', en: 'a number' },
  int: { vi: 'số nguyên (integer)', en: 'a whole number (integer)' },
  boolean: { vi: 'true hoặc false (boolean)', en: 'true or false (boolean)' },
  array: { vi: 'danh sách (array)', en: 'a list (array)' },
  object: { vi: 'đối tượng có các mục (object)', en: 'an object with fields' },
  record: { vi: 'đối tượng có các mục (object)', en: 'an object with fields' },
};

const FORMATS: Record<string, Text> = {
  datetime: {
    vi: 'Ghi ngày giờ kèm múi giờ, ví dụ 2026-11-20T15:00:00+07:00',
    en: 'Write day, time and time zone, for example 2026-11-20T15:00:00+07:00',
  },
  email: { vi: 'Ghi địa chỉ thư điện tử, ví dụ lan@vi-du.vn', en: 'Write an e-mail address, for example lan@vi-du.vn' },
  url: { vi: 'Ghi địa chỉ đầy đủ, bắt đầu bằng https://', en: 'Write the whole address, beginning with https://' },
};

const kindOf = (expected: string): Text =>
  KINDS[expected] ?? { vi: `kiểu ${expected}`, en: `a value of type ${expected}` };

const oneOf = (values: readonly unknown[]): Text => ({
  vi: `Dùng một trong: ${values.join(', ')}`,
  en: `Use one of: ${values.join(', ')}`,
});

const absent = (path: Path, fix: Text): ProblemIssue =>
  at(path, 'missing', { vi: 'Thiếu mục này', en: 'This is missing' }, fix);

const depthOf = (issues: z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

function single(issue: z.core.$ZodIssue, path: Path): ProblemIssue {
  switch (issue.code) {
    case 'invalid_type':
      return at(
        path,
        'wrong_type',
        { vi: 'Giá trị không đúng kiểu', en: 'The value has the wrong type' },
        { vi: `Ghi giá trị là ${kindOf(issue.expected).vi}`, en: `Write ${kindOf(issue.expected).en}` },
      );
    case 'invalid_value':
      return at(
        path,
        'invalid_value',
        { vi: 'Giá trị không dùng được', en: 'The value cannot be used' },
        oneOf(issue.values),
      );
    case 'too_small':
      return sized(path, issue.origin, `≥ ${issue.minimum}`, 'too_short');
    case 'too_big':
      return sized(path, issue.origin, `≤ ${issue.maximum}`, 'too_long');
    case 'custom':
      return custom(issue.params, path);
    default:
      return at(
        path,
        'invalid_format',
        { vi: 'Giá trị không đúng dạng', en: 'The value is not well-formed' },
        (issue.code === 'invalid_format' && FORMATS[issue.format]) || seeContract,
      );
  }
}

function sized(path: Path, origin: string, bound: string, code: 'too_short' | 'too_long'): ProblemIssue {
  if (code === 'too_short' && bound === '≥ 1' && (origin === 'string' || origin === 'array')) return empty(path);
  const counted = origin === 'string' || origin === 'array' || origin === 'set';
  return at(
    path,
    counted ? code : 'out_of_range',
    { vi: `Ngoài giới hạn ${bound}`, en: `Outside of the limit ${bound}` },
    counted
      ? { vi: `Số ký tự hoặc phần tử phải ${bound}`, en: `The number of characters or entries must be ${bound}` }
      : { vi: `Giá trị phải ${bound}`, en: `The value must be ${bound}` },
  );
}

const empty = (path: Path): ProblemIssue =>
  at(
    path,
    'too_short',
    { vi: 'Mục này để trống', en: 'This is empty' },
    { vi: 'Điền ít nhất một ký tự hoặc một phần tử', en: 'Give at least one character or entry' },
  );

/** Checks of our own bring their words: `{ params: { code, message, fix } }`. */
function custom(params: Record<string, unknown> | undefined, path: Path): ProblemIssue {
  const { code = 'invalid_value', message, fix } = (params ?? {}) as { code?: IssueCode; message?: Text; fix?: Text };
  if (code === 'invalid_date') {
    return at(
      path,
      code,
      { vi: 'Không phải là một ngày có thật', en: 'Not a date that exists' },
      { vi: 'Ghi NĂM-THÁNG-NGÀY, ví dụ 2026-11-22', en: 'Write YEAR-MONTH-DAY, for example 2026-11-22' },
    );
  }
  return at(
    path,
    code,
    message ?? { vi: 'Giá trị không dùng được', en: 'The value cannot be used' },
    fix ?? seeContract,
  );
}

const unknownKey = (path: Path): ProblemIssue =>
  at(
    path,
    'unknown_key',
    { vi: 'Không có mục này', en: 'There is no such field' },
    { vi: 'Bỏ mục này, hoặc sửa tên theo /docs', en: 'Leave it out, or correct its name (see /docs)' },
  );

const at = (path: Path, code: IssueCode, message: Text, fix: Text): ProblemIssue => ({
  pointer: pointerOf(path),
  code,
  message,
  fix,
});

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** PostgreSQL keeps no NUL character in a text: said here, not by a failing statement. */
export function nulIssues(data: unknown, path: Path = []): ProblemIssue[] {
  const broken = (): ProblemIssue[] => [
    at(
      path,
      'broken_character',
      { vi: 'Có ký tự NUL (\\u0000)', en: 'There is a NUL character (\\u0000)' },
      { vi: 'Bỏ ký tự này', en: 'Leave it out' },
    ),
  ];
  if (typeof data === 'string') return data.includes('\0') ? broken() : [];
  if (Array.isArray(data)) return data.flatMap((entry, index) => nulIssues(entry, [...path, index]));
  if (typeof data !== 'object' || data === null) return [];
  const isInKey = Object.keys(data).some((key) => key.includes('\0'));
  const inside = Object.entries(data).flatMap(([key, value]) =>
    key.includes('\0') ? [] : nulIssues(value, [...path, key]),
  );
  return isInKey ? [...broken(), ...inside] : inside;
}
