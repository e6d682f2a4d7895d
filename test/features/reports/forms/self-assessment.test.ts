import { describe, expect, it } from 'vitest';
import { engine } from '../../../support/content.ts';
import { at, changed, example, formLines, htmlOf, LANGUAGES, modelOf, officialLines, partsOf } from './support.ts';

/** Binding and fully answered, encouraged with the short view, hardly begun. */
const SHOWN = ['tax-risk-scoring', 'customer-service-chatbot', 'incomplete-startup'];
const COLUMNS = [
  'Nội dung đánh giá',
  'Mức độ đáp ứng (Đạt/Chưa đạt/Chưa áp dụng)',
  'Minh chứng',
  'Hành động khắc phục (nếu có)',
  'Đơn vị/cá nhân phụ trách & thời hạn',
];

const resultOf = (id: string) => engine.assess(example(id), '');

describe('the self-assessment form', () => {
  it.each(SHOWN)('%s: every line of Annex II once and in order, under its five columns', (id) => {
    const { blocks } = modelOf('self-assessment', example(id), 'vi');
    expect(formLines(blocks).slice(1)).toEqual(officialLines('annex-ii'));
    const table = blocks.find((block) => 'table' in block)!;
    expect('table' in table && table.table.columns).toEqual(COLUMNS);
  });

  it.each(SHOWN.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s reads as reviewed',
    (id, lang) => {
      expect(htmlOf(modelOf('self-assessment', example(id), lang))).toMatchSnapshot();
    },
  );

  it('knows the three levels of the form only, and prints the fourth, "don\'t know", as such', () => {
    const words = ['Đạt', 'Chưa đạt', 'Chưa áp dụng'];
    for (const id of SHOWN) {
      const model = modelOf('self-assessment', example(id), 'vi');
      for (const ref of ['B1', 'B2', 'B3', 'C1', 'C2', 'C3', 'D1', 'D2', 'D3', 'E1', 'E2', 'E3']) {
        for (const { kind, text } of at(model, ref)) {
          if (kind === 'text') expect(words).toContain(text);
          else expect(['gap', 'unknown']).toContain(kind);
        }
      }
    }
    const unknown = changed('customer-service-chatbot', { 'ethics.line.b1': { state: 'unknown' } });
    const [level] = at(modelOf('self-assessment', unknown, 'vi'), 'B1');
    expect(level).toMatchObject({ kind: 'unknown', text: 'Chưa biết', asks: [{ id: 'ethics.line.b1' }] });
  });

  it('an unanswered line is a gap with the question that fills it, by id and by text', () => {
    const silent = changed('customer-service-chatbot', { 'ethics.line.c1': undefined });
    const model = modelOf('self-assessment', silent, 'vi');
    const [level] = at(model, 'C1');
    expect(level).toMatchObject({ kind: 'gap', asks: [{ id: 'ethics.line.c1' }] });
    const gap = model.gaps.find(({ ask }) => ask?.id === 'ethics.line.c1')!;
    expect(level!.refs).toEqual([gap.number]);
    expect(htmlOf(model)).toContain(gap.ask!.text);
  });

  it('partly met is "not met" on the form, and the organisation\'s own plan stands beside it', () => {
    const partly = changed('customer-service-chatbot', {
      'ethics.line.b2': {
        value: 'not_met',
        evidence: ['Biên bản 12'],
        remedy: 'Thêm nút dừng',
        owner: 'Phòng Vận hành',
        due: '2027-03-01',
      },
    });
    const model = modelOf('self-assessment', partly, 'vi');
    const cells = [0, 1, 2, 3].map((column) => at(model, 'B2', column).map(({ text }) => text));
    expect(cells).toEqual([['Chưa đạt'], ['Biên bản 12'], ['Thêm nút dừng'], ['Phòng Vận hành – 01/03/2027']]);
  });

  it("holds nothing of ours: no suggestion, no score, no wording of the framework but the form's", () => {
    for (const id of SHOWN) {
      const input = example(id);
      const model = modelOf('self-assessment', input, 'vi');
      const printed = JSON.stringify(model.blocks);
      for (const { title, remedy } of resultOf(id).ethicsFramework.lines) {
        expect(partsOf(model.blocks).map(({ text }) => text)).not.toContain(title.vi);
        if (remedy) expect(printed).not.toContain(remedy.action.vi);
      }
    }
  });

  it('says before the form whether it binds', () => {
    const kinds = (id: string) => modelOf('self-assessment', example(id), 'en').notices[0]!;
    expect(kinds('tax-risk-scoring')).toMatchObject({ kind: 'concerned' });
    expect(kinds('customer-service-chatbot').text).toContain('encourages, and does not oblige');
    const open = changed('customer-service-chatbot', { 'operation.public-role': { state: 'unknown' } });
    expect(modelOf('self-assessment', open, 'en').notices[0]).toMatchObject({
      kind: 'open',
      asks: [{ id: 'operation.public-role' }],
    });
    // Part of the form is only what is in its blocks.
    expect(partsOf(modelOf('self-assessment', example('tax-risk-scoring'), 'en').blocks).length).toBeGreaterThan(40);
  });
});
