import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AI02_FIELDS,
  buildImpactAssessment,
  checkRedactions,
  type Redaction,
} from '../../../../src/features/reports/forms/index.ts';
import {
  at,
  bare,
  changed,
  docxOf,
  example,
  formLines,
  htmlOf,
  inputOf,
  LANGUAGES,
  modelOf,
  officialLines,
} from './support.ts';

const FORM = 'impact-assessment';
/** A state agency that answered all of AI02, one that left lines open, a company that does not concern it. */
const SHOWN = ['tax-risk-scoring', 'traffic-camera', 'office-assistant'];

const redacted = (
  field: string,
  reason = 'Quyết định số 7',
  basis: Redaction['basis'] = 'state_secret',
): Redaction => ({
  field,
  reason,
  basis,
});

describe('form AI02', () => {
  it.each(SHOWN)('%s: every line of the form once and in order', (id) => {
    const printed = formLines(modelOf(FORM, example(id), 'vi').blocks).map(bare);
    expect(printed).toEqual(officialLines('ai02').map(bare));
  });

  it.each(SHOWN.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s reads as reviewed',
    (id, lang) => {
      expect(htmlOf(modelOf(FORM, example(id), lang))).toMatchSnapshot();
    },
  );

  it('says at its top whether it concerns the reader', () => {
    expect(modelOf(FORM, example('tax-risk-scoring'), 'en').notices[0]!.kind).toBe('concerned');
    expect(modelOf(FORM, example('office-assistant'), 'en').notices[0]!.kind).toBe('not_concerned');
    const [open] = modelOf(FORM, example('incomplete-startup'), 'en').notices;
    expect(open!.kind).toBe('open');
    expect(open!.asks.length).toBeGreaterThan(0);
  });

  it('a commitment counts only where the agency confirmed it', () => {
    const some = changed('tax-risk-scoring', { 'public.ai02.commitments': { value: ['truth'] } });
    const model = modelOf(FORM, some, 'vi');
    expect(at(model, 'VII.1')[0]).toMatchObject({ kind: 'text' });
    expect(at(model, 'VII.2')[0]).toMatchObject({ kind: 'gap', asks: [{ id: 'public.ai02.commitments' }] });
    const unknown = changed('tax-risk-scoring', { 'public.ai02.commitments': { state: 'unknown' } });
    expect(at(modelOf(FORM, unknown, 'vi'), 'VII.3')[0]!.kind).toBe('unknown');
  });

  it('an open risk level names every level still possible and the questions that decide', () => {
    const [tier] = at(modelOf(FORM, example('incomplete-startup'), 'vi'), 'I.7');
    expect(tier).toMatchObject({ kind: 'unknown', text: 'Chưa xác định được' });
    expect(tier!.note).toContain(' hoặc ');
    expect(tier!.asks.length).toBeGreaterThan(0);
  });

  it('the registered system and organisation fill what nobody answered', () => {
    const silent = changed('tax-risk-scoring', { 'public.ai02.agency': undefined, 'public.ai02.code': undefined });
    const organisation = {
      id: 'org_1',
      name: 'Sở Thử Nghiệm',
      kind: 'company',
      registrationNumber: null,
      province: null,
      sector: null,
    } as const;
    const system = { aiId: 'AI-0042' } as never;
    const model = modelOf(FORM, silent, 'vi', { organisation, system });
    expect(at(model, 'I.1')[0]!.text).toBe('Sở Thử Nghiệm');
    expect(at(model, 'I.9')[0]!.text).toBe('AI-0042');
    expect(at(modelOf(FORM, silent, 'vi'), 'I.1')[0]).toMatchObject({
      kind: 'gap',
      asks: [{ id: 'public.ai02.agency' }],
    });
  });
});

