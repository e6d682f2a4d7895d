import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTemplate, buildTemplateModel, validateTemplate } from '../../../src/features/report-templates/index.ts';
import { TEMPLATE_LIMITS } from '../../../src/features/report-templates/limits.ts';
import { TAGS } from '../../../src/features/report-templates/markup-rules.ts';
import { copyModel } from '../../../src/features/report-templates/model-shape.ts';
import { loaded } from '../../support/content.ts';
import { subjectOf } from '../../support/subject.ts';

const write = (template: string, model: unknown): string => applyTemplate(template, model, 'en');

describe('a written template', () => {
  it('values are text, whatever they hold', () => {
    const name = `<img src=x onerror=alert(1)> & "x" 'y' {{asOf}}`;
    expect(write('<p>{{organisation.name}}</p>', { organisation: { name } })).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt; &amp; &quot;x&quot; &#39;y&#39; {{asOf}}</p>',
    );
  });

  it('writing from right to left stays within its value', () => {
    expect(write('{{asOf}}!', { asOf: 'a\u202Eb' })).toBe('<bdi>a\u202Eb</bdi>!');
    expect(write('{{asOf}}!', { asOf: 'مرحبا' })).toBe('<bdi>مرحبا</bdi>!');
    expect(write('{{asOf}}!', { asOf: 'Đà Nẵng' })).toBe('Đà Nẵng!');
  });

  it('conditions and loops', () => {
    const template =
      '{{#if review.statement}}R{{else}}none{{/if}}{{#unless tier.settled}}open{{/unless}}{{#each findings}}[{{title}}{{#if reviewer}}*{{/if}}]{{else}}nothing{{/each}}';
    expect(write(template, {})).toBe('noneopennothing');
    expect(
      write(template, {
        review: { statement: 'x' },
        tier: { settled: true },
        findings: [{ title: 'a' }, { title: 'b', reviewer: true }],
      }),
    ).toBe('R[a][b*]');
  });

  it('a template that is not valid any more is a notice, not a broken report', () => {
    expect(write('<script>x</script>', {})).toMatch(/^<p><strong>A section .* not valid\.<\/strong><\/p>$/);
  });

  it('stops by counting: long values in a long list become a notice', () => {
    const findings = Array.from({ length: 400 }, () => ({ title: 'x'.repeat(20_000) }));
    expect(write('{{#each findings}}{{title}}{{/each}}', { findings })).toMatch(/too long/);
    const short = Array.from({ length: 400 }, () => ({ title: 'x' }));
    expect(write('{{#each findings}}{{title}}{{/each}}', { findings: short })).toBe('x'.repeat(TEMPLATE_LIMITS.rows));
  });
});

describe('the model', () => {
  it('holds what is documented and nothing else: no prototype, no further fields', () => {
    const given = {
      organisation: { name: 'A', secret: 's', toString: () => 'x' },
      people: { usr_1: 'Tên' },
      findings: [Object.create({ title: 'inherited' })],
    };
    const model = copyModel(given);
    expect(JSON.stringify(model)).not.toMatch(/secret|usr_1|inherited/);
    const objects: object[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      objects.push(value);
      for (const inner of Object.values(value)) walk(inner);
    };
    walk(model);
    expect(objects.filter((value) => !Array.isArray(value) && Object.getPrototypeOf(value) !== null)).toEqual([]);
    expect(objects.every((value) => Object.isFrozen(value))).toBe(true);
  });

  it.each(['vi', 'en'] as const)('shows the reviewed result of a submission in words (%s)', (lang) => {
    const subject = subjectOf('credit-scoring-automatic', { reviewed: true });
    const model = buildTemplateModel(subject, loaded.content, lang) as unknown as {
      findings: { title: string; reviewer: boolean }[];
    };
    expect(model).toMatchObject({
      asOf: lang === 'vi' ? '22/11/2026' : '22 November 2026',
      organisation: { name: 'Công ty Cổ phần Thử Nghiệm' },
      review: {
        auditBody: 'Đơn vị đánh giá độc lập',
        conclusion: lang === 'vi' ? 'Còn phát hiện đang mở' : 'Open findings',
      },
    });
    const findings = model.findings;
    expect(findings.filter(({ reviewer }) => reviewer)).toHaveLength(5);
    expect(findings.length).toBe(Math.min(TEMPLATE_LIMITS.rows, subject.review!.reviewedResult.findings.length + 5));
    expect(JSON.stringify(model)).not.toContain('Nguyễn Thị Nộp');
  });

  it('a tier that is not settled is said to be open', () => {
    const subject = subjectOf('incomplete-startup');
    const model = buildTemplateModel(subject, loaded.content, 'en') as { tier: { word: string; settled: boolean } };
    expect(model.tier.settled).toBe(subject.result.classification.tier !== 'undetermined');
    if (!model.tier.settled) expect(model.tier.word).toBe('Undetermined');
  });
});

