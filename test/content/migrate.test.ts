/** An answer file on its way to a newer version: nothing is lost, nothing changes in silence. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { requireContent } from '../../src/content/load.ts';
import { type AnswerFile, migrateAnswers, migrationPath } from '../../src/content/migrate-answers.ts';
import { type Questionnaire, readAnswerSet } from '../../src/engine/index.ts';
import { contentRoot, fixtureFile, removeRoots } from './fixture/open.ts';

afterAll(removeRoots);

/** A third version: the cover is gone, the colour asked again, everything else as it was. */
const THIRD = fixtureFile('questionnaires/pot/2022.1.yaml')
  .replace("'2022.1'", "'2023.1'")
  .replace('supersedes: pot@2020.1\n', 'supersedes: pot@2022.1\n')
  .replace('applies_from: 2022', 'applies_from: 2023')
  .replaceAll('pot.colour', 'pot.glaze')
  .replaceAll('pot.cover', 'pot.lid')
  .replace(
    /migration:\n[\s\S]*$/,
    `migration:
  from: pot@2022.1
  renamed:
    - {from: pot.cover, to: pot.lid}
  asked_again:
    - {from: pot.colour, to: [pot.glaze], why: {vi: Men, en: Glaze}}
`,
  );

const { content } = requireContent(contentRoot([{ target: 'questionnaires/pot/2023.1.yaml', text: THIRD }]));
const { questionnaires } = content;
const find = (version: string): Questionnaire =>
  questionnaires.find((entry) => entry.id === 'pot' && entry.version === version)!;
const [V20, V22, V23] = [find('2020.1'), find('2022.1'), find('2023.1')];

const fileOf = (answers: Record<string, unknown>, version = '2020.1'): AnswerFile => ({
  questionnaires: ['tea@2020.1', `pot@${version}`],
  answers,
});
const step = (answers: Record<string, unknown>) => migrateAnswers(fileOf(answers), V20, V22);

describe('one step', () => {
  it('carries the answer to a question that keeps its id, with its note and evidence', () => {
    const answer = { value: 'met', note: 'washed', evidence: ['log'] };
    const { file, report } = step({ 'pot.clean': answer });
    expect(file.answers).toEqual({ 'pot.clean': answer });
    expect(file.earlier_answers).toBeUndefined();
    expect(report).toMatchObject({ carried: ['pot.clean'], renamed: [], askAgain: [], dropped: [] });
  });

  it('names the newer version, and leaves other questionnaires and their answers alone', () => {
    const { file, report } = step({ 'tea.kind': 'leaf', 'pot.clean': 'met' });
    expect(file.questionnaires).toEqual(['tea@2020.1', 'pot@2022.1']);
    expect(file.answers['tea.kind']).toBe('leaf');
    expect([report.from, report.to]).toEqual(['pot@2020.1', 'pot@2022.1']);
  });

  it('moves the answer to a renamed question', () => {
    const { file, report } = step({ 'pot.lid': 'partly_met' });
    expect(file.answers).toEqual({ 'pot.cover': 'partly_met' });
    expect(report.renamed).toEqual([{ from: 'pot.lid', to: 'pot.cover' }]);
  });

  it('keeps the answer to a question whose meaning changed out of the rules, but on record, with the reason', () => {
    const { file, report } = step({ 'pot.warm': true });
    expect(file.answers).toEqual({});
    expect(file.earlier_answers).toEqual({ 'pot@2020.1': { 'pot.warm': true } });
    expect(report.askAgain).toEqual([
      {
        from: 'pot.warm',
        to: ['pot.hot'],
        why: { vi: 'Nay phải đo.', en: 'It has to be measured now.' },
        answer: true,
      },
    ]);
    expect(report.unanswered).toContain('pot.hot');
  });

  it('keeps the answer to a question that is no longer asked on record', () => {
    const { file, report } = step({ 'pot.nickname': 'Teddy' });
    expect(file.answers).toEqual({});
    expect(file.earlier_answers).toEqual({ 'pot@2020.1': { 'pot.nickname': 'Teddy' } });
    expect(report.dropped).toMatchObject([{ from: 'pot.nickname', why: { en: 'A name is not needed.' } }]);
  });

  it('asks again where the option that was chosen is no longer offered', () => {
    const kept = step({ 'pot.colour': 'white' });
    expect([kept.file.answers, kept.report.carried]).toEqual([{ 'pot.colour': 'white' }, ['pot.colour']]);
    const { file, report } = step({ 'pot.colour': 'brown' });
    expect(file.answers).toEqual({});
    expect(file.earlier_answers).toEqual({ 'pot@2020.1': { 'pot.colour': 'brown' } });
    expect(report.askAgain).toMatchObject([{ from: 'pot.colour', to: ['pot.colour'], answer: 'brown' }]);
    expect(report.askAgain[0]!.why.en).toContain('options changed');
    expect(report.unanswered).toContain('pot.colour');
  });

  it('does not overwrite an answer that the newer question has already', () => {
    const { file, report } = step({ 'pot.lid': 'met', 'pot.cover': 'not_met' });
    expect(file.answers).toEqual({ 'pot.cover': 'not_met' });
    expect(file.earlier_answers).toEqual({ 'pot@2020.1': { 'pot.lid': 'met' } });
    expect(report.askAgain[0]).toMatchObject({ from: 'pot.lid', to: ['pot.cover'] });
    expect(report.askAgain[0]!.why.en).toContain('has an answer already');
  });

  it('"don\'t know" and "not applicable" are answers, and carried', () => {
    const na = { value: 'not_applicable', note: 'no lid' };
    const { file } = step({ 'pot.clean': 'unknown', 'pot.lid': na });
    expect(file.answers).toEqual({ 'pot.clean': 'unknown', 'pot.cover': na });
  });

  it('adds to what earlier steps put on record', () => {
    const before = { ...fileOf({ 'pot.warm': false }), earlier_answers: { 'pot@2019.1': { 'pot.shape': 'round' } } };
    const { file } = migrateAnswers(before, V20, V22);
    expect(file.earlier_answers).toEqual({
      'pot@2019.1': { 'pot.shape': 'round' },
      'pot@2020.1': { 'pot.warm': false },
    });
  });

  it('lists the questions that are still open, in the order of the newer version', () => {
    expect(step({ 'pot.lid': 'met' }).report.unanswered).toEqual([
      'pot.clean',
      'pot.tasting',
      'pot.guests-told',
      'pot.hot',
      'pot.colour',
      'pot.tastings',
    ]);
  });
});

