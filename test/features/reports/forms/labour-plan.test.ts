import { describe, expect, it } from 'vitest';
import { loaded } from '../../../support/content.ts';
import { at, changed, example, formLines, htmlOf, LANGUAGES, modelOf } from './support.ts';

const FORM = 'labour-plan';
/** A measured plan with dismissals, a measured plan of a bank, nothing to plan. */
const SHOWN = ['garment-factory-robots', 'bank-call-centre-chatbot', 'office-assistant'];

describe('the labour-usage plan', () => {
  it.each(SHOWN.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s reads as reviewed',
    (id, lang) => {
      expect(htmlOf(modelOf(FORM, example(id), lang))).toMatchSnapshot();
    },
  );

  it('has the five contents of article 44(1) in its order', () => {
    const lines = formLines(modelOf(FORM, example('garment-factory-robots'), 'vi').blocks);
    const contents = lines.flatMap((line) => /^II\.(.)\)/.exec(line)?.[1] ?? []);
    expect(contents).toEqual(['a', 'b', 'c', 'd', 'đ']);
  });

  it('numbers and days are those of the measured data set', () => {
    const model = modelOf(FORM, example('garment-factory-robots'), 'vi');
    expect(at(model, 'c.numbers')[0]!.text).toBe('ít nhất 8 người');
    expect(at(model, 'province.lastDay')[0]!.text).toBe('16/12/2026');
    expect(at(model, 'workers.first')[0]!.text).toBe('15/01/2027');
    expect(at(model, 'announcement.announceBy')[0]!.text).toBe('01/12/2026');
    expect(at(model, 'notice_province', 2)[0]!.text).toBe('chưa đến hạn');
    // The data set has no day of the announcement, and the answer says that there was none: not asked again.
    expect([1, 2].map((column) => at(model, 'announcement', column)[0]!.text)).toEqual(['chưa có', 'chưa đến hạn']);
    // Without that answer it is a gap, not a "no".
    const open = modelOf(FORM, changed('garment-factory-robots', { 'workforce.plan-announced': undefined }), 'vi');
    expect(at(open, 'announcement', 1)[0]).toMatchObject({ kind: 'gap', asks: [{ id: 'workforce.plan-announced' }] });
  });

  it('an occupation without numbers is open, and the sum says "at least"', () => {
    const model = modelOf(FORM, example('garment-factory-robots'), 'en');
    const rows = model.blocks.flatMap((block) =>
      'table' in block && block.table.ref === 'occupations-1' ? block.table.rows : [],
    );
    const open = rows.find(({ head }) => head.startsWith('7543'))!;
    expect(open.cells[1]!.parts[0]).toMatchObject({ kind: 'gap', asks: [{ id: 'workforce.plan-data' }] });
    expect(rows.at(-1)!.cells[6]!.parts[0]!.text).toBe('at least 8 people');
    expect(rows.find(({ head }) => head.startsWith('7233'))!.cells[1]!.parts[0]!.text).toBe('unchanged');
  });

  it('without a data set the days come from the answers, and the questions stand where they are missing', () => {
    const base = example('garment-factory-robots');
    const answers = new Map(base.answers);
    answers.delete('workforce.plan-data');
    answers.set('workforce.dismissal-on', { value: '2027-01-15', state: 'known' });
    const model = modelOf(FORM, { ...base, answers, datasets: [], measurements: [] }, 'vi');
    expect(model.notices.some(({ asks }) => asks.some(({ id }) => id === 'workforce.plan-data'))).toBe(true);
    expect(at(model, 'province.first')[0]!.text).toBe('15/01/2027');
    expect(at(model, 'province.lastDay')[0]!.text).toBe('16/12/2026');
    const silent = new Map(answers);
    silent.delete('workforce.dismissal-on');
    const open = modelOf(FORM, { ...base, answers: silent, datasets: [], measurements: [] }, 'vi');
    expect(at(open, 'province.lastDay')[0]).toMatchObject({ kind: 'gap', asks: [{ id: 'workforce.dismissal-on' }] });
  });

  it('where nothing is called for it says so, and shows no empty table', () => {
    const model = modelOf(FORM, example('office-assistant'), 'en');
    expect(model.notices[0]!.kind).toBe('not_concerned');
    expect(JSON.stringify(model.blocks)).toContain('none of these steps is called for');
    for (const block of model.blocks) if ('table' in block) expect(block.table.rows.length).toBeGreaterThan(0);
  });

  it('holds no list of people: that stays to be attached', () => {
    for (const { answerSet } of loaded.examples) {
      const model = modelOf(FORM, answerSet, 'vi');
      for (const ref of ['a.list', 'b.list', 'c.list']) expect(at(model, ref)[0]!.kind).toBe('gap');
    }
  });

  it('a "no" about a notice needs no day of sending', () => {
    const no = changed('garment-factory-robots', { 'workforce.notice-province': { value: 'not_met' } });
    expect(at(modelOf(FORM, no, 'vi'), 'province.sent')).toHaveLength(1);
    const yes = changed('garment-factory-robots', { 'workforce.notice-province': { value: 'met' } });
    expect(at(modelOf(FORM, yes, 'vi'), 'province.sent').map(({ kind }) => kind)).toEqual(['text', 'gap']);
  });
});