const path = fc.constantFrom(
  'asOf',
  'organisation.name',
  'system.name',
  'tier.word',
  'title',
  'findings',
  'open',
  '@root',
  '../asOf',
  '__proto__',
  'constructor',
  'this',
  'question',
);
const piece: fc.Arbitrary<string> = fc.oneof(
  path.map((name) => `{{${name}}}`),
  path.map((name) => `{{{${name}}}}`),
  fc.constantFrom(...[...TAGS.keys()].map((name) => `<${name}>`)),
  fc.constantFrom(...[...TAGS.keys()].map((name) => `</${name}>`)),
  fc.constantFrom(
    '<script>',
    '<img src=x onerror=y>',
    '<a href="https://a.vn">',
    '<a href="javascript:x">',
    '<p onclick="x">',
    '<!--',
    '-->',
    '<',
    '>',
    '&lt;script&gt;',
    '"',
    "'",
    '<p title="',
    '<svg/onload=x>',
    '\n',
  ),
  fc.string({ maxLength: 8 }),
);
const { template } = fc.letrec<{ template: string; block: string }>((tie) => ({
  block: fc
    .tuple(fc.constantFrom('if', 'unless', 'each'), path, tie('template'), fc.boolean())
    .map(([name, of, body, otherwise]) => `{{#${name} ${of}}}${body}${otherwise ? `{{else}}${body}` : ''}{{/${name}}}`),
  template: fc
    .array(
      fc.oneof(
        { depthSize: 'small' },
        piece,
        fc
          .tuple(fc.constantFrom('p', 'div', 'ul', 'li', 'strong', 'td'), tie('template'))
          .map(([tag, body]) => `<${tag}>${body}</${tag}>`),
        tie('block'),
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.join('')),
}));

const WRITTEN = /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/g;

/** Reads what came out like a stranger: every `<` begins an allowed element with allowed attributes, all closed in order. */
function checkWritten(html: string): void {
  const open: string[] = [];
  const rest = html.replace(WRITTEN, (_, closing: string, name: string, attributes: string) => {
    expect(TAGS.has(name) || name === 'bdi').toBe(true);
    for (const [, attribute, value] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      expect(['href', 'lang', 'dir', 'scope', 'colspan', 'rowspan', 'start']).toContain(attribute);
      if (attribute === 'href') expect(value).toMatch(/^https:\/\/[a-z0-9]/i);
    }
    if (closing) expect(open.pop()).toBe(name);
    else if (name !== 'br' && name !== 'hr') open.push(name);
    return '';
  });
  expect(rest).not.toContain('<');
  expect(open).toEqual([]);
}

describe('whatever anyone writes', () => {
  it('only allowed elements come out, closed in order, and never too much', () => {
    let valid = 0;
    fc.assert(
      fc.property(template, fc.string({ unit: 'binary', maxLength: 40 }), (source, text) => {
        const model = {
          asOf: text,
          organisation: { name: text },
          system: { name: `<b onclick=x>${text}` },
          tier: { word: text },
          findings: [{ title: text }, { title: '</p><script>' }],
          open: [{ question: text }],
        };
        const html = write(source, model);
        expect(html.length).toBeLessThanOrEqual(TEMPLATE_LIMITS.output);
        checkWritten(html);
        if (validateTemplate(source).issues.length === 0) valid += 1;
        expect(html.includes('is not printed')).toBe(validateTemplate(source).issues.length > 0);
      }),
      { numRuns: 3_000 },
    );
    // The generator must reach what is allowed, not only what is refused.
    expect(valid).toBeGreaterThan(150);
  });

  it('neither reading nor writing throws on any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.string({
            unit: fc.constantFrom(
              '{',
              '}',
              '<',
              '>',
              '/',
              '#',
              'if',
              ' ',
              'asOf',
              '"',
              '=',
              '~',
              '^',
              '&',
              '!',
              '-',
              '\\',
              '[',
              ']',
              '|',
            ),
            maxLength: 60,
          }),
        ),
        (source) => {
          checkWritten(write(source, { asOf: '<' }));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
