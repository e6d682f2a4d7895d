import { describe, expect, it } from 'vitest';
import { diffQuestionnaires } from '../../src/content/diff-questionnaires.ts';
import { loaded } from '../support/content.ts';
import { luongtri } from '../support/run.ts';

const [OLDER, NEWER] = ['vn-ai-ethics@2024.1', 'vn-ai-ethics@2026.1'] as const;
const find = (reference: string) =>
  loaded.content.questionnaires.find(({ id, version }) => `${id}@${version}` === reference)!;
const difference = diffQuestionnaires(find(OLDER), find(NEWER));

describe.concurrent('luongtri content diff', () => {
  it('prints the difference as JSON, as the library finds it', async () => {
    const { code, out, err } = await luongtri(['content', 'diff', OLDER, NEWER, '--format', 'json']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(difference)));
  });

  it('writes text in both languages: head, each question once, reasons', async () => {
    const [vi, en] = await Promise.all(
      ['vi', 'en'].map(async (lang) => (await luongtri(['content', 'diff', OLDER, NEWER, '--lang', lang])).out),
    );
    expect(en!).toMatch(/^vn-ai-ethics 2024\.1 → 2026\.1\nApplies from: 2024-06-11 → 2026-03-10\n/);
    expect(en!).toContain(`${difference.questions.length} question(s) differ, ${difference.unchanged} stay`);
    expect(vi!).toContain(`${difference.questions.length} câu hỏi khác nhau`);
    for (const { questionId, why, change, replacedBy } of difference.questions) {
      expect(en!.split('\n').filter((line) => line.startsWith(`${questionId}  `))).toHaveLength(1);
      if (why) expect(en).toContain(`  Why: ${why.en}`);
      if (why) expect(vi).toContain(`  Lý do: ${why.vi}`);
      if (change === 'meaning_changed')
        expect(en).toContain(`${questionId}  Meaning changed, to be answered afresh → ${replacedBy.join(', ')}`);
    }
  });

  it('a version does not differ from itself', async () => {
    const { code, out } = await luongtri(['content', 'diff', NEWER, NEWER, '--lang', 'en']);
    expect([code, out.includes('0 question(s) differ')]).toEqual([0, true]);
  });

  it.each([
    [[OLDER], "write 'content check'"],
    [[OLDER, 'vn-ai-ethics@1999.1'], 'there is no version vn-ai-ethics@1999.1; there are: '],
    [[OLDER, 'vn-ai-triage@2026.1'], 'vn-ai-ethics and vn-ai-triage are different questionnaires'],
    [[OLDER, NEWER, '--format', 'pdf'], 'pdf'],
    [[OLDER, NEWER, '--lang', 'fr'], 'fr'],
  ])('%j is wrong usage, and says why', async (args, words) => {
    const { code, out, err } = await luongtri(['content', 'diff', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });
});
