/**
 * Every rule of the content loader, broken once on purpose. Each file of `broken/` is a file of `fixture/` with one
 * mistake; its first lines say which file it stands for and what must be reported:
 *
 *     # replaces: rules/facts/tea.yaml        (or `adds:`, for a file the fixture does not have)
 *     # expect: unknown_variable line 12: words of the message
 *     # fix: words of the remedy
 *
 * `expect: code in FILE line N` when the report names another file. Nothing else may be reported.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { byPlace, CONTENT_ISSUE_CODES, type ContentIssue, type ContentIssueCode } from '../../src/content/issues.ts';
import { loadContent, requireContent } from '../../src/content/load.ts';
import { runCase } from '../../src/content/run-cases.ts';
import { Engine } from '../../src/engine/index.ts';
import { changed, contentRoot, emptyRoot, fixtureFile, type Overlay, removeRoots } from './fixture/open.ts';

const BROKEN = join(import.meta.dirname, 'broken');

/** Raised by the loader of `reports/`, which has tests of its own. */
const RAISED_ELSEWHERE: ContentIssueCode[] = ['text_keys', 'template'];

interface Broken extends Overlay {
  name: string;
  expected: ContentIssue[];
}

function readBroken(name: string): Broken {
  const text = readFileSync(join(BROKEN, name), 'utf8');
  const target = /^# (?:replaces|adds): (\S+)$/m.exec(text)![1]!;
  const announced = text.matchAll(/^# expect: (\w+)(?: in (\S+))? line (\d+): (.+)\n# fix: (.+)$/gm);
  const expected = [...announced].map(([, code, file, line, message, fix]) => ({
    file: file ?? target,
    line: Number(line),
    code: code as ContentIssueCode,
    message: message!,
    fix: fix!,
  }));
  // JSON has no comments.
  return { name, target, text: target.endsWith('.json') ? text.replace(/^#.*\n/gm, '') : text, expected };
}

const ALL = readdirSync(BROKEN).sort().map(readBroken);

afterEach(removeRoots);

const load = (...files: Overlay[]) => loadContent(contentRoot(files), { thorough: true });

/** What is announced has the words of the issue, not always all of them. */
const asAnnounced = ({ file, line, code, message, fix }: ContentIssue) => ({
  file,
  line,
  code,
  message: expect.stringContaining(message),
  fix: expect.stringContaining(fix),
});

describe('content without mistakes', () => {
  it('loads without issues', () => {
    expect(load().issues).toEqual([]);
  });

  it('can be used', () => {
    const { content, cases, bases, examples } = requireContent(contentRoot());
    const engine = new Engine(content);
    expect(cases.flatMap((entry) => runCase(engine, entry, bases))).toEqual([]);
    expect(examples.map(({ id }) => id)).toEqual(['one', 'two']);
  });

  it('may read a question that only an older version asks, for older answers are still assessed', () => {
    const older = fixtureFile('questionnaires/label/2020.1.yaml');
    const later = (version: string, year: number, before: string): string =>
      older
        .replace("'2020.1'", `'${version}'`)
        .replace(
          'applies_from: 2020',
          `supersedes: label@${before}\nmigration: {from: label@${before}}\napplies_from: ${year}`,
        );
    const newest = later('2020.10', 2024, '2020.2')
      .replace(/ {6}- id: label\.text\n(?: {8}.*\n)+/, '')
      .replace('@2020.2}', '@2020.2, dropped: [{from: label.text, why: {vi: Bỏ., en: Gone.}}]}');
    expect(newest).not.toContain('id: label.text');
    const { issues, content } = load(
      { target: 'questionnaires/label/2020.10.yaml', text: newest },
      { target: 'questionnaires/label/2020.2.yaml', text: later('2020.2', 2023, '2020.1') },
    );
    expect(issues).toEqual([]);
    const versions = content.questionnaires.filter(({ id }) => id === 'label').map(({ version }) => version);
    expect(versions).toEqual(['2020.1', '2020.2', '2020.10']);
  });

  it('may announce what is not yet law anywhere among the values', () => {
    const target = 'rules/parameters/strong-cups.yaml';
    expect(load(changed(target, 'applies_from: 2030-01-01', 'applies_from: 2021-01-01')).issues).toEqual([]);
    expect(load(changed(target, 'applies_from: 2030-01-01', 'applies_from: 1999-01-01')).issues).toEqual([]);
  });
});

describe('one mistake in a file', () => {
  it.each(ALL.map((broken) => [broken.name, broken] as const))('%s', (_name, broken) => {
    expect(broken.expected.length).toBeGreaterThan(0);
    expect(load(broken).issues).toEqual([...broken.expected].sort(byPlace).map(asAnnounced));
  });

  it('every rule of the loader has a broken file', () => {
    const shown = new Set(ALL.flatMap(({ expected }) => expected.map(({ code }) => code)));
    expect(CONTENT_ISSUE_CODES.filter((code) => !shown.has(code))).toEqual(RAISED_ELSEWHERE);
  });
});

describe('many mistakes', () => {
  const named = (...parts: string[]): Broken[] => parts.map((part) => ALL.find(({ name }) => name.includes(part))!);

  it('are reported at once, in the order of files and lines', () => {
    const files = named(
      'unknown-article',
      'missing-english',
      'unknown-law-in-case',
      'unknown-key-of-file',
      'holiday-of-another-year',
      'comparison-of-two-types',
      'case-never-reached',
      'forbidden-claim-in-finding',
      'duplicate-key-in-flow',
      'law-ends-before-it-begins',
      'yaml-number',
      'unknown-file',
    );
    expect(new Set(files.map(({ target }) => target)).size).toBe(files.length);
    const { issues } = load(...files);
    const expected = files.flatMap((broken) => broken.expected).sort(byPlace);
    expect(issues).toEqual(expected.map(asAnnounced));
  });

  it('do not hide a question that cannot be reached, as long as the rules can be read', () => {
    const files = named(
      'question-out-of-reach',
      'unknown-article',
      'unknown-law-in-case',
      'forbidden-claim-in-finding',
    );
    expect(load(...files).issues).toEqual(
      files
        .flatMap(({ expected }) => expected)
        .sort(byPlace)
        .map(asAnnounced),
    );
  });

  it('in one file are all reported', () => {
    const target = 'rules/facts/tea.yaml';
    const text = fixtureFile(target)
      .replace('{vi: Trà đậm, en: The tea is strong}', '{vi: Trà đậm}')
      .replace('{var: parameter.strong-cups}', 'many')
      .replace('type: date', 'type: day')
      .replace("basis: ['tea-law:2.2']", "basis: ['tea-law:2.2']\n    basis: []");
    const { issues } = load({ target, text });
    expect(issues.filter(({ file }) => file === target).map(({ line, code }) => `${line} ${code}`)).toEqual([
      '5 missing_translation',
      '9 type_mismatch',
      '12 wrong_type',
      '15 duplicate_key',
    ]);
  });

  it('in the shape of a file do not make the rest of the content look wrong', () => {
    for (const target of [
      'rules/instruments/tea-law.yaml',
      'rules/parameters/strong-cups.yaml',
      'questionnaires/tea/2020.1.yaml',
    ]) {
      const text = fixtureFile(target).replace(/^title: .*$/m, 'title: 5');
      expect(load({ target, text }).issues.map(({ file, code }) => [file, code])).toEqual([[target, 'wrong_type']]);
    }
    const untranslated = changed('rules/instruments/tea-law.yaml', '{vi: Báo cáo, en: Report}', '{vi: Báo cáo}');
    const { issues: both } = load(untranslated, ...named('unknown-article'));
    expect(both.map(({ code }) => code)).toEqual(['missing_translation', 'unknown_article']);
    for (const target of [
      'rules/facts/scope.yaml',
      'rules/classification/decisions/decisions.yaml',
      'rules/cases/cases.yaml',
    ]) {
      const { issues } = load({ target, text: `${fixtureFile(target)}]\n` });
      expect(new Set(issues.map(({ file, code }) => `${file} ${code}`))).toEqual(new Set([`${target} yaml_syntax`]));
    }
  });

  it('in a framework, a questionnaire or the lists beside them do not make what names their parts look wrong', () => {
    for (const [target, from] of [
      ['rules/ethics/framework.yaml', 'en: Tea ethics'],
      ['rules/items.yaml', 'en: Clean pot'],
      ['rules/measures.yaml', 'en: Worst ratio'],
      ['questionnaires/pot/2020.1.yaml', 'en: Questions about the pot'],
      ['questionnaires/pot/2022.1.yaml', 'en: Questions about the pot'],
    ] as const) {
      const { issues } = load(changed(target, from, 'en: [5]'));
      expect(issues.map(({ file, code }) => [file, code])).toEqual([[target, 'missing_translation']]);
      const worse = load(changed(target, `${from}}`, `${from}}\n    oops: {`));
      expect(new Set(worse.issues.map(({ file, code }) => `${file} ${code}`))).toEqual(
        new Set([`${target} yaml_syntax`]),
      );
    }
  });

  it('make the content unusable: the error names every one', () => {
    const files = named('unknown-article', 'missing-english', 'comparison-of-two-types');
    const root = contentRoot(files);
    const { issues } = loadContent(root);
    expect(issues).toHaveLength(3);
    let message = '';
    try {
      requireContent(root);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('3 mistake(s)');
    for (const issue of issues)
      expect(message).toContain(`${issue.file}:${issue.line} ${issue.message} → ${issue.fix}`);
  });

  it('in an empty content root are the rules that the engine needs', () => {
    expect(loadContent(emptyRoot(), { thorough: true }).issues.map(({ code }) => code)).toEqual(
      Array(5).fill('missing_rule'),
    );
  });
});
