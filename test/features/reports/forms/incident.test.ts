import { describe, expect, it } from 'vitest';
import {
  CONSEQUENCES,
  FIELD_UNKNOWN,
  INCIDENT_FORM_FIELDS,
  OPERATION_STATES,
} from '../../../../src/features/reports/forms/index.ts';
import type { IncidentEntry } from '../../../../src/features/reports/index.ts';
import { subjectOf } from '../../../support/subject.ts';
import { at, bare, example, formLines, htmlOf, LANGUAGES, modelOf, officialLines, partsOf } from './support.ts';

const ENTRY: IncidentEntry = {
  id: 'inc_1',
  title: 'Trợ lý trả lời sai liều thuốc',
  description: 'Người bệnh được khuyên uống gấp ba liều.',
  detectedAt: '2026-11-02T22:30:00Z',
  confirmedAt: '2026-11-03T01:00:00Z',
  resolvedAt: null,
  fields: {
    address_contact: '12 phố Thử, Hà Nội; 024 0000 0000',
    location: 'Cơ sở 2',
    consequences: 'life_health, services',
    affected_estimate: '1 người',
    operation_status: 'paused',
    technical_measures: 'Tắt chức năng gợi ý liều',
    organisational_measures: FIELD_UNKNOWN,
  },
  clocks: [
    {
      id: 'VN-AI-062',
      title: 'Báo cáo sơ bộ',
      applies: 'yes',
      dueAt: '2026-11-06T01:00:00Z',
      dueOn: null,
      possibleDates: [],
      filedAt: null,
    },
  ],
};
const model = (form: 'AI01a' | 'AI01b', incident?: IncidentEntry, lang: 'vi' | 'en' = 'vi') =>
  modelOf('incident', example('hospital-triage'), lang, incident ? { incident } : {}, { form });

