import { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { bodyIssues } from '../../src/app/body-issues.ts';
import { parameterIssues, queryOf } from '../../src/app/parameters.ts';

const Body = z.strictObject({
  title: z.string().min(1),
  role: z.enum(['owner', 'viewer']),
  scopes: z.array(z.string()).min(1),
  at: z.iso.datetime({ offset: true }),
});

const ofBody = (data: unknown) =>
  bodyIssues(Body.safeParse(data).error!, data).map(({ pointer, code, fix }) => [pointer, code, fix.vi, fix.en]);

describe('what a refused request is told', () => {
  it('a choice that is missing is missing, not wrong; kinds are named in words', () => {
    expect(ofBody({})).toEqual([
      ['/title', 'missing', 'Thêm giá trị là chuỗi ký tự (string)', 'Add a text (string)'],
      ['/role', 'missing', 'Dùng một trong: owner, viewer', 'Use one of: owner, viewer'],
      ['/scopes', 'missing', 'Thêm giá trị là danh sách (array)', 'Add a list (array)'],
      ['/at', 'missing', 'Thêm giá trị là chuỗi ký tự (string)', 'Add a text (string)'],
    ]);
  });

  it('an empty text is said to be empty, a time shows how to write one', () => {
    expect(ofBody({ title: '', role: 'king', scopes: [], at: 'hôm qua' }).map(([, code, , en]) => [code, en])).toEqual([
      ['too_short', 'Give at least one character or entry'],
      ['invalid_value', 'Use one of: owner, viewer'],
      ['too_short', 'Give at least one character or entry'],
      ['invalid_format', 'Write day, time and time zone, for example 2026-11-20T15:00:00+07:00'],
    ]);
  });

  it('a parameter that is missing, no number, or repeated is told apart', () => {
    const query = queryOf({ filename: z.string(), limit: z.coerce.number().optional() });
    const codes = (values: Record<string, string | string[]>) =>
      parameterIssues(query.safeParse(values).error!, values).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(codes({})).toEqual(['/filename missing_parameter']);
    expect(codes({ filename: 'a', limit: 'abc' })).toEqual(['/limit invalid_value']);
    expect(codes({ filename: ['a', 'b'] })).toEqual(['/filename duplicate_parameter']);
  });
});
