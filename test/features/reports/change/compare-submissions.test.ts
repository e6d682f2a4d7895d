import { describe, expect, it } from 'vitest';
import { compareSubmissions } from '../../../../src/features/reports/index.ts';
import type { AnswerFile } from '../../../../src/features/submissions/index.ts';
import { loaded } from '../../../support/content.ts';
import { render } from '../../../support/report.ts';
import { subjectOf } from '../../../support/subject.ts';
import { answerFileOf, changedSubject, submit } from '../../../support/submissions.ts';

const compare = (before: AnswerFile, after: AnswerFile) =>
  compareSubmissions(submit(before, 1).record, submit(after, 2).record, loaded.content);
const chatbot = (): AnswerFile => answerFileOf('customer-service-chatbot');

/** Every list of a comparison that holds something, and every single value that differs. */
const touched = (found: ReturnType<typeof compare>): string[] =>
  Object.entries(found)
    .filter(([key]) => key !== 'earlier' && key !== 'later')
    .filter(([, value]) => {
      if (value === null) return false;
      if (Array.isArray(value)) return value.length > 0;
      return Object.values(value as object).some((entry) => !Array.isArray(entry) || entry.length > 0);
    })
    .map(([key]) => key);

describe('two submissions', () => {
  it('that are the same differ in nothing', () => {
    expect(touched(compare(chatbot(), chatbot())).filter((key) => key !== 'findings')).toEqual([]);
    const { findings } = compare(chatbot(), chatbot());
    expect([findings.opened, findings.closed]).toEqual([[], []]);
  });

  it('an answer changed, added, taken away, or only explained otherwise', () => {
    const [before, after] = [chatbot(), chatbot()];
    after.answers['transparency.disclosed'] = false;
    delete before.answers['scope.regime'];
    delete after.answers['transparency.public'];
    after.answers['roles.held'] = { value: ['provider', 'deployer'], note: 'Ghi chú khác.' };
    const { answers, notComparable } = compare(before, after);
    expect(answers.map(({ questionId, kind, parts }) => [questionId, kind, parts]).sort()).toEqual([
      ['roles.held', 'changed', ['note']],
      ['scope.regime', 'added', []],
      ['transparency.disclosed', 'changed', ['value', 'note', 'evidence']],
      ['transparency.public', 'removed', []],
    ]);
    expect(notComparable).toEqual([]);
  });

  it('"don\'t know" is another answer than no answer, and than "no"', () => {
    const [before, after] = [chatbot(), chatbot()];
    before.answers['transparency.public'] = false;
    after.answers['transparency.public'] = 'unknown';
    expect(compare(before, after).answers.map(({ kind, to }) => [kind, to?.state])).toEqual([['changed', 'unknown']]);
    delete before.answers['transparency.public'];
    expect(compare(before, after).answers.map(({ kind }) => kind)).toEqual(['added']);
  });

  it('duties, tier and findings follow the answers', () => {
    const [before, after] = [chatbot(), chatbot()];
    after.answers['transparency.disclosed'] = false;
    const found = compare(before, after);
    const told = found.duties.find(({ id }) => id === 'VN-AI-040')!;
    expect([told.from?.status, told.to?.status]).toEqual(['met', 'not_met']);
    expect(found.findings.opened.length).toBeGreaterThan(0);
    // Seen from the other side the same things are gone.
    const back = compare(after, before);
    expect(back.findings.closed.map(({ id }) => id)).toEqual(found.findings.opened.map(({ id }) => id));
    expect(back.duties.map(({ id }) => id).sort()).toEqual(found.duties.map(({ id }) => id).sort());
  });

  it('a level of the ethics framework', () => {
    const [before, after] = [chatbot(), chatbot()];
    after.answers['ethics.line.b1'] = 'not_met';
    const { ethics } = compare(before, after);
    expect(ethics.find(({ ref }) => ref === 'B1')).toMatchObject({ from: { level: 'met' }, to: { level: 'not_met' } });
  });

  it('questions of another version are compared only where they mean the same', () => {
    const after = answerFileOf('customer-service-chatbot');
    const before = structuredClone(after);
    const old = loaded.content.questionnaires.find(({ id, version }) => id === 'vn-ai-ethics' && version === '2024.1')!;
    const asked = old.sections.flatMap(({ questions }) => questions);
    before.questionnaires = before.questionnaires.map((entry) =>
      entry.startsWith('vn-ai-ethics@') ? 'vn-ai-ethics@2024.1' : entry,
    );
    before.answers = Object.fromEntries(
      Object.entries(before.answers).filter(
        ([id]) => !id.startsWith('ethics.') || asked.some((question) => question.id === id),
      ),
    );
    for (const { id, scale } of asked) if (scale) before.answers[id] ??= 'met';
    const found = compare(before, after);
    expect(found.questionnaires).toEqual([{ id: 'vn-ai-ethics', from: '2024.1', to: '2026.1' }]);
    expect(found.notComparable.length).toBeGreaterThan(0);
    const now = loaded.content.questionnaires.find(({ id, version }) => id === 'vn-ai-ethics' && version === '2026.1')!;
    const ids = (part: typeof now) => new Set(part.sections.flatMap(({ questions }) => questions.map(({ id }) => id)));
    for (const { questionId, side } of found.notComparable) {
      expect(ids(side === 'earlier' ? old : now)).toContain(questionId);
      expect(found.answers.map(({ questionId: id }) => id)).not.toContain(questionId);
    }
  });

  it('evidence is known by its bytes, not by its id', () => {
    const [one, two] = [submit(chatbot(), 1).record, submit(chatbot(), 2).record];
    const [file, link] = one.evidence;
    const found = compareSubmissions(
      { ...one, evidence: [file!] },
      { ...two, evidence: [{ ...file!, id: 'evd_other' }, link!] },
      loaded.content,
    );
    expect(found.evidence.added.map(({ id }) => id)).toEqual([link!.id]);
    expect(found.evidence.removed).toEqual([]);
  });
});

describe('the report of changes', () => {
  const shown = (): ReturnType<typeof changedSubject> => {
    const [before, after] = [chatbot(), chatbot()];
    after.answers['transparency.disclosed'] = false;
    after.answers['ethics.line.b1'] = 'not_met';
    delete after.answers['transparency.public'];
    return changedSubject(before, after);
  };

  it.each(['vi', 'en'] as const)('reads as reviewed (%s)', async (lang) => {
    const html = render('change', shown(), lang)
      .html.replace(/<style>[\s\S]*?<\/style>/, '')
      .replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>');
    await expect(html).toMatchFileSnapshot(`../golden/change.customer-service-chatbot.${lang}.txt`);
  });

  it('says so when nothing differs', () => {
    const same = changedSubject(chatbot(), chatbot());
    expect(render('change', same, 'en').html).toContain('differ neither in answers nor in versions nor in results');
  });

  it('is refused where there is nothing to compare with', () => {
    expect(() => render('change', subjectOf('demand-forecasting'), 'vi')).toThrow(/two submissions/);
  });
});
