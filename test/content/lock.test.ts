/** A version that people have answered never changes again; what is new is a new version. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { lockCommand } from '../../src/cli/content-lock.ts';
import { loadContent } from '../../src/content/load.ts';
import { extendLock, LOCK_FILE, readLock } from '../../src/content/lock.ts';
import { changed, contentRoot, fixtureFile, type Overlay, removeRoots } from './fixture/open.ts';

afterEach(removeRoots);

const lockOf = (root: string): string => readFileSync(join(root, LOCK_FILE), 'utf8');
const put = (root: string, { target, text }: Overlay): void => writeFileSync(join(root, target), text);

/** A content root whose every version is published. */
function published(): string {
  const root = contentRoot();
  lockCommand(root);
  return root;
}

const VERSIONS = ['label@2020.1', 'pot@2020.1', 'pot@2022.1', 'tea@2020.1'];

describe('locking', () => {
  it('publishes every version that is not published yet, with its hash and the day', () => {
    const root = contentRoot();
    expect(existsSync(join(root, LOCK_FILE))).toBe(false);
    expect(lockCommand(root)).toContain(VERSIONS.join(', '));
    const { lock, issues } = readLock(root);
    expect(issues).toEqual([]);
    expect(Object.keys(lock)).toEqual(VERSIONS);
    const { hashes } = loadContent(root).content;
    for (const [reference, entry] of Object.entries(lock)) {
      expect(entry.sha256).toBe(hashes.questionnaires[reference]);
      expect(entry.published_on).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    expect(loadContent(root, { thorough: true }).issues).toEqual([]);
  });

  it('is idempotent: a second run changes no byte', () => {
    const root = published();
    const before = lockOf(root);
    expect(lockCommand(root)).toBe('Every version is locked already.\n');
    expect(lockOf(root)).toBe(before);
  });

  it('adds a new version and leaves the day and hash of the others', () => {
    const root = published();
    const first = JSON.parse(lockOf(root));
    first['tea@2020.1'].published_on = '2020-02-03';
    writeFileSync(join(root, LOCK_FILE), JSON.stringify(first));
    const text = fixtureFile('questionnaires/label/2020.1.yaml')
      .replace("'2020.1'", "'2021.1'")
      .replace('applies_from: 2020', 'supersedes: label@2020.1\nmigration: {from: label@2020.1}\napplies_from: 2021');
    put(root, { target: 'questionnaires/label/2021.1.yaml', text });
    expect(lockCommand(root)).toContain('Locked label@2021.1.');
    const { 'label@2021.1': added, ...rest } = JSON.parse(lockOf(root));
    expect(rest).toEqual(first);
    expect(added.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('never rewrites an entry, and sorts them', () => {
    const old = { 'b@1': { sha256: 'f'.repeat(64), published_on: '2020-01-01' } };
    const hashes = { rules: '', questionnaires: { 'c@1': 'c', 'b@1': 'changed', 'a@1': 'a' } };
    const { lock, added } = extendLock(old, hashes, '2026-11-22');
    expect(added).toEqual(['c@1', 'a@1']);
    expect(Object.keys(lock)).toEqual(['a@1', 'b@1', 'c@1']);
    expect(lock['b@1']).toEqual(old['b@1']);
  });

  it('refuses while the content has mistakes, and writes nothing', () => {
    const root = contentRoot([changed('rules/glossary.yaml', 'tea-law:2', 'tea-law:7')]);
    expect(() => lockCommand(root)).toThrow(/rules\/glossary\.yaml:6 .*\n.*\n\nNothing was locked/);
    expect(existsSync(join(root, LOCK_FILE))).toBe(false);
  });
});

describe('a published version', () => {
  const POT = 'questionnaires/pot/2022.1.yaml';
  const issuesAfter = (change: Overlay) => {
    const root = published();
    put(root, change);
    return { root, issues: loadContent(root).issues };
  };

  it.each([
    ['a word of a question', 'Has the pot been washed?', 'Was the pot washed?'],
    ['an option', '{id: green,', '{id: blue,'],
    ['the order of options', '{vi: Trắng ngà, en: Off-white}', '{vi: Trắng, en: Off-white}'],
    ['when it applies', 'applies_from: 2022-01-01', 'applies_from: 2022-01-02'],
    ['what a question rests on', "basis: ['tea-law:2', 'tea-law:1']", "basis: ['tea-law:2']"],
    ['what becomes of older answers', 'en: It has to be measured now.', 'en: It must be measured now.'],
  ])('that changed in %s is named, with the remedy', (_, from, to) => {
    const { root, issues } = issuesAfter(changed(POT, from, to));
    expect(issues).toEqual([
      {
        file: POT,
        line: 3,
        code: 'published_changed',
        message: expect.stringContaining('pot@2022.1 was published on 20'),
        fix: expect.stringMatching(
          /^undo the change; .*write questionnaires\/pot\/2022\.2\.yaml with supersedes: pot@2022\.1, a later applies_from and a migration$/,
        ),
      },
    ]);
    expect(() => lockCommand(root)).toThrow('published_changed');
  });

  it('may change its comments and layout: only what it says counts', () => {
    const text = fixtureFile(POT)
      .replace('# An invented law', '# Another comment\n# An invented law')
      .replace("version: '2022.1'", 'version: "2022.1"   # quoted otherwise')
      .replace('{vi: Chỉ để thử nghiệm., en: For tests only.}', '\n  en: For tests only.\n  vi: Chỉ để thử nghiệm.');
    expect(issuesAfter({ target: POT, text }).issues).toEqual([]);
  });

  it('changes when the scale that its options come from changes: every version on that scale is named', () => {
    const { issues } = issuesAfter(changed('rules/scales.yaml', 'en: Done}', 'en: Done.}'));
    expect(issues.map(({ file, code }) => [file, code])).toEqual([
      ['questionnaires/pot/2020.1.yaml', 'published_changed'],
      ['questionnaires/pot/2022.1.yaml', 'published_changed'],
    ]);
    for (const { message } of issues) expect(message).toContain('rules/scales.yaml');
  });

  it('that is gone is named, with the file to bring back', () => {
    const root = published();
    const lock = JSON.parse(lockOf(root));
    lock['tea@2019.3'] = lock['tea@2020.1'];
    writeFileSync(join(root, LOCK_FILE), JSON.stringify(lock));
    expect(loadContent(root).issues).toEqual([
      {
        file: LOCK_FILE,
        line: 1,
        code: 'published_missing',
        message: expect.stringContaining('tea@2019.3'),
        fix: 'bring back questionnaires/tea/2019.3.yaml',
      },
    ]);
  });

  it('that cannot be read is not called gone as well', () => {
    const { issues } = issuesAfter(changed(POT, 'intro:', 'intro: ['));
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['yaml_syntax']));
  });
});
