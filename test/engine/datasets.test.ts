/** Data sets inside an answer file: their shape, who names them, and what the rules get to see of them. */
import { afterAll, describe, expect, it } from 'vitest';
import { hashAnswers } from '../../src/content/hash.ts';
import { requireContent } from '../../src/content/load.ts';
import { Engine, type GivenDataset, type Measurer, type Result, readAnswerSet } from '../../src/engine/index.ts';
import { contentRoot, removeRoots } from '../content/fixture/open.ts';

afterAll(removeRoots);

const { content } = requireContent(contentRoot());
const engine = new Engine(content);
const DAY = '2022-06-01';
const GUESTS = { 'tea.kind': 'leaf', 'tea.for-guests': true };
const SET = { id: 'guests', kind: 'fairness', data: { anything: 1 } };
const RATIO = 'measured.fairness.worst-ratio';

/** Measures whatever it is given as this. */
const always =
  (values: Record<string, boolean | number | string>): Measurer =>
  () => ({ values, report: { made: 'here' } });

const read = (answers: object, datasets?: unknown, measure?: Measurer) =>
  readAnswerSet(
    content,
    { system: { name: 'x' }, answers, ...(datasets !== undefined && { datasets }) },
    {
      asOf: DAY,
      measure,
    },
  );
const issuesOf = (...given: Parameters<typeof read>): string[] => {
  const result = read(...given);
  return 'issues' in result ? result.issues.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};
const answerSet = (...given: Parameters<typeof read>) => {
  const result = read(...given);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.answerSet;
};
const assess = (...given: Parameters<typeof read>): Result => engine.assess(answerSet(...given), '', { trace: true });
const status = (...given: Parameters<typeof read>) =>
  assess(...given).obligations.find(({ id }) => id === 'VN-AI-003')!.status;

const NAMED = { ...GUESTS, 'pot.tastings': 'guests' };

describe('the shape of data sets', () => {
  it('none at all is fine, so is null', () => {
    for (const none of [undefined, null, []]) expect(issuesOf(GUESTS, none)).toEqual([]);
    expect(answerSet(GUESTS).datasets).toEqual([]);
  });

  it.each<[string, object, unknown, string[]]>([
    ['no list', GUESTS, { guests: {} }, ['/datasets wrong_type']],
    ['no mapping', GUESTS, ['guests'], ['/datasets/0 wrong_type']],
    ['another key', NAMED, [{ ...SET, note: 'x' }], ['/datasets/0/note unknown_key']],
    ['no id', GUESTS, [{ ...SET, id: undefined }], ['/datasets/0/id wrong_type']],
    ['an id in capitals', GUESTS, [{ ...SET, id: 'Guests' }], ['/datasets/0/id wrong_type']],
    ['an id that is a path', GUESTS, [{ ...SET, id: '../x' }], ['/datasets/0/id wrong_type']],
    ['another kind', GUESTS, [{ ...SET, kind: 'weather' }], ['/datasets/0/kind wrong_type']],
    ['no data', GUESTS, [{ id: 'guests', kind: 'fairness' }], ['/datasets/0/data missing']],
    ['the same id twice', NAMED, [SET, SET], ['/datasets/1/id duplicate_dataset']],
    ['nobody naming it', GUESTS, [SET], ['/datasets/0/id unused_dataset']],
    ['nothing under the name', NAMED, [], ['/answers/pot.tastings unknown_dataset']],
    ['a name that is no text', { ...GUESTS, 'pot.tastings': 3 }, [], ['/answers/pot.tastings wrong_type']],
  ])('%s is refused', (_, answers, datasets, expected) => {
    expect(issuesOf(answers, datasets)).toEqual(expected);
  });

  it('a data set of the wrong kind is not the one that the question asks for', () => {
    expect(issuesOf(NAMED, [{ ...SET, kind: 'workforce' }])).toEqual([
      '/answers/pot.tastings unknown_dataset',
      '/datasets/0/id unused_dataset',
    ]);
  });

  it('every issue comes with a message and a remedy in both languages', () => {
    const result = read(NAMED, [{ id: 'Guests', kind: 'weather' }]);
    for (const { message, fix } of 'issues' in result ? result.issues : [])
      for (const text of [message.vi, message.en, fix.vi, fix.en]) expect(text.length).toBeGreaterThan(5);
    expect('issues' in result && result.issues.length).toBe(3);
  });

  it('what the measurer finds wrong is placed inside the file as it was given', () => {
    const text = { vi: 'Sai số đếm', en: 'Wrong count' };
    const refuse: Measurer = () => ({ issues: [{ pointer: '/groups/a', message: text, fix: text }] });
    expect(issuesOf(NAMED, [SET], refuse)).toEqual(['/datasets/0/data/groups/a invalid_dataset']);
  });

  it('order does not matter: data sets are kept by id, and the hash is the same', () => {
    const two = { ...SET, id: 'a-tea' };
    const both = { ...content, questionnaires: structuredClone(content.questionnaires) };
    const pot = both.questionnaires.find(({ version }) => version === '2022.1')!.sections[0]!;
    const asks = pot.questions.find(({ id }) => id === 'pot.tastings')!;
    pot.questions.push({ ...asks, id: 'pot.more-tastings' });
    const setOf = (datasets: object[]) => {
      const answers = { ...NAMED, 'pot.more-tastings': 'a-tea' };
      const result = readAnswerSet(both, { system: { name: 'x' }, answers, datasets }, { asOf: DAY });
      if ('issues' in result) throw new Error(JSON.stringify(result.issues));
      return result.answerSet;
    };
    const [one, other] = [setOf([SET, two]), setOf([two, SET])];
    expect(one.datasets.map(({ id }) => id)).toEqual(['a-tea', 'guests']);
    expect(hashAnswers(one)).toBe(hashAnswers(other));
    expect(hashAnswers(setOf([SET, { ...two, data: { anything: 2 } }]))).not.toBe(hashAnswers(one));
  });

  // Known bug: the index is that of the list sorted by id. Make it a plain `it` once corrected.
  it('an issue names the place in the file even when the data sets are not in the order of their ids', () => {
    const refuse: Measurer = ({ id }) =>
      id === 'guests'
        ? { issues: [{ pointer: '', message: { vi: 'a', en: 'b' }, fix: { vi: 'a', en: 'b' } }] }
        : { values: {}, report: null };
    const given = [SET, { ...SET, id: 'a-tea' }];
    expect(issuesOf(NAMED, given, refuse)).toEqual([
      '/datasets/0/data invalid_dataset',
      '/datasets/1/id unused_dataset',
    ]);
  });
});

