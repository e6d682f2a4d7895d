import { describe, expect, it } from 'vitest';
import type { AnswerSet } from '../../../../src/engine/index.ts';
import { OrganisationChangeSchema } from '../../../../src/features/organisations/schema.ts';
import { buildNotification, FORM_IDS, NOTIFICATION_SCHEMA } from '../../../../src/features/reports/forms/index.ts';
import { SystemChangeSchema } from '../../../../src/features/systems/schema.ts';
import { loaded } from '../../../support/content.ts';
import { misfits, type Schema } from '../../../support/json-schema.ts';
import { subjectOf } from '../../../support/subject.ts';
import { at, changed, example, formLines, htmlOf, inputOf, LANGUAGES, modelOf, partsOf } from './support.ts';

const FORM = 'classification-dossier';
const SHOWN = ['airport-face-recognition', 'customer-service-chatbot', 'incomplete-startup'];

describe('the classification dossier', () => {
  it.each(SHOWN.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s reads as reviewed',
    (id, lang) => {
      expect(htmlOf(modelOf(FORM, example(id), lang))).toMatchSnapshot();
    },
  );

  it('has the four parts of article 12.2 in its order, and says that the arrangement is ours', () => {
    const model = modelOf(FORM, example('airport-face-recognition'), 'vi');
    const parts = formLines(model.blocks).filter((line) => /^[a-d]\) /.test(line));
    expect(parts.map((line) => line[0])).toEqual(['a', 'b', 'c', 'd']);
    expect(model.notices.some(({ text }) => text.includes('không kèm mẫu'))).toBe(true);
  });

  it("says whose duty it is: the provider's, another party's, nobody's, or open", () => {
    const first = (id: string) => modelOf(FORM, example(id), 'en').notices[0]!;
    const kinds = Object.fromEntries(loaded.examples.map(({ id }) => [id, first(id).kind]));
    expect(kinds['office-assistant']).toBe('not_concerned');
    expect(kinds['incomplete-startup']).toBe('open');
    expect(new Set(Object.values(kinds))).toEqual(new Set(['concerned', 'not_concerned', 'open']));
    // A point of law is named where no question is left to ask.
    expect(first('customer-service-chatbot').text).toContain('unsettled');
  });

  it('a prohibited act comes before everything: no form makes it lawful', () => {
    const prohibited = changed('office-assistant', {
      'prohibited.screen': { value: ['p1'] },
      'prohibited.p1.exploits-system': { value: true },
      'prohibited.p1.breaks-law-or-rights': { value: true },
    });
    for (const form of [FORM, 'impact-assessment'] as const) {
      const [first] = modelOf(form, prohibited, 'en').notices;
      expect(first).toMatchObject({ kind: 'stop' });
      expect(first!.basis).toContain('AI Law, Article 7');
      expect(modelOf(form, example('office-assistant'), 'en').notices.map(({ kind }) => kind)).not.toContain('stop');
    }
  });

  it('a remark on the dossier is printed as a remark, and fills no line of it', () => {
    const said = changed('airport-face-recognition', {
      'duties.dossier.input-data': {
        value: 'partly_met',
        note: 'Còn thiếu nhóm dữ liệu thứ hai',
        evidence: ['Hồ sơ 12'],
      },
    });
    const [gap, dpia, remark, document] = at(modelOf(FORM, said, 'vi'), 'c.inputs');
    expect(gap).toMatchObject({ kind: 'gap', asks: [{ id: 'system#mainInputs' }] });
    expect(dpia).toMatchObject({ lead: 'hồ sơ đánh giá tác động xử lý dữ liệu cá nhân' });
    expect(remark).toMatchObject({ lead: 'đơn vị ghi chú về hồ sơ', text: 'Còn thiếu nhóm dữ liệu thứ hai' });
    expect(document).toMatchObject({ lead: 'tài liệu đơn vị đã nêu', text: 'Hồ sơ 12' });
    expect(buildNotification(inputOf(FORM, said, 'vi')).data.inputs).toBeNull();
  });

  it('the registers fill every line that no question asks for', () => {
    const system = { ...subjectOf('demand-forecasting').system!, ...DETAILS };
    const around = { system, organisation: subjectOf('demand-forecasting').organisation! };
    const answers = changed('demand-forecasting', {
      'ethics.a.scope': { value: 'Kho' },
      'ethics.a.affected-groups': { value: [] },
    });
    const model = modelOf(FORM, answers, 'vi', around);
    const lines = model.blocks.flatMap((block) => ('field' in block ? [block.field] : []));
    const open = lines.filter(
      ({ ref, content }) => /^[abcd]\./.test(ref) && content.some(({ kind }) => kind === 'gap'),
    );
    expect(open.map(({ ref }) => ref)).toEqual([]);
    expect(at(model, 'a.address')[0]!.text).toBe(DETAILS.providerAddress);
    expect(at(model, 'd.summary')[0]!.text).toBe(DETAILS.riskSummary);
    const file = buildNotification(inputOf(FORM, answers, 'vi', around));
    expect(file.identity.provider).toEqual({
      name: 'Bên khác',
      address: DETAILS.providerAddress,
      contact: DETAILS.providerContact,
    });
    expect(file.riskManagement.summary).toBe(DETAILS.riskSummary);
    expect(misfits(file, withoutHead(NOTIFICATION_SCHEMA), {})).toEqual([]);
  });

  it("the organisation's address is the provider's only where it is the provider", () => {
    const organisation = { ...subjectOf('demand-forecasting').organisation!, address: '1 phố Thử', contact: '024 1' };
    const own = subjectOf('demand-forecasting').system!;
    const address = (provider: string | null, providerAddress: string | null) =>
      at(
        modelOf(FORM, example('demand-forecasting'), 'vi', {
          organisation,
          system: { ...own, provider, providerAddress },
        }),
        'a.address',
      )[0]!;
    expect(address(organisation.name, null).text).toBe('1 phố Thử');
    expect(address('Bên khác', '2 phố Khác').text).toBe('2 phố Khác');
    expect(address('Bên khác', null)).toMatchObject({ kind: 'gap', asks: [{ id: 'system#providerAddress' }] });
  });

  it('every field of a register that a gap names can be written over the API', () => {
    const fields = { system: SystemChangeSchema.shape, organisation: OrganisationChangeSchema.shape };
    const named = loaded.examples
      .flatMap(({ id }) => FORM_IDS.flatMap((form) => partsOf(modelOf(form, example(id), 'vi').blocks)))
      .flatMap(({ asks }) => asks.map(({ id }) => id.split('#') as [keyof typeof fields, string]))
      .filter(([of]) => of in fields);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(([of, field]) => !(field in fields[of]))).toEqual([]);
  });

  it('takes over what a state agency answered for its impact assessment', () => {
    const model = modelOf(FORM, example('tax-risk-scoring'), 'vi');
    expect(at(model, 'b.functions')[0]!.text).toContain('chấm điểm rủi ro');
    expect(at(model, 'c.inputs')[0]!.text).toContain('hóa đơn điện tử');
  });
});