describe('the copy of AI02 for the public', () => {
  const withheld = (fields: readonly string[], id = 'tax-risk-scoring') =>
    modelOf(FORM, example(id), 'vi', {}, { redactions: fields.map((field) => redacted(field)) });

  it('marks each place with its reason and its ground', () => {
    const model = withheld(['II.2']);
    const [part] = at(model, 'II.2');
    expect(part).toMatchObject({ kind: 'redacted' });
    expect(part!.note).toContain('Quyết định số 7');
    expect(part!.note).toContain('bí mật nhà nước');
    expect(part!.note).toContain('khoản 5 Điều 20 Nghị định số 142/2026/NĐ-CP');
    expect(htmlOf(model)).toContain('part-redacted');
    expect(model.documentTitle).toContain('bản công khai');
  });

  it.each(AI02_FIELDS)('nothing of line %s is left anywhere', async (field) => {
    const full = modelOf(FORM, example('tax-risk-scoring'), 'vi');
    const block = full.blocks.find((entry) => 'signature' in entry)!;
    const parts = field === 'VII.signatory' ? ('signature' in block ? block.signature.name : []) : at(full, field);
    const secrets = parts.filter(({ kind }) => kind === 'text').map(({ text }) => text);
    const model = withheld([field]);
    const docx = Object.values(await docxOf(model)).join('\n');
    for (const secret of secrets) {
      for (const place of [JSON.stringify(model), htmlOf(model), docx]) expect(place).not.toContain(secret);
    }
  });

  it('any answers, any lines: no withheld word is left, whatever else repeats it', async () => {
    const questions: Record<string, string> = {
      'I.1': 'public.ai02.agency',
      'I.3': 'public.ai02.provider',
      'II.2': 'public.ai02.inputs',
      'III.5': 'public.ai02.risk-security',
      'V.2': 'public.ai02.incidents',
      VI: 'public.ai02.consultation',
      'VII.signatory': 'public.ai02.signatory',
    };
    const fields = Object.keys(questions);
    const secretText = fc
      .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
      .map((text) => `Mật ${text.trim()} ẩn số`);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(fields, { minLength: 1 }),
        fc.array(secretText, { minLength: fields.length, maxLength: fields.length }),
        fc.boolean(),
        async (chosen, secrets, upper) => {
          const repeated = chosen.map((field) => secrets[fields.indexOf(field)]!).join(' – ');
          const answers = Object.fromEntries(
            fields.map((field, index) => {
              const copied = chosen.includes(field) ? '' : ` nhắc lại: ${upper ? repeated.toUpperCase() : repeated}`;
              return [questions[field]!, { value: `${secrets[index]}${copied}`, note: repeated }];
            }),
          );
          // Also in an answer of another questionnaire, and in the reason itself.
          const set = changed('tax-risk-scoring', { ...answers, 'ethics.a.purpose': { value: `Về ${repeated}` } });
          const redactions = chosen.map((field) => redacted(field, `Vì ${repeated}`));
          const model = buildImpactAssessment(inputOf(FORM, set, 'vi'), { redactions });
          const everything = [JSON.stringify(model), htmlOf(model), ...Object.values(await docxOf(model))];
          for (const field of chosen) {
            const secret = secrets[fields.indexOf(field)]!;
            for (const text of everything) expect(text.includes(secret) || text.includes(escaped(secret))).toBe(false);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is refused while a line is unknown, twice there, without a reason or on another ground', () => {
    const issues = checkRedactions([
      redacted('II.9'),
      redacted('II.1'),
      redacted('II.1', ' '),
      redacted('II.3', 'x', 'embarrassing' as Redaction['basis']),
    ]);
    expect(issues.map(({ pointer }) => pointer)).toEqual(['/0/field', '/2/field', '/2/reason', '/3/basis']);
    expect(() => withheld(['II.9'])).toThrow('II.9');
    expect(checkRedactions([redacted('VI'), redacted('VII.signatory')])).toEqual([]);
  });

  it('without redactions it is still the copy for the public', () => {
    expect(withheld([]).documentTitle).toContain('bản công khai');
    expect(modelOf(FORM, example('tax-risk-scoring'), 'vi').documentTitle).not.toContain('bản công khai');
  });
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
