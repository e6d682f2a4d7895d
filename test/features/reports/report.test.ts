import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkReport } from '../../../src/content/compile-report.ts';
import { CONTENT_ROOT } from '../../../src/content/load.ts';
import type { AnswerSet } from '../../../src/engine/index.ts';
import { buildReportModel } from '../../../src/features/reports/index.ts';
import { engine, loaded } from '../../support/content.ts';
import { assets, example, reportOf } from '../../support/report.ts';

const LANGUAGES = ['vi', 'en'] as const;
/** One settled high tier, one open tier, one that is nearly empty. */
const SHOWN = ['airport-face-recognition', 'customer-service-chatbot', 'incomplete-startup'];

const withoutStyle = (html: string): string => html.replace(/<style>[\s\S]*?<\/style>/, '<style></style>');
const modelOf = (answerSet: AnswerSet, lang: (typeof LANGUAGES)[number]) =>
  buildReportModel({
    result: engine.assess(answerSet, ''),
    content: loaded.content,
    answers: answerSet.answers,
    lang,
    texts: assets.texts[lang],
  });

describe('the assessment report', () => {
  it.each(SHOWN.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s reads as reviewed',
    (id, lang) => {
      // Hashes change with every change of content; they are checked where they are made.
      const html = withoutStyle(reportOf(example(id), lang)).replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>');
      expect(html).toMatchSnapshot();
    },
  );

  it.each(loaded.examples.map(({ id }) => id))('%s: nothing is left blank in either language', (id) => {
    for (const lang of LANGUAGES) {
      const html = withoutStyle(reportOf(example(id), lang));
      expect(html).not.toMatch(/[>(]undefined[<)]|\[object|NaN|<td><\/td>|<dd><\/dd>|<dt><\/dt>/);
      expect(html).toContain(`<html lang="${lang}">`);
    }
  });

  it('fetches nothing', () => {
    for (const id of SHOWN) {
      const html = reportOf(example(id), 'vi');
      expect(html).not.toMatch(/<(script|iframe|object|embed|link|img)\b/);
      expect(html).not.toMatch(/(src|@import|url\()\s*=?\s*["']?(https?:)?\/\//);
      expect(html).toContain('font/woff2;base64,');
    }
  });

  it('prints what a user wrote, and only that', () => {
    const nasty = `<script>alert(1)</script> "'&{{t.title}} \u202Egnirts\u202C 🦑 ${'dài '.repeat(5_000)}`;
    const base = example('demand-forecasting');
    const answers = new Map(base.answers);
    answers.set('scope.viet-nam', { value: true, state: 'known', note: nasty, evidence: [nasty] });
    const html = reportOf({ ...base, answers, system: { name: nasty } }, 'vi');
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('{{t.title}}');
    expect(html).toContain('🦑');
  });

  it('prints "don\'t know" as a state and every open question with what it bears on', () => {
    const html = reportOf(example('incomplete-startup'), 'vi');
    expect(html).toContain('<span class="unknown">Chưa biết</span>');
    const { open } = modelOf(example('incomplete-startup'), 'vi');
    expect(open.now.length).toBeGreaterThan(3);
    expect(open.now[0]!.tier).toBe(true);
  });

  it('puts what binds before what comes later', () => {
    const order = ['passed', 'due', 'grace', 'upcoming', 'undetermined', 'by_event', 'none'];
    for (const { answerSet } of loaded.examples) {
      const groups = [...new Set(modelOf(answerSet, 'en').own.map(({ status }) => status === 'not_met'))];
      expect(groups).toEqual([...groups].sort((a, b) => Number(b) - Number(a)));
      for (const failing of groups) {
        const states = modelOf(answerSet, 'en')
          .own.filter(({ status }) => (status === 'not_met') === failing)
          .map(({ state }) => order.indexOf(state));
        expect(states).toEqual([...states].sort((a, b) => a - b));
      }
    }
  });

  it('says for every duty by when, in words', () => {
    for (const { answerSet } of loaded.examples) {
      for (const lang of LANGUAGES) {
        const { own, others, maybeOwn } = modelOf(answerSet, lang);
        for (const { deadline, statusWord } of [...own, ...others, ...maybeOwn]) {
          expect(deadline.length).toBeGreaterThan(3);
          expect(statusWord).toBeTruthy();
        }
      }
    }
  });
});

describe('the report loader', () => {
  const broken = (change: (folder: string) => void): string[] => {
    const root = mkdtempSync(join(tmpdir(), 'luongtri-report-'));
    try {
      cpSync(join(CONTENT_ROOT, 'reports'), join(root, 'reports'), { recursive: true });
      change(join(root, 'reports', 'assessment'));
      return checkReport(root).map(
        ({ file, line, code, message, fix }) => `${code} ${file}:${line} ${message} → ${fix}`,
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  };
  const edit = (path: string, from: string | RegExp, to: string): void =>
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));

  it('accepts the shipped report', () => {
    expect(broken(() => {})).toEqual([]);
  });

  it('finds a text that one language lacks', () => {
    const issues = broken((folder) => edit(join(folder, 'text.en.yaml'), /^skip: .*\n/m, ''));
    expect(issues).toEqual([expect.stringMatching(/^text_keys .*text\.en\.yaml:\d+ .*'skip' is missing → add it/)]);
  });

  it('finds a text that the template asks for and nobody wrote', () => {
    const issues = broken((folder) =>
      edit(join(folder, 'partials', 'open.hbs'), '{{t.openNone}}', '{{t.openNothing}}'),
    );
    expect(issues).toEqual([expect.stringMatching(/^text_keys .*open\.hbs:\d+ text 'openNothing' does not exist/)]);
  });

  it('finds a template that does not parse', () => {
    const issues = broken((folder) => edit(join(folder, 'partials', 'open.hbs'), '{{/if}}', ''));
    expect(issues).toEqual([expect.stringMatching(/^template .*open\.hbs:\d+ /)]);
  });
});