describe('the notification file', () => {
  it.each(loaded.examples.flatMap(({ id }) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s keeps its schema, and every null is explained',
    (id, lang) => {
      const file = buildNotification(inputOf(FORM, example(id), lang));
      expect(misfits(file, withoutHead(NOTIFICATION_SCHEMA), {})).toEqual([]);
      const explained = new Set(file.gaps.map(({ pointer }) => pointer));
      const { madeFrom: _, ...content } = file;
      const unexplained = nulls(content, '').filter((pointer) => !explained.has(pointer));
      // No row of the list is an answer; the others must say why they are null.
      expect(unexplained.filter((pointer) => pointer !== '/classification/highRiskRow')).toEqual([]);
      for (const { pointer } of file.gaps) expect(reach(file, pointer)).not.toBeUndefined();
    },
  );

  it('"don\'t know" is not "missing", and neither is a level', () => {
    const unknown = changed('airport-face-recognition', { 'ethics.a.purpose': { state: 'unknown' } });
    const file = buildNotification(inputOf(FORM, unknown, 'vi'));
    const bare = buildNotification({ ...inputOf(FORM, unknown, 'vi'), subject: withoutDescription(unknown) });
    expect(bare.description.purpose).toBeNull();
    expect(bare.gaps.find(({ pointer }) => pointer === '/description/purpose')).toMatchObject({
      state: 'unknown',
      questions: [{ id: 'ethics.a.purpose' }],
    });
    expect(file.gaps.some(({ pointer }) => pointer === '/description/purpose')).toBe(file.description.purpose === null);
    const open = buildNotification(inputOf(FORM, example('incomplete-startup'), 'vi'));
    expect(open.classification.tier).toBeNull();
    expect(open.classification.possibleTiers.length).toBeGreaterThan(1);
    expect(open.duty).toBe('unknown');
  });

  it('is the same for the same answers', () => {
    const file = () => JSON.stringify(buildNotification(inputOf(FORM, example('airport-face-recognition'), 'vi')));
    expect(file()).toBe(file());
  });
});

const DETAILS = {
  provider: 'Bên khác',
  providerAddress: '2 phố Khác, Huế',
  providerContact: '0234 000 000',
  functions: 'Dự báo nhu cầu',
  architecture: 'Thu số liệu bán, dự báo, gợi ý đặt hàng',
  userGroups: 'Nhân viên kho',
  mainInputs: 'Số liệu bán theo ngày',
  riskSummary: 'Người kiểm tra mỗi đề xuất',
};

const withoutDescription = (set: AnswerSet) => {
  const { description: _, ...system } = set.system;
  return inputOf(FORM, { ...set, system: system as AnswerSet['system'] }, 'vi').subject;
};

const withoutHead = ({ $schema: _, $id: __, title: ___, ...schema }: typeof NOTIFICATION_SCHEMA) =>
  schema as unknown as Schema;

function nulls(value: unknown, path: string): string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, inner]) => nulls(inner, `${path}/${key}`));
}

const reach = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