describe('forms AI01a and AI01b', () => {
  it.each(['AI01a', 'AI01b'] as const)('%s: every line once and in order, with and without an incident', (form) => {
    for (const incident of [undefined, ENTRY]) {
      expect(formLines(model(form, incident).blocks).map(bare)).toEqual(officialLines(form.toLowerCase()).map(bare));
    }
  });

  it.each(LANGUAGES.flatMap((lang) => (['AI01a', 'AI01b'] as const).map((form) => [lang, form] as const)))(
    'in %s %s reads as reviewed',
    (lang, form) => {
      expect(htmlOf(model(form, ENTRY, lang))).toMatchSnapshot();
      expect(htmlOf(model(form, undefined, lang))).toMatchSnapshot();
    },
  );

  it('instants are those of a clock in Viet Nam', () => {
    expect(at(model('AI01a', ENTRY), 'III.1')[0]!.text).toBe('05:30 ngày 03/11/2026 (giờ Việt Nam)');
    expect(at(model('AI01a', ENTRY, 'en'), 'III.2')[0]!.text).toBe('08:00 on 3 November 2026 (Viet Nam time)');
  });

  it('a clock that ran out before the day looked at is said to have, and a filing ends it', () => {
    const clock = ENTRY.clocks[0]!;
    const said = (change: Partial<typeof clock>, lang: 'vi' | 'en' = 'en') =>
      model('AI01a', { ...ENTRY, clocks: [{ ...clock, ...change }] }, lang).notices.map(({ text }) => text);
    expect(example('hospital-triage').asOf).toBe('2026-11-22');
    expect(said({})).toContain(
      'Báo cáo sơ bộ: was to be filed by 08:00 on 6 November 2026 (Viet Nam time); no filing is on record.',
    );
    expect(said({ dueAt: null, dueOn: '2026-11-22' })).toContain('Báo cáo sơ bộ: by 22 November 2026.');
    expect(said({ filedAt: '2026-11-05T01:00:00Z' }, 'vi')).toContain(
      'Báo cáo sơ bộ: đã nộp 08:00 ngày 05/11/2026 (giờ Việt Nam).',
    );
  });

  it('a limit that may not be this incident’s is never stated as one, and two possible days are both given', () => {
    const clock = ENTRY.clocks[0]!;
    const said = (change: Partial<typeof clock>, lang: 'vi' | 'en' = 'en') =>
      model('AI01a', { ...ENTRY, clocks: [{ ...clock, ...change }] }, lang)
        .notices.map(({ text }) => text)
        .find((text) => text.startsWith('Báo cáo sơ bộ'));
    const open = { applies: 'unknown' as const, dueAt: null };
    expect(said({ applies: 'unknown' })).toBe(
      'Báo cáo sơ bộ: by the answers so far it is open whether this applies; if it does, by 08:00 on 6 November 2026 (Viet Nam time).',
    );
    expect(said({ applies: 'unknown' }, 'vi')).not.toContain('đã qua');
    expect(said(open, 'vi')).toBe(
      'Báo cáo sơ bộ: theo câu trả lời hiện có chưa rõ có áp dụng hay không; chưa tính được ngày.',
    );
    const days = { dueAt: null, possibleDates: ['2026-11-26', '2026-11-27'] };
    expect(said(days)).toBe('Báo cáo sơ bộ: by 26 November 2026 or 27 November 2026.');
    expect(said({ ...days, possibleDates: ['2026-11-20', '2026-11-21'] })).toContain('no filing is on record');
    expect(said({ ...days, possibleDates: ['2026-11-20', '2026-11-23'] })).not.toContain('no filing is on record');
  });

  it('a test that covers more than the box ticks nothing by itself', () => {
    const boxes = (property: string, rights: string): string[] => {
      const { consequences: _, ...fields } = ENTRY.fields;
      const tests = { 'test.lifeOrHealth': 'yes', 'test.propertyOrOperation': property, 'test.rights': rights };
      const block = model('AI01a', { ...ENTRY, fields: { ...fields, ...tests } }).blocks.find(
        (entry) => 'choice' in entry && entry.choice.ref === 'III.5',
      )!;
      return 'choice' in block ? block.choice.options.slice(0, 3).map(({ mark }) => mark) : [];
    };
    // Article 19.1.b: property, or the work of the organisation; 19.1.c: rights, or lawful interests.
    expect(boxes('yes', 'yes')).toEqual(['[x]', '[?]', '[?]']);
    expect(boxes('no', 'no')).toEqual(['[x]', '[ ]', '[ ]']);
  });

  it('address and contact are those written for the incident, else those of the register; one alone leaves a gap', () => {
    const organisation = { ...subjectOf('hospital-triage').organisation!, address: '1 phố Thử', contact: '024 1' };
    const line = (around: typeof organisation, incident: IncidentEntry) =>
      at(modelOf('incident', example('hospital-triage'), 'vi', { organisation: around, incident }), 'I.2');
    const { address_contact: _, ...fields } = ENTRY.fields;
    const without = { ...ENTRY, fields };
    expect(line(organisation, ENTRY).map(({ text }) => text)).toEqual(['12 phố Thử, Hà Nội; 024 0000 0000']);
    expect(line(organisation, without).map(({ text }) => text)).toEqual(['1 phố Thử', '024 1']);
    expect(line({ ...organisation, contact: ' ' }, without)).toMatchObject([
      { text: '1 phố Thử' },
      { kind: 'gap', asks: [{ id: 'organisation#contact', way: 'ghi vào hồ sơ đơn vị' }] },
    ]);
    const neither = line({ ...organisation, address: '', contact: '' }, without);
    expect(neither).toMatchObject([{ kind: 'gap', asks: [{ id: 'incident#address_contact' }] }]);
  });

  it('both forms have the place and the day above the signature; AI01a has them at its head as well', () => {
    const places = (form: 'AI01a' | 'AI01b'): (string | undefined)[] => {
      const { blocks } = model(form, ENTRY);
      const head = blocks.find((block) => 'letterhead' in block)!;
      const end = blocks.find((block) => 'signature' in block)!;
      return [
        'letterhead' in head ? head.letterhead.placeAndDate[0]?.text : '',
        'signature' in end ? end.signature.placeAndDate?.[0]?.text : '',
      ];
    };
    const blank = '..........., ngày ... tháng ... năm ...';
    expect(places('AI01a')).toEqual([blank, blank]);
    expect(places('AI01b')).toEqual([undefined, blank]);
  });

  it('an empty box means no only once somebody chose', () => {
    const marks = (incident: IncidentEntry | undefined, ref: string): string[] => {
      const block = model('AI01a', incident).blocks.find((entry) => 'choice' in entry && entry.choice.ref === ref)!;
      return 'choice' in block ? block.choice.options.map(({ mark }) => mark) : [];
    };
    expect(marks(ENTRY, 'III.5')).toEqual(['[x]', '[ ]', '[ ]', '[x]', '[ ]', '[x]']);
    expect(marks(ENTRY, 'III.6')).toEqual(['[ ]', '[ ]', '[x]']);
    expect(new Set(marks(undefined, 'III.5'))).toEqual(new Set(['[?]']));
    const unknown = { ...ENTRY, fields: { ...ENTRY.fields, consequences: FIELD_UNKNOWN } };
    expect(marks(unknown, 'III.5').slice(0, 5)).toEqual(['[?]', '[?]', '[?]', '[?]', '[?]']);
    expect(at(model('AI01a', unknown), 'III.5')[0]).toMatchObject({
      kind: 'unknown',
      asks: [{ id: 'incident#consequences' }],
    });
  });

  it('what the register knows fills the lines that nobody wrote', () => {
    const fields = {
      peopleAffected: '3',
      harm: 'Hai người nhập viện',
      'test.lifeOrHealth': 'yes',
      'test.rights': 'no',
    };
    const form = model('AI01a', { ...ENTRY, fields });
    const block = form.blocks.find((entry) => 'choice' in entry && entry.choice.ref === 'III.5')!;
    expect('choice' in block && block.choice.options.map(({ mark }) => mark)).toEqual([
      '[x]',
      '[?]',
      '[ ]',
      '[?]',
      '[?]',
      '[x]',
    ]);
    expect(JSON.stringify(form.blocks)).toContain('Hai người nhập viện');
  });

  it('a word that is no box of the form is printed, not dropped', () => {
    const odd = { ...ENTRY, fields: { ...ENTRY.fields, consequences: 'life_health, uy tín' } };
    expect(at(model('AI01a', odd), 'III.5')[0]).toMatchObject({ kind: 'text', text: 'uy tín' });
  });

  it('"if any" stays empty only where the form says so; don\'t know is not no', () => {
    const form = model('AI01a', ENTRY);
    expect(at(form, 'III.7')[0]).toMatchObject({ kind: 'text', text: 'Không nêu (mẫu ghi "nếu có")' });
    expect(at(form, 'IV.2')[0]).toMatchObject({ kind: 'unknown', text: 'Chưa biết' });
    expect(at(form, 'II.2')[0]!.kind).toBe('gap');
  });

  it('says by when, and that there is no incident where none was chosen', () => {
    expect(model('AI01a', ENTRY).notices.some(({ text }) => text.includes('08:00 ngày 06/11/2026'))).toBe(true);
    expect(model('AI01a').notices[0]).toMatchObject({ kind: 'open', asks: [{ id: 'incident' }] });
  });

  it('every field that can be missing is one the register asks for', () => {
    const known = new Set(INCIDENT_FORM_FIELDS.map(({ key }) => `incident#${key}`));
    const own = [
      'incident#detectedAt',
      'incident#confirmedAt',
      'incident#description',
      'system#aiId',
      'organisation#name',
    ];
    for (const form of ['AI01a', 'AI01b'] as const) {
      const asked = partsOf(model(form).blocks).flatMap(({ asks }) => asks.map(({ id }) => id));
      expect(asked.filter((id) => !known.has(id) && !own.includes(id))).toEqual([]);
      // The other way round: no field is asked for that the form has no place for.
      const places = new Set(asked);
      const unused = INCIDENT_FORM_FIELDS.filter(
        (field) => field.form === form && !places.has(`incident#${field.key}`),
      );
      expect(unused.map(({ key }) => key)).toEqual([]);
    }
  });

  it('each field has a place in a form and words in both languages', () => {
    for (const { form, reference, label, key, type, options } of INCIDENT_FORM_FIELDS) {
      expect(reference).toMatch(new RegExp(`^${form}\\.(head|sign|[IV]+(\\.\\d)?)$`));
      expect(label.vi.length * label.en.length).toBeGreaterThan(0);
      expect(key).toMatch(/^[a-z][a-z_]+$/);
      expect(options.length > 0).toBe(type === 'choice' || type === 'choices');
    }
    expect([CONSEQUENCES.length, OPERATION_STATES.length]).toEqual([5, 3]);
  });
});
