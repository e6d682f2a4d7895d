import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkReports } from '../../../src/content/check-reports.ts';
import { CONTENT_ROOT } from '../../../src/content/load.ts';
import type { AnswerSet, DeadlineResult } from '../../../src/engine/index.ts';
import { abbreviationsIn } from '../../../src/features/reports/abbreviations.ts';
import {
  type AuditModel,
  buildAuditModel,
  lastDayOfFinding,
  type ReportSubject,
  textsOf,
} from '../../../src/features/reports/index.ts';
import { formatDeadline } from '../../../src/features/reports/render-text.ts';
import { engine, loaded } from '../../support/content.ts';
import { glyphsOf } from '../../support/font-glyphs.ts';
import { assets, example, render, reportOf } from '../../support/report.ts';
import { reviewedExample } from '../../support/reviewed-example.ts';
import { bareSubject, subjectOf } from '../../support/subject.ts';

const LANGUAGES = ['vi', 'en'] as const;
/** One settled high tier, one open tier, one that is nearly empty. */
const SHOWN = ['airport-face-recognition', 'customer-service-chatbot', 'incomplete-startup'];

const withoutStyle = (html: string): string => html.replace(/<style>[\s\S]*?<\/style>/, '<style></style>');
const modelOf = (answerSet: AnswerSet, lang: (typeof LANGUAGES)[number]) =>
  buildAuditModel({
    subject: { answerSet, result: engine.assess(answerSet, ''), people: {} },
    content: loaded.content,
    lang,
    texts: textsOf(assets, 'audit', lang),
  });

/** What the golden files show; the last was submitted, sampled, reviewed and signed. */
const GOLDEN: [string, () => ReportSubject][] = [
  ...SHOWN.map((id): [string, () => ReportSubject] => [id, () => bareSubject(example(id))]),
  ['reviewed', reviewedExample],
];

