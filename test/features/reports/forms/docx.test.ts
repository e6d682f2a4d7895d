import { beforeAll, describe, expect, it } from 'vitest';
import { FORM_IDS, type FormModel } from '../../../../src/features/reports/forms/index.ts';
import { loaded } from '../../../support/content.ts';
import { changed, docxOf, example, htmlOf, modelOf } from './support.ts';

const VIETNAMESE =
  'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ' +
  'ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ₫';
const CONTROLS = String.fromCharCode(0, 1, 8, 11, 12, 14, 31, 127, 0x85, 0xfffe, 0xffff);
const NASTY = `<script>alert(1)</script> "'&amp;{{t.title}} ]]> \u202Egnirts 🦑👩‍👩‍👧 \u2067abc ${CONTROLS}\r\nhàng hai\ttab ${VIETNAMESE}`;

describe('a DOCX of a form', () => {
  it.each(loaded.examples.slice(0, 6).flatMap(({ id }) => FORM_IDS.map((form) => [id, form] as const)))(
    '%s, %s: every part is well-formed XML',
    async (id, form) => {
      for (const [name, text] of Object.entries(await docxOf(modelOf(form, example(id), 'vi')))) {
        if (/\.(xml|rels)$/.test(name))
          expect(`${name}: ${illFormed(text) ?? 'well-formed'}`).toBe(`${name}: well-formed`);
      }
    },
  );

  it('is A4 with page numbers, repeated table heads, its language, its fonts and their substitute', async () => {
    const files = await docxOf(modelOf('self-assessment', example('tax-risk-scoring'), 'vi'));
    const document = files['word/document.xml']!;
    expect(document).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(document).toContain('<w:tblHeader/>');
    expect(document).toContain('<w:cantSplit/>');
    expect(document).toMatch(/<w:pStyle w:val="Heading1"\/>/);
    const footer = files['word/footer1.xml']!;
    expect(footer).toContain('PAGE');
    expect(footer).toContain('NUMPAGES');
    const styles = files['word/styles.xml']!;
    expect(styles).toContain('w:val="vi-VN"');
    expect(styles).toMatch(/w:styleId="Heading2">.*?<w:keepNext\/>.*?<w:outlineLvl w:val="1"\/>/);
    expect(styles).toContain('w:ascii="Be Vietnam Pro"');
    expect(styles).toContain('w:eastAsia="Times New Roman"');
    expect(files['word/fontTable.xml']).toContain('<w:altName w:val="Times New Roman"/>');
    const english = await docxOf(modelOf('self-assessment', example('tax-risk-scoring'), 'en'));
    expect(english['word/styles.xml']).toContain('w:val="en-GB"');
  });

  it('says nothing of when or by whom it was made, so the same model is the same file', async () => {
    const model = modelOf('labour-plan', example('garment-factory-robots'), 'vi');
    const [once, again] = [await docxOf(model), await docxOf(model)];
    expect(again).toEqual(once);
    expect(once['docProps/core.xml']).toContain('<dc:language>vi-VN</dc:language>');
    expect(once['docProps/core.xml']).not.toMatch(/created|modified|lastModifiedBy/);
  });

  it('has every letter of Vietnamese', async () => {
    const set = changed('tax-risk-scoring', { 'public.ai02.role': { value: VIETNAMESE } });
    const { 'word/document.xml': xml } = await docxOf(modelOf('impact-assessment', set, 'vi'));
    expect(xml).toContain(VIETNAMESE);
  });
});

describe('hostile text', () => {
  const long = 'dài '.repeat(5_000);
  let models: FormModel[];

  beforeAll(() => {
    const base = example('tax-risk-scoring');
    const answers = new Map(
      [...base.answers].map(([id, answer]) => {
        const value =
          typeof answer.value === 'string' && id.startsWith('public.ai02') && id !== 'public.ai02.automation'
            ? NASTY
            : answer.value;
        return [id, { ...answer, value, note: NASTY, evidence: [NASTY, long], owner: NASTY, remedy: NASTY }];
      }),
    );
    const set = { ...base, answers, system: { name: NASTY, version: NASTY, provider: long, identifier: NASTY } };
    const organisation = {
      id: 'org_1',
      name: NASTY,
      kind: 'company',
      registrationNumber: null,
      province: NASTY,
      sector: null,
    } as const;
    const incident = {
      id: 'inc_1',
      title: NASTY,
      description: long,
      detectedAt: '2026-11-02T22:30:00Z',
      confirmedAt: null,
      resolvedAt: null,
      fields: { location: NASTY, consequences: NASTY, technical_measures: long, addressee: NASTY },
      clocks: [
        { id: 'x', title: NASTY, applies: 'yes' as const, dueAt: null, dueOn: null, possibleDates: [], filedAt: null },
      ],
    };
    models = FORM_IDS.map((form) => modelOf(form, set, 'vi', { organisation, incident }));
  });

  it('is inert on the page and whole', () => {
    for (const model of models) {
      const html = htmlOf(model);
      expect(html).not.toMatch(/<script/);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(html).toContain('{{t.title}}');
      expect(html).toContain('🦑👩‍👩‍👧');
      expect(html).toContain(VIETNAMESE);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
    }
    const whole = models.filter(({ form }) => form === 'self-assessment' || form === 'incident').map(htmlOf);
    for (const html of whole) expect(html).toContain(long.trim());
  });

  it('cannot turn the words of the form around', () => {
    for (const model of models) {
      for (const line of JSON.stringify(model)
        .split('"')
        .flatMap((text) => text.split('\\n'))) {
        expect((line.match(/\u202E/g) ?? []).length).toBeLessThanOrEqual((line.match(/\u202C/g) ?? []).length);
        expect((line.match(/\u2067/g) ?? []).length).toBeLessThanOrEqual((line.match(/\u2069/g) ?? []).length);
      }
    }
  });

  it('leaves the DOCX well-formed and without a character that XML forbids', async () => {
    for (const model of models) {
      for (const [name, text] of Object.entries(await docxOf(model))) {
        if (!/\.(xml|rels)$/.test(name)) continue;
        expect(`${name}: ${illFormed(text) ?? 'well-formed'}`).toBe(`${name}: well-formed`);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
      }
    }
  });
});

/** What is wrong with an XML text: tags that do not close, bare ampersands, stray brackets. `null`: nothing. */
function illFormed(xml: string): string | null {
  const open: string[] = [];
  const token =
    /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g;
  for (const [, closing, name, attributes, selfClosing, text, stray] of xml.matchAll(token)) {
    if (stray) return 'a stray <';
    const content = text ?? attributes ?? '';
    if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(content)) return `a bare & in ${content.slice(0, 60)}`;
    if (!name || selfClosing) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return `</${name}> closes nothing`;
  }
  return open.length > 0 ? `<${open.at(-1)}> is not closed` : null;
}
