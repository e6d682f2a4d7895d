import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loaded } from '../support/content.ts';
import { luongtri } from '../support/run.ts';

const [OLDER, NEWER] = ['vn-ai-ethics@2024.1', 'vn-ai-ethics@2026.1'] as const;
const folder = mkdtempSync(join(tmpdir(), 'luongtri-migrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = `# Our answers of last year
as_of: 2026-11-22
system:
  name: Robot   # the one in the hall
questionnaires: [vn-ai-triage@2026.1, ${OLDER}]
answers:
  # what it is
  scope.kind: system
  ethics.research.addressee: true
  # principle 2
  ethics.research.transparency: {value: met, note: "on the web", evidence: [page]}
  ethics.research.safety: not_met # soon
`;
const ETHICS = {
  'ethics.research.addressee': true,
  'ethics.research.transparency': { value: 'met', note: 'on the web', evidence: ['page'] },
  'ethics.research.safety': 'not_met',
};

let files = 0;
const path = (ending = 'yaml'): string => {
  files += 1;
  return join(folder, `answers-${files}.${ending}`);
};
function file(text = TEXT): string {
  const name = path();
  writeFileSync(name, text);
  return name;
}
const migrate = (name: string, ...args: string[]) =>
  luongtri(['migrate-answers', name, '--to', NEWER, '--lang', 'en', ...args]);

describe.concurrent('luongtri migrate-answers', () => {
  it('shows what would happen, and writes nothing unless told where', async () => {
    const name = file();
    const { code, out, err } = await migrate(name);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^${OLDER} → ${NEWER}\n`));
    expect(out).toContain('  To be answered afresh (2):');
    expect(out).toContain('  No longer asked (1):');
    expect(out).toContain('ethics.research.addressee: ');
    expect(out.trimEnd().endsWith('Nothing was written. Add --out FILE to write.')).toBe(true);
    expect(readFileSync(name, 'utf8')).toBe(TEXT);
  });

  it('writes the newer file: every earlier answer on record, every other answer and comment in place', async () => {
    const [name, target] = [file(), path()];
    const { code, out } = await migrate(name, '--out', target);
    expect(code).toBe(0);
    expect(out).not.toContain('Nothing was written');
    const text = readFileSync(target, 'utf8');
    expect(parse(text)).toEqual({
      as_of: '2026-11-22',
      system: { name: 'Robot' },
      questionnaires: ['vn-ai-triage@2026.1', NEWER],
      answers: { 'scope.kind': 'system' },
      earlier_answers: { [OLDER]: ETHICS },
    });
    for (const comment of ['# Our answers of last year', '# the one in the hall', '# what it is'])
      expect(text).toContain(comment);
    expect(readFileSync(name, 'utf8')).toBe(TEXT);
  });

  it('what it writes can be assessed, and migrated again without any change', async () => {
    const [name, first, second] = [file(), path(), path()];
    await migrate(name, '--out', first);
    const assessed = await luongtri(['assess', first, '--format', 'json']);
    expect(assessed).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(assessed.out).content.questionnaires).toContainEqual(
      expect.objectContaining({ id: 'vn-ai-ethics', version: '2026.1' }),
    );
    const again = await migrate(first, '--out', second);
    expect(again).toMatchObject({
      code: 0,
      out: 'The file is at this version already; nothing to migrate.\n',
    });
    expect(readFileSync(second, 'utf8')).toBe(readFileSync(first, 'utf8'));
  });

  it('may overwrite the file that it read', async () => {
    const name = file();
    await migrate(name, '--out', name);
    expect(parse(readFileSync(name, 'utf8')).earlier_answers).toEqual({ [OLDER]: ETHICS });
  });

  it('adds to the record that the file has already', async () => {
    const [name, target] = [file(`${TEXT}earlier_answers:\n  old@2020.1: {some.answer: 1}\n`), path()];
    await migrate(name, '--out', target);
    expect(parse(readFileSync(target, 'utf8')).earlier_answers).toEqual({
      'old@2020.1': { 'some.answer': 1 },
      [OLDER]: ETHICS,
    });
  });

  it('gives the report as JSON, one entry for each step', async () => {
    const { code, out } = await migrate(file(), '--format', 'json');
    expect(code).toBe(0);
    const [report, ...more] = JSON.parse(out);
    expect(more).toEqual([]);
    expect(report).toMatchObject({ from: OLDER, to: NEWER, carried: [], renamed: [] });
    expect(report.askAgain.map(({ from }: { from: string }) => from)).toEqual([
      'ethics.research.transparency',
      'ethics.research.safety',
    ]);
    expect(report.askAgain[1].answer).toBe('not_met');
    expect(report.dropped).toMatchObject([{ from: 'ethics.research.addressee', answer: true }]);
    const newer = loaded.content.questionnaires.find(({ id, version }) => `${id}@${version}` === NEWER)!;
    expect(report.unanswered).toEqual(newer.sections.flatMap(({ questions }) => questions.map(({ id }) => id)));
  });

  it('writes JSON where the name says so', async () => {
    const target = path('json');
    await migrate(file(), '--out', target);
    expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({ earlier_answers: { [OLDER]: ETHICS } });
  });

  it('speaks Vietnamese unless asked otherwise', async () => {
    const { out } = await luongtri(['migrate-answers', file(), '--to', NEWER]);
    expect(out).toContain('Phải trả lời lại (2):');
    expect(out).toContain('Chưa ghi tệp nào. Thêm --out TỆP để ghi.');
  });

  it('takes the version in force on the day of the file when it names none', async () => {
    const text = TEXT.replace(/^questionnaires.*\n/m, '').replace('2026-11-22', '2025-12-15');
    const [name, target] = [file(text), path()];
    expect(await migrate(name, '--out', target)).toMatchObject({ code: 0, err: '' });
    expect(parse(readFileSync(target, 'utf8')).questionnaires).toContain(NEWER);
  });

  it.each([
    ['no target', ['x.yaml'], 2, '--to VERSION is missing'],
    ['an unknown target', ['x.yaml', '--to', 'vn-ai-ethics@1999.1'], 2, 'there is no version vn-ai-ethics@1999.1'],
    ['no file', ['--to', NEWER], 2, 'no FILE is given'],
    ['a file that is not there', [join(folder, 'none.yaml'), '--to', NEWER], 1, 'cannot be read (ENOENT)'],
  ])('%s is refused with the reason', async (_, args, code, words) => {
    const run = await luongtri(['migrate-answers', ...args]);
    expect([run.code, run.out]).toEqual([code, '']);
    expect(run.err).toContain(words);
  });

  // Known bug: src/cli/usage.ts has no text for it. Make it a plain `it` once corrected.
  it('explains itself', async () => {
    expect((await luongtri(['migrate-answers', '--help'])).out).toContain('luongtri migrate-answers FILE --to VERSION');
  });

  it('never leads back to an older version', async () => {
    const name = file('system: {name: x}\nquestionnaires: [vn-ai-ethics@2026.1]\nanswers: {}\n');
    const { code, err } = await luongtri(['migrate-answers', name, '--to', OLDER]);
    expect([code, err.includes(`no migration leads from ${NEWER} to ${OLDER}`)]).toEqual([1, true]);
  });

  it('refuses a file that answers another questionnaire', async () => {
    const name = file('system: {name: x}\nquestionnaires: [vn-ai-triage@2026.1]\nanswers: {}\n');
    const { code, err } = await migrate(name);
    expect([code, err.includes('does not answer vn-ai-ethics')]).toEqual([1, true]);
  });

  it('refuses answers with mistakes, and writes nothing', async () => {
    const [name, target] = [file(TEXT.replace('safety: not_met', 'safety: no')), path()];
    const { code, err } = await migrate(name, '--out', target);
    expect(code).toBe(1);
    expect(err).toContain(`${name}:12 /answers/ethics.research.safety`);
    expect(() => readFileSync(target)).toThrow('ENOENT');
  });
});
