/** @module Query parameters: their shapes, and how a wrong one is reported. */
import { z } from '@hono/zod-openapi';
import { isPlainDate, type Text } from '../engine/index.ts';
import { oncePerPlace } from './body-issues.ts';
import { LANGUAGES } from './language.ts';
import { Problem, type ProblemIssue } from './problems.ts';

export const AsOfParameter = z
  .string()
  .refine(isPlainDate, { params: { code: 'invalid_date' } })
  .openapi({
    format: 'date',
    description: 'The law of this day, `YYYY-MM-DD`. Default: today in Viet Nam.',
    example: '2026-11-22',
  });

export const LangParameter = z.enum(LANGUAGES).openapi({
  description: 'Language of texts, pages and problem documents. Default: from `Accept-Language`, else Vietnamese.',
  example: 'vi',
});

/**
 * A query that takes these parameters and no others. Unknown ones are refused rather than ignored: a mistyped `as_of`
 * would otherwise give the law of another day.
 */
export const queryOf = <T extends z.ZodRawShape>(shape: T): z.ZodObject<T, z.core.$strict> =>
  z.strictObject(shape, {
    // Carries the allowed names to `parameterIssues`; nobody is shown this text.
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : undefined),
  });

/** Query values as `queryOf` shapes expect them: one text, or a list where a parameter is repeated. */
export const singleValues = (values: Record<string, string[]>): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.length === 1 ? list[0]! : list]));

/** @param values the query that was refused, to tell what is missing from what is repeated; for shapes without required parameters it may be left out */
export const parameterIssues = (error: z.ZodError, values?: Record<string, unknown>): ProblemIssue[] =>
  oncePerPlace(error.issues.flatMap((issue) => toIssues(issue, values)));

function toIssues(issue: z.core.$ZodIssue, values: Record<string, unknown> | undefined): ProblemIssue[] {
  const at = (name: PropertyKey): Pick<ProblemIssue, 'in' | 'pointer'> => ({
    in: 'query',
    pointer: `/${String(name)}`,
  });
  if (issue.code === 'unrecognized_keys') {
    const allowed = issue.message;
    return issue.keys.map((name) => ({
      ...at(name),
      code: 'unknown_parameter',
      message: { vi: `Không có tham số ${name}`, en: `There is no parameter ${name}` },
      fix: allowed
        ? { vi: `Chỉ dùng: ${allowed}`, en: `Use only: ${allowed}` }
        : { vi: 'Địa chỉ này không nhận tham số nào', en: 'This address takes no parameters' },
    }));
  }
  const name = issue.path[0] ?? '';
  if (issue.code === 'invalid_type' && values && !Object.hasOwn(values, name)) {
    return [
      {
        ...at(name),
        code: 'missing_parameter',
        message: { vi: `Thiếu tham số ${String(name)}`, en: `The parameter ${String(name)} is missing` },
        fix: { vi: `Thêm ?${String(name)}=… vào địa chỉ`, en: `Add ?${String(name)}=… to the address` },
      },
    ];
  }
  if (issue.code === 'invalid_type' && typeof values?.[String(name)] === 'string') {
    return [
      {
        ...at(name),
        code: 'invalid_value',
        message: {
          vi: `Giá trị của ${String(name)} không dùng được`,
          en: `The value of ${String(name)} cannot be used`,
        },
        fix: { vi: 'Ghi một số, ví dụ 20', en: 'Write a number, for example 20' },
      },
    ];
  }
  if (issue.code === 'invalid_type') {
    return [
      {
        ...at(name),
        code: 'duplicate_parameter',
        message: {
          vi: `Tham số ${String(name)} được ghi nhiều lần`,
          en: `The parameter ${String(name)} is given more than once`,
        },
        fix: { vi: 'Giữ lại một lần', en: 'Keep one' },
      },
    ];
  }
  if (issue.code === 'custom') {
    return [
      {
        ...at(name),
        code: 'invalid_date',
        message: {
          vi: `${String(name)} không phải là một ngày có thật`,
          en: `${String(name)} is not a date that exists`,
        },
        fix: { vi: 'Ghi NĂM-THÁNG-NGÀY, ví dụ 2026-11-22', en: 'Write YEAR-MONTH-DAY, for example 2026-11-22' },
      },
    ];
  }
  return [
    {
      ...at(name),
      code: 'invalid_value',
      message: { vi: `Giá trị của ${String(name)} không dùng được`, en: `The value of ${String(name)} cannot be used` },
      fix: fixOf(issue),
    },
  ];
}

function fixOf(issue: z.core.$ZodIssue): Text {
  const isText = 'origin' in issue && issue.origin === 'string';
  const [vi, en] = isText ? [' ký tự', ' characters'] : ['', ''];
  switch (issue.code) {
    case 'invalid_value': {
      const allowed = issue.values.map(String).join(', ');
      return { vi: `Dùng một trong: ${allowed}`, en: `Use one of: ${allowed}` };
    }
    case 'too_small':
      return { vi: `Ghi ít nhất ${issue.minimum}${vi}`, en: `Write at least ${issue.minimum}${en}` };
    case 'too_big':
      return { vi: `Ghi nhiều nhất ${issue.maximum}${vi}`, en: `Write at most ${issue.maximum}${en}` };
    default:
      return { vi: 'Xem dạng của tham số này ở /docs', en: 'See the form of this parameter at /docs' };
  }
}

/** The `defaultHook` of every router: a request that does not fit its contract is a 422 with every mistake. */
export function refuseInvalid(result: { success: boolean; error?: z.ZodError }): void {
  if (!result.success && result.error) {
    throw new Problem('invalid-parameters', undefined, { issues: parameterIssues(result.error) });
  }
}
