import { describe, expect, it } from 'vitest';
import { breakWalls } from '../../../src/features/reports/break-walls.ts';
import type { ReportSubject } from '../../../src/features/reports/index.ts';
import { hostileSubject, MARKUP, PICTURES, ROWS, TURNED, WALL } from '../../support/hostile.ts';
import { render } from '../../support/report.ts';
import { subjectOf } from '../../support/subject.ts';
import { answerFileOf, changedSubject } from '../../support/submissions.ts';

const LANGUAGES = ['vi', 'en'] as const;

/** Two submissions whose notes, names and files are hostile. */
function hostileChange(): ReportSubject {
  const before = answerFileOf('demand-forecasting');
  const after = structuredClone(before);
  const [first] = Object.keys(after.answers);
  after.answers[first!] = { value: after.answers[first!], note: `${MARKUP} ${TURNED}` };
  after.system.name = MARKUP.slice(0, 200);
  const subject = changedSubject(before, after);
  const { evidence } = hostileSubject().submission!;
  return { ...subject, submission: { ...subject.submission!, evidence } };
}

const CASES = [
  ['audit', hostileSubject()],
  ['public-summary', hostileSubject()],
  ['change', hostileChange()],
] as const;

/** The body, less the pictures that are ours. */
const bodyOf = (html: string): string =>
  html.replace(/<style>[\s\S]*?<\/style>/, '').replaceAll(/<svg[\s\S]*?<\/svg>/g, '');

describe('text of people', () => {
  it.each(CASES.flatMap(([id, subject]) => LANGUAGES.map((lang) => [id, lang, subject] as const)))(
    '%s (%s): is printed as text and does nothing',
    (id, lang, subject) => {
      const { html, header, footer, title } = render(id, subject, lang);
      const body = bodyOf(html);
      expect(body).not.toMatch(/<(script|img|iframe|object|embed|link|form|input)\b/i);
      expect(body).not.toMatch(/<[^>]*\son\w+\s*=/i);
      // A link of ours goes to the law or to the page for checking; one that somebody typed stays text.
      expect(body).not.toMatch(/href="(?!https:\/\/|#)/);
      expect(body).not.toMatch(/<!--/);
      expect(html.match(/<\/style>/g)).toHaveLength(1);
      expect(html.match(/<\/main>/g)).toHaveLength(1);
      expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      // What runs along each page is short, however long the name.
      for (const text of [header.about, footer]) expect(text.length).toBeLessThan(320);
      expect(title.length).toBeGreaterThan(0);
    },
  );

  it('is whole: nothing that was said is dropped', () => {
    // Places to break a long run are no letters.
    const html = render('audit', hostileSubject(), 'vi').html.replaceAll('<wbr>', '');
    for (const text of [PICTURES, TURNED, WALL, '{{t.title}}', '{{{css}}}']) expect(html).toContain(text);
    for (const index of [0, 199, ROWS - 1]) expect(html).toContain(`${index} &lt;script&gt;`);
  });

  it('a direction that is never ended ends with the text it stands in', () => {
    const { html } = render('audit', hostileSubject(), 'vi');
    // Nothing of ours follows such a mark before the element that holds it, an isolating one, is closed.
    const ends = /<\/(?:p|li|dd|dt|th|td|h[1-6]|bdi|title)>|<\/span>/;
    const followed = html
      .split(TURNED)
      .slice(1)
      .map((part) => part.slice(0, part.search(ends)).replace(PICTURES, '').trim());
    expect(followed.length).toBeGreaterThan(ROWS);
    // In the title two marks end the direction instead.
    expect([...new Set(followed)].filter((text) => !text.startsWith('\u2069'))).toEqual(['']);
  });

  it('the public summary stays short whatever is typed', () => {
    const long = render('public-summary', hostileSubject(), 'en').html.length;
    const plain = render('public-summary', subjectOf('demand-forecasting', { reviewed: true }), 'en').html.length;
    expect(long - plain).toBeLessThan(8_000);
  });

  it('a run without a space gets places to break, never inside of a letter or an entity', () => {
    const broken = breakWalls(
      `<style>${'a'.repeat(500)}</style><body><p title="${'b'.repeat(500)}">${'&#x27;é👩🏽'.repeat(90)}</p></body>`,
    );
    expect(broken).toContain('a'.repeat(500));
    expect(broken).toContain('b'.repeat(500));
    const [, text] = /<p[^>]*>(.*)<\/p>/.exec(broken)!;
    expect(text!.split('<wbr>').length).toBeGreaterThan(5);
    for (const part of text!.split('<wbr>')) expect(part).toMatch(/^(&#x27;|é|👩|🏽)+$/u);
    expect(text!.replaceAll('<wbr>', '')).toBe('&#x27;é👩🏽'.repeat(90));
  });
});
