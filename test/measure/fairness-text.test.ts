import { describe, expect, it } from 'vitest';
import { fairnessText } from '../../src/cli/fairness-text.ts';
import { assessFairness, readCounts } from '../../src/measure/fairness/index.ts';

function text(raw: unknown, lang: 'vi' | 'en', assumed = false): string {
  const read = readCounts(raw);
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return fairnessText(assessFairness(read.dataset, 'assistive'), lang, assumed);
}

const CLEAR = { groups: { a: { tp: 900, fp: 100, tn: 900, fn: 100 }, b: { tp: 90, fp: 20, tn: 800, fn: 700 } } };

describe('text of the fairness report', () => {
  it('states verdict, direction, rates with intervals, and what the numbers do not show', () => {
    const english = text(CLEAR, 'en');
    expect(english).toContain('Result: ADVERSE DISPARITY');
    expect(english).toContain('Being selected helps');
    expect(english).toMatch(/a: 2000 people, selection rate 50\.0% \[\d+\.\d%; \d+\.\d%\]/);
    expect(english).toContain('it is not Vietnamese law');
    expect(text(CLEAR, 'vi')).toMatch(
      /Kết quả: CHÊNH LỆCH BẤT LỢI[\s\S]*50,0%[\s\S]*không phải là quy định của pháp luật Việt Nam/,
    );
  });

  it('says when the direction was assumed', () => {
    expect(text(CLEAR, 'en', true)).toContain('no --outcome was given');
    expect(text(CLEAR, 'en', false)).not.toContain('no --outcome was given');
  });

  it('never prints a p value of zero, NaN, null or undefined values', () => {
    for (const lang of ['vi', 'en'] as const) {
      const output = text(
        {
          ...CLEAR,
          groups: { ...CLEAR.groups, c: { tp: 0, fp: 0, tn: 40, fn: 0 }, d: { tp: 0, fp: 0, tn: 0, fn: 0 } },
        },
        lang,
      );
      expect(output).not.toMatch(/p = 0[.,]0000\b|NaN|null|\[object|: undefined$/m);
      expect(output).toMatch(/p < 0[.,]0001/);
    }
  });

  it('lets no group name steer the terminal', () => {
    const output = text(
      { groups: { 'a\u001b[31m\n\u202e': { selected: 10, total: 20 }, b: { selected: 10, total: 20 } } },
      'en',
    );
    expect(output).not.toContain('\u001b');
    expect(output).not.toContain('\u202e');
  });
});
