import { describe, expect, it } from 'vitest';
import { FORM_IDS, FORM_REPORTS, type FormId } from '../../../../src/features/reports/forms/index.ts';
import { engine, loaded } from '../../../support/content.ts';
import { docxOf, example, formLines, htmlOf, LANGUAGES, modelOf, partsOf } from './support.ts';

const EACH = loaded.examples.flatMap(({ id }) => FORM_IDS.map((form) => [id, form] as const));
const QUESTIONS = new Set(
  loaded.content.questionnaires.flatMap(({ sections }) =>
    sections.flatMap(({ questions }) => questions.map(({ id }) => id)),
  ),
);
const RECORDS = /^(incident|system|organisation)(#\w+)?$/;

describe('every form', () => {
  it.each(EACH)('%s, %s: nothing is blank, nothing is fetched, both languages have the same places', (id, form) => {
    const models = LANGUAGES.map((lang) => modelOf(form, example(id), lang));
    for (const model of models) {
      const html = htmlOf(model);
      expect(html).not.toMatch(/[>(]undefined[<)]|\[object|NaN|<td[^>]*><\/td>|<dd><\/dd>|<dt><\/dt>|<p><\/p>/);
      expect(html).not.toMatch(/<(script|iframe|object|embed|link|img)\b/);
      expect(html).toContain(`<html lang="${model.lang}">`);
      expect(
        [...html.matchAll(/ id="([^"]+)"/g)]
          .map(([, found]) => found)
          .filter((found, index, all) => all.indexOf(found) !== index),
      ).toEqual([]);
      for (const { text } of partsOf(model.blocks)) expect(text).not.toBe('');
    }
    const places = models.map(({ blocks }) =>
      partsOf(blocks).map(({ kind, asks }) => [kind, asks.map((ask) => ask.id)]),
    );
    expect(places[1]).toEqual(places[0]);
    expect(formLines(models[1]!.blocks)).toHaveLength(formLines(models[0]!.blocks).length);
  });

  it.each(EACH)('%s, %s: what is ours is a sheet of its own, and no raw id stands in the form', (id, form) => {
    const model = modelOf(form, example(id), 'vi');
    const html = htmlOf(model);
    const [sheet, paper] = html
      .slice(html.indexOf('<section class="form-ours"'))
      .split('<div class="form-paper" id="form">');
    expect(sheet).toContain(model.words.notPart);
    expect(sheet!.trimEnd()).toMatch(/<\/section>$/);
    expect(paper).not.toContain('Lương Tri ghi');
    expect(paper).not.toContain('form-ours');
    for (const { asks } of partsOf(model.blocks)) for (const ask of asks) expect(paper).not.toContain(`>${ask.id}`);
    expect(paper).not.toMatch(/(incident|system|organisation)#/);
  });

  it.each(EACH)('%s, %s: every gap names a question that exists, and is in the list after the form', (id, form) => {
    const model = modelOf(form, example(id), 'vi');
    const open = partsOf(model.blocks.filter((block) => !('letterhead' in block))).filter(
      ({ kind }) => kind === 'gap' || kind === 'unknown',
    );
    const listed = new Set(model.gaps.map(({ ask }) => ask?.id));
    for (const { asks, kind } of open) {
      for (const { id: question, text } of asks) {
        expect(QUESTIONS.has(question) || RECORDS.test(question), question).toBe(true);
        expect(text).not.toBe(question);
        expect(listed.has(question)).toBe(true);
      }
      if (asks.length === 0 && kind === 'gap') expect(listed.has(undefined)).toBe(true);
    }
    expect(model.gaps.map(({ number }) => number)).toEqual(model.gaps.map((_, index) => index + 1));
  });

  it('questions for one row of a table name the row once; lines that only share their name are never called the same', () => {
    const listed = (form: FormId) => modelOf(form, example('incomplete-startup'), 'en').gaps;
    const again = listed('self-assessment').filter(({ samePlaces }) => samePlaces);
    expect(again.length).toBeGreaterThan(10);
    for (const { number, places } of again)
      expect(places).toEqual(listed('self-assessment').find((gap) => gap.number === number - 1)!.places);
    for (const form of ['classification-dossier', 'labour-plan', 'incident'] as const)
      expect(listed(form).filter(({ samePlaces }) => samePlaces)).toEqual([]);
  });

  it.each(FORM_IDS)('%s: "don\'t know" is never printed as a no', (form) => {
    const base = example('tax-risk-scoring');
    const asked = base.questionnaires.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions));
    const answers = new Map(asked.map(({ id }) => [id, { value: null, state: 'unknown' as const }]));
    for (const lang of LANGUAGES) {
      const model = modelOf(form, { ...base, answers, measurements: [] }, lang);
      const unknown = partsOf(model.blocks).filter(({ kind }) => kind === 'unknown');
      // The incident form reads one answer, and another day of it.
      if (form !== 'incident') expect(unknown.length).toBeGreaterThan(3);
      for (const { text } of unknown)
        expect(['Chưa biết', 'Not known', 'Chưa xác định được', 'Undetermined']).toContain(text);
    }
  });

  it('needs the answers and the result only, and gives the same model twice', () => {
    for (const form of FORM_IDS) {
      const set = example('hiring-screener');
      const once = JSON.stringify(modelOf(form, set, 'en'));
      expect(JSON.stringify(modelOf(form, set, 'en'))).toBe(once);
      expect(JSON.parse(once)).toEqual(modelOf(form, set, 'en'));
    }
  });

  it('an answer on hold is printed and says so', () => {
    const set = example('office-assistant');
    const answers = new Map(set.answers);
    answers.set('public.ai02.role', { value: 'Chưa cần nhưng đã viết', state: 'known' });
    const model = modelOf('impact-assessment', { ...set, answers }, 'vi');
    const part = partsOf(model.blocks).find(({ text }) => text === 'Chưa cần nhưng đã viết')!;
    expect(engine.assess({ ...set, answers }, '').onHold.map(({ questionId }) => questionId)).toContain(
      'public.ai02.role',
    );
    expect(part.note).toContain('đang để ngoài');
  });

  it('the forms that a company must edit are offered as DOCX', () => {
    for (const form of ['self-assessment', 'classification-dossier', 'impact-assessment', 'labour-plan'] as const) {
      expect(FORM_REPORTS[form].docx).toBeTypeOf('function');
    }
  });

  it('the DOCX says what the page says', async () => {
    for (const form of FORM_IDS) {
      const model = modelOf(form, example('garment-factory-robots'), 'vi');
      const { 'word/document.xml': xml } = await docxOf(model);
      const text = xml!
        .replaceAll(/<w:br\/>/g, '\n')
        .replaceAll(/<[^>]+>/g, '')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>');
      for (const part of partsOf(model.blocks)) expect(text).toContain(part.text.split('\n')[0]);
      for (const line of formLines(model.blocks.filter((block) => !('title' in block)))) {
        expect(text).toContain(line.replace('[ ] ', '').slice(0, 30).trim());
      }
    }
  });
});
