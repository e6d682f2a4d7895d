/** Question by question: what differs between two versions, in the order of the later one. */
import { afterAll, describe, expect, it } from 'vitest';
import {
  type DifferenceKind,
  diffQuestionnaires,
  type QuestionDifference,
} from '../../src/content/diff-questionnaires.ts';
import { CHANGE_WORDS, changeSummary, KIND_WORDS } from '../../src/content/diff-words.ts';
import { requireContent } from '../../src/content/load.ts';
import type { Question, Questionnaire } from '../../src/engine/index.ts';
import { contentRoot, removeRoots } from './fixture/open.ts';

afterAll(removeRoots);

const { questionnaires } = requireContent(contentRoot()).content;
const find = (version: string): Questionnaire =>
  questionnaires.find((entry) => entry.id === 'pot' && entry.version === version)!;
const [older, newer] = [find('2020.1'), find('2022.1')];
const difference = diffQuestionnaires(older, newer);
const of = (id: string): QuestionDifference => difference.questions.find(({ questionId }) => questionId === id)!;

/** The older version with one question changed, as a version of its own. */
function withChange(id: string, change: Partial<Question>): Questionnaire {
  const copy = structuredClone(older);
  Object.assign(copy.sections[0]!.questions.find((question) => question.id === id)!, change);
  return copy;
}

describe('between two versions', () => {
  it('every difference is named once, later version first, then what is gone; the rest is counted', () => {
    expect(difference.questions.map(({ questionId, change }) => [questionId, change])).toEqual([
      ['pot.clean', 'changed'],
      ['pot.lid', 'renamed'],
      ['pot.hot', 'added'],
      ['pot.colour', 'changed'],
      ['pot.warm', 'meaning_changed'],
      ['pot.nickname', 'removed'],
    ]);
    expect(difference.unchanged).toBe(3);
    expect(difference.frameChanged).toBe(false);
    expect(difference.from).toEqual({ id: 'pot', version: '2020.1', appliesFrom: '2020-01-01' });
    expect(difference.to).toEqual({ id: 'pot', version: '2022.1', appliesFrom: '2022-01-01' });
  });

  it('wording shows both texts', () => {
    expect(of('pot.clean')).toMatchObject({
      kinds: ['wording'],
      text: { from: { en: 'Is the pot clean?' }, to: { en: 'Has the pot been washed?' } },
    });
  });

  it('a renamed question keeps its old id, names the new one and what else changed', () => {
    expect(of('pot.lid')).toMatchObject({ replacedBy: ['pot.cover'], kinds: ['force'], why: null });
  });

  it('options are listed by what happened to each', () => {
    expect(of('pot.colour').options).toEqual({ added: ['green'], removed: ['brown'], reworded: ['white'] });
    expect(of('pot.colour').kinds).toEqual(['options', 'basis']);
    expect(of('pot.colour').basis).toEqual({ from: ['tea-law:2'], to: ['tea-law:2', 'tea-law:1'] });
  });

  it('what is asked again or gone says why', () => {
    expect(of('pot.warm')).toMatchObject({ replacedBy: ['pot.hot'], why: { en: 'It has to be measured now.' } });
    expect(of('pot.nickname')).toMatchObject({ replacedBy: [], why: { en: 'A name is not needed.' } });
    expect(of('pot.nickname').text).toEqual({ from: { vi: 'Ấm tên gì?', en: 'What is the pot called?' }, to: null });
  });

  it('a version does not differ from itself', () => {
    for (const entry of questionnaires) {
      const same = diffQuestionnaires(entry, entry);
      expect([same.questions, same.frameChanged]).toEqual([[], false]);
      expect(same.unchanged).toBe(entry.sections.flatMap(({ questions }) => questions).length);
    }
  });

  it.each<[DifferenceKind, string, Partial<Question>]>([
    ['wording', 'pot.clean', { text: { vi: 'a', en: 'b' } }],
    ['wording', 'pot.clean', { help: { vi: 'a', en: 'b' } }],
    ['wording', 'pot.clean', { evidence: { vi: 'a', en: 'b' } }],
    ['wording', 'pot.clean', { changeable: { vi: 'a', en: 'b' } }],
    ['options', 'pot.colour', { options: [] }],
    ['basis', 'pot.clean', { basis: ['tea-law:1'] }],
    ['force', 'pot.clean', { force: 'voluntary' }],
    ['branching', 'pot.clean', { show_if: { var: 'tea.for-guests' } }],
    ['branching', 'pot.clean', { otherwise: 'met' }],
    ['range', 'pot.clean', { max: 3 }],
    ['range', 'pot.tastings', { dataset: 'workforce' }],
    ['coverage', 'pot.clean', { points: [] }],
    ['coverage', 'pot.clean', { items: [] }],
    ['coverage', 'pot.clean', { official_form: 'C1' }],
  ])('%s is what changes in %s with %j', (kind, id, change) => {
    const { questions, unchanged } = diffQuestionnaires(older, withChange(id, change));
    expect(questions.map((entry) => [entry.questionId, entry.change, entry.kinds])).toEqual([[id, 'changed', [kind]]]);
    expect(unchanged).toBe(7);
  });

  it('the order of keys is no difference; the order of options is', () => {
    const [first, second] = older.sections[0]!.questions.find(({ id }) => id === 'pot.colour')!.options!;
    const turned = { text: first!.text, id: first!.id };
    expect(diffQuestionnaires(older, withChange('pot.colour', { options: [turned, second!] })).questions).toEqual([]);
    const swapped = diffQuestionnaires(older, withChange('pot.colour', { options: [second!, first!] }));
    expect(swapped.questions[0]).toMatchObject({
      kinds: ['options'],
      options: { added: [], removed: [], reworded: [] },
    });
  });

  it('words around the questions are a change of the frame, not of a question', () => {
    const copy = structuredClone(older);
    copy.sections[0]!.title.vi = 'Ấm và nắp';
    expect(diffQuestionnaires(older, copy)).toMatchObject({ frameChanged: true, questions: [], unchanged: 8 });
  });

  it('without a migration between the two, what is gone is removed, without a reason', () => {
    const { migration: _, ...other } = newer;
    const plain = diffQuestionnaires(older, other);
    expect(plain.questions.map(({ questionId, change }) => `${questionId} ${change}`)).toContain('pot.lid removed');
    expect(plain.questions.every(({ why }) => why === null)).toBe(true);
  });
});

describe('in words', () => {
  it('says what happened in both languages', () => {
    expect(changeSummary(of('pot.clean'))).toEqual({ vi: 'Chỉ đổi câu chữ', en: 'Wording only' });
    expect(changeSummary(of('pot.colour')).en).toBe('Changed: options, law basis');
    expect(changeSummary(of('pot.lid')).en).toBe('New id, same meaning: how far it binds → pot.cover');
    expect(changeSummary(of('pot.warm')).vi).toBe('Ý nghĩa thay đổi, phải trả lời lại → pot.hot');
  });

  it('every kind of change has words of its own', () => {
    for (const words of [CHANGE_WORDS, KIND_WORDS]) {
      const all = Object.values(words).flatMap(({ vi, en }) => [vi, en]);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