describe('measured values', () => {
  it('reach the rules once the question names the data set', () => {
    expect(status(NAMED, [SET], always({ [RATIO]: 0.9 }))).toBe('met');
    expect(status(NAMED, [SET], always({ [RATIO]: 0.6 }))).toBe('partly_met');
    expect(status(NAMED, [SET], always({ [RATIO]: 0.4 }))).toBe('not_met');
  });

  it('stay unknown without a measurer, without a data set, and where the measurer does not know', () => {
    expect(status(NAMED, [SET])).toBe('unknown');
    expect(status(GUESTS, undefined, always({ [RATIO]: 0.9 }))).toBe('unknown');
    expect(status(NAMED, [SET], always({}))).toBe('unknown');
    for (const answer of ['unknown', { value: 'not_applicable', note: 'no guests' }])
      expect(status({ ...GUESTS, 'pot.tastings': answer }, undefined, always({ [RATIO]: 0.9 }))).toBe('unknown');
  });

  it('count for nothing while branching hides the question, or may', () => {
    const values = (answers: object) =>
      assess(answers, [SET], always({ [RATIO]: 0.9 })).trace!.find(({ rule }) => rule === RATIO)!.value;
    expect(values(NAMED)).toBe(0.9);
    expect(values({ ...NAMED, 'tea.for-guests': false })).toBeNull();
    expect(values({ 'tea.kind': 'leaf', 'pot.tastings': 'guests' })).toBeNull();
  });

  it('are only those that the content declares for the question', () => {
    const measure = always({ [RATIO]: 0.9, 'measured.fairness.secret': 1, 'tea.cups': 10 });
    const { measurements, trace } = assess(NAMED, [SET], measure);
    expect(measurements).toEqual([
      { questionId: 'pot.tastings', datasetId: 'guests', kind: 'fairness', values: { [RATIO]: 0.9 } },
    ]);
    expect(trace!.find(({ rule }) => rule === 'tea.cups')!.value).toBeNull();
  });

  it('are made from the data and the day as given, and the report behind them is handed on', () => {
    const seen: [GivenDataset, string][] = [];
    const measure: Measurer = (dataset, asOf) => {
      seen.push([dataset, asOf]);
      return { values: {}, report: 'behind' };
    };
    const { measurements } = answerSet(NAMED, [SET], measure);
    expect(seen).toEqual([[SET, DAY]]);
    expect(measurements).toMatchObject([{ questionId: 'pot.tastings', datasetId: 'guests', report: 'behind' }]);
  });

  it('are explained by the question that asks for the data set', () => {
    const { obligations } = engine.assess(answerSet(NAMED, [SET], always({ [RATIO]: 0.9 })), '', { trace: true });
    expect(obligations.find(({ id }) => id === 'VN-AI-003')!.status).toBe('met');
    const { plan, explainer } = engine.evaluate(answerSet(NAMED, [SET], always({ [RATIO]: 0.9 })));
    expect([...explainer.ofVariable(RATIO)]).toEqual(['pot.tastings']);
    expect(plan.stepOf.get(RATIO)!.kind).toBe('measure');
  });
});

describe('earlier answers', () => {
  it('are part of the record and of the hash, and read by no rule', () => {
    const withEarlier = (earlier?: object) => {
      const data = { system: { name: 'x' }, answers: GUESTS, ...(earlier && { earlier_answers: earlier }) };
      const result = readAnswerSet(content, data, { asOf: DAY });
      if ('issues' in result) throw new Error(JSON.stringify(result.issues));
      return result.answerSet;
    };
    const [plain, kept] = [withEarlier(), withEarlier({ 'pot@2020.1': { 'tea.laced': true, 'pot.warm': true } })];
    expect(kept.earlierAnswers).toEqual({ 'pot@2020.1': { 'tea.laced': true, 'pot.warm': true } });
    expect(hashAnswers(kept)).not.toBe(hashAnswers(plain));
    expect(engine.assess(kept, '')).toEqual(engine.assess(plain, ''));
  });
});
