import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../src/features/reports/index.ts';
import { OWED_TO_PEOPLE, PLAIN_FACTS } from '../../../src/features/reports/public-summary/owed-to-people.ts';
import { buildPublicSummaryModel } from '../../../src/features/reports/public-summary/summary-model.ts';
import { loaded } from '../../support/content.ts';
import { assets, example, render } from '../../support/report.ts';
import { bareSubject, subjectOf } from '../../support/subject.ts';

const LANGUAGES = ['vi', 'en'] as const;
const SHOWN = ['airport-face-recognition', 'garment-factory-robots', 'incomplete-startup'];
const modelOf = (id: string, lang: 'vi' | 'en') =>
  buildPublicSummaryModel({
    subject: bareSubject(example(id)),
    content: loaded.content,
    lang,
    texts: textsOf(assets, 'public-summary', lang),
  });

describe('the public summary', () => {
  it.each(SHOWN.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s reads as reviewed',
    async (id, lang) => {
      const html = render('public-summary', subjectOf(id), lang)
        .html.replace(/<style>[\s\S]*?<\/style>/, '')
        .replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>');
      await expect(html).toMatchFileSnapshot(`golden/public-summary.${id}.${lang}.txt`);
    },
  );

  it('names only duties and questions that the content has, each once', () => {
    const ids: string[] = Object.values(OWED_TO_PEOPLE).flat();
    expect(ids.filter((id) => !loaded.content.obligations.some((entry) => entry.id === id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const questions = loaded.content.questionnaires.flatMap(({ sections }) =>
      sections.flatMap((part) => part.questions),
    );
    for (const { question } of PLAIN_FACTS) {
      expect(questions.find(({ id }) => id === question)?.type).toBe('boolean');
    }
  });

  it('states nothing as a duty that the result does not carry, and nothing without its article', () => {
    for (const { id, answerSet } of loaded.examples) {
      const { result } = bareSubject(answerSet);
      const existing = new Set(
        result.obligations.filter(({ applies }) => applies === 'yes').map(({ title }) => title.vi),
      );
      for (const { full, named } of modelOf(id, 'vi').owed.groups) {
        for (const { title, basis } of [...full, ...named]) {
          expect([id, existing.has(title)]).toEqual([id, true]);
          expect(basis).toMatch(/Điều|Phụ lục|mục/i);
        }
      }
    }
  });

  it('a legal sentence is printed whole', () => {
    for (const { id } of loaded.examples) {
      for (const { full } of modelOf(id, 'en').owed.groups) {
        for (const { duty } of full) expect(duty).toMatch(/[.!?:]$/);
      }
    }
  });

  it('marks what is missing, with the question that fills it', () => {
    const { facts, responsible } = modelOf('incomplete-startup', 'vi');
    expect(responsible.organisationGap?.text).toBeTruthy();
    const gaps = facts.flatMap(({ gap }) => gap ?? []);
    expect(gaps.length).toBeGreaterThan(0);
    for (const { questions } of gaps) expect(questions[0]).toMatch(/\?$/);
  });

  it('"don\'t know" is never "no"', () => {
    const base = example('customer-service-chatbot');
    const answers = new Map(base.answers);
    answers.set('operation.personal-data', { value: null, state: 'unknown' });
    const { html } = render('public-summary', bareSubject({ ...base, answers }), 'en');
    expect(html).not.toContain('The system does not process personal data');
    expect(html).not.toContain('The system processes personal data');
    expect(html).toContain('Does the system process personal data?');
  });
});