describe('the way there', () => {
  it('goes through every version between', () => {
    const versions = (from: string, to: string) =>
      migrationPath(questionnaires, from, to)?.map(({ version }) => version);
    expect(versions('pot@2020.1', 'pot@2023.1')).toEqual(['2022.1', '2023.1']);
    expect(versions('pot@2022.1', 'pot@2023.1')).toEqual(['2023.1']);
    expect(versions('pot@2023.1', 'pot@2023.1')).toEqual([]);
  });

  it('never leads back, nor to another questionnaire, nor from a version that does not exist', () => {
    expect(migrationPath(questionnaires, 'pot@2023.1', 'pot@2020.1')).toBeUndefined();
    expect(migrationPath(questionnaires, 'tea@2020.1', 'pot@2022.1')).toBeUndefined();
    expect(migrationPath(questionnaires, 'pot@2019.1', 'pot@2023.1')).toBeUndefined();
  });

  it('over two versions a renamed answer arrives, and each version left behind keeps its own record', () => {
    const first = migrateAnswers(fileOf({ 'pot.lid': 'met', 'pot.warm': true, 'pot.colour': 'white' }), V20, V22);
    const { file, report } = migrateAnswers(first.file, V22, V23);
    expect(file.questionnaires).toEqual(['tea@2020.1', 'pot@2023.1']);
    expect(file.answers).toEqual({ 'pot.lid': 'met' });
    expect(file.earlier_answers).toEqual({
      'pot@2020.1': { 'pot.warm': true },
      'pot@2022.1': { 'pot.colour': 'white' },
    });
    expect(report.renamed).toEqual([{ from: 'pot.cover', to: 'pot.lid' }]);
  });
});

const scale = fc.constantFrom('met', 'partly_met', 'not_met', 'unknown', { value: 'not_applicable', note: 'none' });
const answers = fc.record(
  {
    'tea.kind': fc.constantFrom('leaf', 'powder'),
    'pot.clean': scale,
    'pot.lid': scale,
    'pot.tasting': fc.constantFrom('met', 'not_met', { value: 'met', note: 'good' }),
    'pot.guests-told': scale,
    'pot.warm': fc.oneof(fc.boolean(), fc.constant('unknown')),
    'pot.nickname': fc.string(),
    'pot.colour': fc.constantFrom('white', 'brown', 'unknown'),
  },
  { requiredKeys: [] },
);

describe('whatever was answered', () => {
  /** Every answer of the file with the question it was given to, earlier ones included. */
  const everything = ({ answers: now, earlier_answers: earlier = {} }: AnswerFile): string[] =>
    [...Object.values(now), ...Object.values(earlier).flatMap((entry) => Object.values(entry))]
      .map((answer) => JSON.stringify(answer))
      .sort();

  it('nothing is lost, nothing is added, nothing is changed', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const before = fileOf(given);
        const copy = structuredClone(before);
        const { file, report } = migrateAnswers(before, V20, V22);
        expect(before).toEqual(copy);
        expect(everything(file)).toEqual(everything(before));
        const renamed = new Map(report.renamed.map(({ from, to }) => [from, to]));
        for (const [id, answer] of Object.entries(given)) {
          const place = file.answers[renamed.get(id) ?? id];
          expect(place !== undefined ? place : file.earlier_answers?.['pot@2020.1']?.[id]).toEqual(answer);
        }
        const told = [report.carried, report.renamed, report.askAgain, report.dropped].flat().length;
        expect(told).toBe(Object.keys(given).filter((id) => id.startsWith('pot.')).length);
        const twice = migrateAnswers(file, V22, V23);
        expect(everything(twice.file)).toEqual(everything(before));
      }),
      { numRuns: 300 },
    );
  });

  it('what comes out can be read as answers to the newer versions', () => {
    fc.assert(
      fc.property(answers, (given) => {
        for (const { file } of [
          migrateAnswers(fileOf(given), V20, V22),
          migrateAnswers(migrateAnswers(fileOf(given), V20, V22).file, V22, V23),
        ]) {
          const read = readAnswerSet(content, { system: { name: 'x' }, ...file }, { asOf: '2023-06-01' });
          expect('issues' in read ? read.issues : []).toEqual([]);
        }
      }),
    );
  });

  it('is the same whatever the order of the answers', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(step(turned).report).toEqual(step(given).report);
        expect(step(turned).file).toEqual(step(given).file);
      }),
    );
  });
});