describe('the assessment report', () => {
  it.each(GOLDEN.flatMap(([id, subject]) => LANGUAGES.map((lang) => [id, lang, subject] as const)))(
    '%s in %s reads as reviewed',
    async (id, lang, subject) => {
      // Hashes change with every change of content; they are checked where they are made.
      const html = withoutStyle(render('audit', subject(), lang).html).replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>');
      await expect(html).toMatchFileSnapshot(`golden/audit.${id}.${lang}.txt`);
    },
  );

  it('every character is drawn by the fonts inside the report', () => {
    const glyphs = glyphsOf(assets.fonts);
    expect([...glyphs.keys()]).toEqual(['400', '600']);
    const golden = join(import.meta.dirname, 'golden');
    const printed = readdirSync(golden).map((file) => readFileSync(join(golden, file), 'utf8'));
    // What people answer may hold any character; what content and templates say may not.
    const ours = JSON.stringify([loaded.content, assets.texts]);
    for (const [weight, drawn] of glyphs) {
      const missing = [...new Set([...printed, ours].join(''))].filter(
        (letter) => letter !== '\n' && !drawn.has(letter.codePointAt(0)!),
      );
      expect([weight, missing]).toEqual([weight, []]);
    }
    expect(glyphs.get('400')!.has('→'.codePointAt(0)!)).toBe(false);
  });

  it('every text that is cited has its short name explained', () => {
    for (const lang of LANGUAGES) {
      for (const [, subject] of GOLDEN) {
        const { html, model } = render('audit', subject(), lang);
        const explained = new Set((model as AuditModel).sources.map(({ short }) => short));
        const text = [...html.matchAll(/<span class="basis">(.*?)<\/span>/g)].map(([, basis]) => basis).join(' ; ');
        const used = abbreviationsIn(text, loaded.content, lang).map(({ short }) => short);
        expect(used.filter((short) => !explained.has(short))).toEqual([]);
      }
    }
  });

  it('the first page names what is unfinished, never what is done, and counts everything', () => {
    for (const { answerSet } of loaded.examples) {
      const { summary, own, findings } = modelOf(answerSet, 'en');
      for (const { status } of summary.urgent) expect(['not_met', 'partly_met', 'unknown']).toContain(status);
      const { duties, findings: found } = summary.glance;
      const sum = (parts: string[]): number => parts.reduce((all, part) => all + Number(/\d+$/.exec(part)![0]), 0);
      expect([duties.total, sum(duties.parts)]).toEqual([
        String(own.filter(({ isDuty }) => isDuty).length),
        Number(duties.total),
      ]);
      expect([found.total, sum(found.parts)]).toEqual([String(findings.length), findings.length]);
    }
  });

  it('an unknown line of the framework waits for its answer; nothing of it is called unneeded', () => {
    const { ethics } = modelOf(example('incomplete-startup'), 'vi');
    const words = assets.texts.audit!.vi as unknown as Record<string, string>;
    const open = ethics.flatMap(({ lines }) => lines).filter(({ level }) => level === 'unknown');
    expect(open.length).toBeGreaterThan(5);
    for (const { gaps } of open) expect(gaps.length).toBe(1);
    const html = reportOf(example('incomplete-startup'), 'vi');
    expect(html.split(words.awaitsAnswer!).length - 1).toBe(3 * open.length);
  });

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
    expect(html).toContain('\u202Egnirts\u202C');
    expect(html.split('dài '.repeat(5_000)).length).toBeGreaterThan(3);
  });

  it('a finding names the last day of the law and the day of the organisation, each as its own', () => {
    const { findings } = modelOf(example('airport-face-recognition'), 'en');
    const found = (id: string) => findings.find((finding) => finding.id === `gap.${id}`)!;
    // Article 35 and Decision 33 say "before 1 March 2027"; the organisation wants to be done in 2026.
    expect(found('VN-AI-022')).toMatchObject({
      due: '31 December 2026',
      dueByLaw: 'In its transition period, finish before 1 March 2027',
    });
    expect(found('VN-PD-009')).toMatchObject({ due: '15 December 2026', dueByLaw: 'The day 1 May 2026 has passed' });
    expect(found('VN-AI-013')).toMatchObject({ due: '15 January 2027', dueByLaw: null });
    const result = engine.assess(example('airport-face-recognition'), '');
    const lastDay = (id: string) =>
      lastDayOfFinding(result, result.findings.find((entry) => entry.id === `gap.${id}`)!);
    expect(['VN-AI-022', 'VN-PD-009', 'VN-AI-013'].map(lastDay)).toEqual(['2027-02-28', '2026-05-01', '2027-01-15']);
  });

  it('a system that no row of the list can match is not told that it has no transition period', () => {
    const titlesOf = (id: string) => modelOf(example(id), 'en').classification.transitions.map(({ title }) => title);
    expect(titlesOf('customer-service-chatbot')).toEqual(['12 months from the day the Law took effect']);
    expect(titlesOf('airport-face-recognition')).toContain('Listed system already running, in the other fields');
    expect(titlesOf('incomplete-startup')).toContain('No transition period');
  });

  it('the duties of the first page are those of section 2, state by state', () => {
    for (const { answerSet } of loaded.examples) {
      const { summary, own } = modelOf(answerSet, 'en');
      for (const part of summary.glance.duties.parts) {
        const [, word, count] = /^(.*): (\d+)$/.exec(part)!;
        expect([word, own.filter(({ statusWord }) => statusWord === word).length]).toEqual([word, Number(count)]);
      }
    }
  });

  it('a report with open questions does not call the matter settled', () => {
    const words = assets.texts.audit!.en as unknown as Record<string, string>;
    for (const { answerSet } of loaded.examples) {
      const { open, findings, actions, summary } = modelOf(answerSet, 'en');
      if (open.now.length === 0) continue;
      const html = reportOf(answerSet, 'en');
      expect(html.includes(words.findingsMore!)).toBe(findings.length === 0);
      // What is still to be answered, or only the law can tell, is not called unchangeable; a settled tier waits for no answer.
      const note = summary.undetermined
        ? engine.assess(answerSet, '').classification.deciders.length > 0
          ? words.actionsOpen!
          : words.actionsUnsettled!
        : words.actionsNone!;
      for (const word of [words.actionsOpen!, words.actionsUnsettled!, words.actionsNone!])
        expect(html.includes(word)).toBe(actions.length === 0 && word === note);
      expect(summary.unknown.length).toBeGreaterThan(0);
    }
  });

  it('an unsettled point of law is never stated as a fact', () => {
    const shown = loaded.examples.filter(({ answerSet }) => modelOf(answerSet, 'vi').summary.unsettled.length > 0);
    expect(shown.length).toBeGreaterThan(0);
    for (const { answerSet } of shown) {
      for (const lang of LANGUAGES) {
        const lead = (assets.texts.audit![lang] as unknown as Record<string, string>).unsettledSummary!;
        expect(lead).toMatch(/:$/);
        expect(reportOf(answerSet, lang)).toContain(`<p>${lead}</p>\n<ul><li>`);
      }
    }
  });

  it('answers and states are words, never the ids behind them', () => {
    for (const { answerSet } of loaded.examples) {
      const text = withoutStyle(reportOf(answerSet, 'vi'))
        .replaceAll(/<code>.*?<\/code>/g, '')
        .replaceAll(/<[^>]+>/g, ' ');
      for (const section of loaded.content.questionnaires.flatMap(({ sections }) => sections)) {
        for (const { id } of section.questions) expect(text).not.toContain(` ${id} `);
      }
      expect(text).not.toMatch(/\b(not_met|by_event|out_of_scope|self_or_body|not_applicable|true|false|null)\b/);
    }
  });

  it('names what the law says may follow, with its article', () => {
    const { consequences } = modelOf(example('airport-face-recognition'), 'vi');
    expect(consequences.length).toBeGreaterThan(0);
    for (const { text, basis } of consequences) {
      expect(text.length).toBeGreaterThan(20);
      expect(basis).toMatch(/Điều/);
    }
  });

  it('the foot of a page names version, system and day', () => {
    const subject = bareSubject(example('demand-forecasting'));
    const { engine: made, system } = subject.result;
    const footer = (lang: 'vi' | 'en') => render('audit', subject, lang).footer;
    expect(footer('vi')).toBe(`Lương Tri ${made.version} · ${system.name} · 22/11/2026`);
    expect(footer('en')).toBe(`Lương Tri ${made.version} · ${system.name} · 22 November 2026`);
  });

  it('prints "don\'t know" as a state and every open question with what it bears on', () => {
    const html = reportOf(example('incomplete-startup'), 'vi');
    expect(html).toContain('<span class="unknown">Chưa biết</span>');
    const { open } = modelOf(example('incomplete-startup'), 'vi');
    expect(open.now.length).toBeGreaterThan(3);
    expect(open.now[0]!.tier).toBe(true);
  });

  it('marks what a duty lacks, with the question that fills it, and only where one asks', () => {
    let seen = 0;
    for (const { answerSet } of loaded.examples) {
      for (const { certain, isDuty, gaps, status, ownEvidence } of modelOf(answerSet, 'vi').own) {
        if (gaps.length > 0) expect([certain, isDuty]).toEqual([true, true]);
        for (const { text, questions } of gaps) {
          seen += 1;
          expect(text.length).toBeGreaterThan(3);
          for (const question of questions) expect(question.length).toBeGreaterThan(10);
        }
        if (status === 'met' && ownEvidence.length > 0) expect(gaps).toEqual([]);
      }
    }
    expect(seen).toBeGreaterThan(20);
  });

  it('says once that nobody submitted or reviewed, and prints the review where there is one', () => {
    const words = assets.texts.audit!.en as unknown as Record<string, string>;
    const bare = render('audit', bareSubject(example('customer-service-chatbot')), 'en').html;
    expect(bare.split(words.reviewNone!)).toHaveLength(2);
    const submitted = render('audit', subjectOf('customer-service-chatbot'), 'en').html;
    expect([submitted.includes(words.reviewNone!), submitted.split(words.reviewPending!).length]).toEqual([false, 2]);
    const subject = subjectOf('customer-service-chatbot', { reviewed: true });
    const { model, html } = render('audit', subject, 'en');
    expect(html).not.toContain(words.reviewPending);
    const { review, reviewFindings, ethics } = model as AuditModel;
    expect(review.review?.notAccepted).toHaveLength(4);
    expect(review.review?.signOffs.map(({ by }) => by)).toEqual(['Trần Văn Soát', 'A person no longer named (usr_3)']);
    expect(reviewFindings?.findings.map(({ state }) => state)).toEqual(
      subject.review!.findings.map(({ state }) => state),
    );
    for (const { lines } of ethics) for (const { reviewed } of lines) expect(reviewed).not.toBeNull();
  });

  it('carries the address for checking as a picture and in letters, and a withdrawal on its first page', () => {
    const href = 'https://luongtri.example/verify/sub_1';
    const hash = 'b'.repeat(64);
    const verification = { href, submissionHash: hash, reviewHash: null, logIndex: 7, checkpoint: null } as const;
    const subject = subjectOf('customer-service-chatbot');
    const show = (status: 'valid' | 'withdrawn'): string =>
      render('audit', { ...subject, verification: { ...verification, status } }, 'en').html;
    expect(show('valid')).toContain(`>${href}</a>`);
    expect(show('valid').match(/<svg role="img" aria-label="QR code/g)).toHaveLength(2);
    const cover = (html: string): string => html.slice(0, html.indexOf('<main'));
    expect(cover(show('withdrawn'))).toContain('Withdrawn');
    expect(cover(show('valid'))).not.toContain('Withdrawn');
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

  it('has words for every state and status', () => {
    for (const lang of LANGUAGES) {
      const texts = textsOf(assets, 'audit', lang);
      for (const state of ['grace', 'due', 'upcoming', 'passed', 'by_event', 'undetermined', 'none'] as const) {
        for (const date of [null, '2027-03-01']) {
          const deadline = {
            state,
            date,
            possibleDates: [],
            text: { vi: '', en: '' },
            grace: null,
            clock: null,
            notes: [],
          };
          const words = formatDeadline(deadline as unknown as DeadlineResult, lang);
          expect(words).toMatch(/\p{L}{2}/u);
          expect(words).not.toMatch(/undefined|null/);
        }
      }
      for (const status of ['met', 'partly_met', 'not_met', 'unknown', 'not_applicable'])
        expect(texts.status[status]).toBeTruthy();
      for (const status of ['indicated', 'not_indicated', 'unknown'])
        expect(texts.prohibitedStatus[status]).toBeTruthy();
      for (const tier of ['prohibited', 'high', 'medium', 'low', 'out_of_scope', 'undetermined'])
        expect(texts.meanings[tier]).toBeTruthy();
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

  it('promises no day of a transition period while there may be none', () => {
    const open = { vi: 'có thể không có thời hạn chuyển tiếp', en: 'there may be no transition period' };
    for (const lang of LANGUAGES) {
      // When it began to run is not known: each period is possible, and none.
      const unknown = modelOf(example('incomplete-startup'), lang).own.find(({ id }) => id === 'VN-AI-007')!;
      expect(unknown.deadline).toContain(open[lang]);
      // It ran before the Law, in a field that is not known: one of the periods applies, but which is open.
      const startup = example('incomplete-startup');
      const goLive = { ...startup.answers.get('operation.go-live')!, value: '2025-06-01', state: 'known' as const };
      const noArea = { ...startup.answers.get('roles.held')!, value: [], state: 'known' as const };
      const answers = new Map([...startup.answers, ['operation.go-live', goLive], ['high-risk.area', noArea]]);
      const early = modelOf({ ...startup, answers } as AnswerSet, lang).own.find(({ id }) => id === 'VN-AI-007')!;
      expect(early.deadline).not.toContain(open[lang]);
      expect(early.deadline).toMatch(/2027.*2027/);
    }
  });

  it('does not ask again for an answer that was given and does not count yet', () => {
    const { ethics } = modelOf(example('incomplete-startup'), 'en');
    const line = ethics.flatMap(({ lines }) => lines).find(({ ref }) => ref === 'B1')!;
    expect(line.gaps.flatMap(({ questions }) => questions).join()).not.toContain('B.1.');
    const { own } = modelOf(example('customer-service-chatbot'), 'en');
    const [gap] = own.find(({ id }) => id === 'VN-AI-161')!.gaps;
    expect(gap!.questions).toEqual([]);
    expect(gap!.text).toMatch(/does not count yet.*“/);
  });
});

describe('the report loader', () => {
  const broken = (change: (folder: string) => void): string[] => {
    const root = mkdtempSync(join(tmpdir(), 'luongtri-report-'));
    try {
      cpSync(join(CONTENT_ROOT, 'reports'), join(root, 'reports'), { recursive: true });
      change(join(root, 'reports', 'audit'));
      return checkReports(root).map(
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

  it('every text of the shipped report is printed somewhere', () => {
    const root = join(CONTENT_ROOT, 'reports', 'audit');
    const code = join(CONTENT_ROOT, 'src');
    const read = (folder: string, ending: RegExp): string =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => ending.test(path))
        .map((path) => readFileSync(join(folder, path), 'utf8'))
        .join('\n');
    const used = read(root, /\.hbs$/) + read(join(code, 'features'), /\.tsx?$/);
    const keys = Object.keys(parse(readFileSync(join(root, 'text.vi.yaml'), 'utf8')));
    // `t.key` or the heading of a section in a template; `texts.key`, or taken apart from `texts`, in code.
    const isUsed = (key: string): boolean =>
      new RegExp(`\\b(t|texts|heading section)\\.${key}\\b|\\{[^{}]*\\b${key}\\b[^{}]*\\} = [\\w.]*[tT]exts`).test(
        used,
      );
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('finds a text that one language lacks', () => {
    const issues = broken((folder) => edit(join(folder, 'text.en.yaml'), /^subtitle: .*\n/m, ''));
    expect(issues).toEqual([expect.stringMatching(/^text_keys .*text\.en\.yaml:\d+ .*'subtitle' is missing → add it/)]);
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
