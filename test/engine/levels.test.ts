/** Answers on a scale: taken together, as the proof of a duty, and as gaps. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { requireContent } from '../../src/content/load.ts';
import { type AnswerSet, Engine, type Obligation, type Result, readAnswerSet } from '../../src/engine/index.ts';
import { type Level, proofOf, togetherOf } from '../../src/engine/levels.ts';
import { contentRoot, removeRoots } from '../content/fixture/open.ts';

afterAll(removeRoots);

const { content } = requireContent(contentRoot());
const engine = new Engine(content);
const DAY = '2022-06-01';
const PLAIN = { 'tea.kind': 'leaf', 'tea.for-guests': true };
const NA = { value: 'not_applicable', note: 'no reason needed here' };

function setOf(answers: Record<string, unknown>, questionnaires?: string[]): AnswerSet {
  const data = { system: { name: 'x' }, answers, ...(questionnaires && { questionnaires }) };
  const read = readAnswerSet(content, data, { asOf: DAY });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return read.answerSet;
}
const assess = (answers: Record<string, unknown>, by = engine): Result => by.assess(setOf(answers), '');
const duty = (answers: Record<string, unknown>, id = 'VN-AI-002', by = engine) =>
  assess(answers, by).obligations.find((entry) => entry.id === id)!;
const finding = (answers: Record<string, unknown>, id: string) =>
  assess(answers).findings.find((entry) => entry.id === id);

/** The fixture's law with some keys of one duty changed. */
const engineWith = (id: string, change: Partial<Obligation>): Engine =>
  new Engine({ ...content, obligations: content.obligations.map((o) => (o.id === id ? { ...o, ...change } : o)) });

const LEVELS: Level[] = ['met', 'partly_met', 'not_met', 'unknown', 'not_applicable'];
const levels = fc.array(fc.constantFrom(...LEVELS), { maxLength: 6 });

describe('several levels taken together', () => {
  it.each<[Level[], Level]>([
    [[], 'unknown'],
    [['met'], 'met'],
    [['partly_met'], 'partly_met'],
    [['not_met'], 'not_met'],
    [['unknown'], 'unknown'],
    [['not_applicable'], 'not_applicable'],
    [['met', 'met'], 'met'],
    [['met', 'partly_met'], 'partly_met'],
    [['met', 'not_met'], 'partly_met'],
    [['met', 'unknown'], 'unknown'],
    [['met', 'not_applicable'], 'met'],
    [['partly_met', 'partly_met'], 'partly_met'],
    [['partly_met', 'not_met'], 'partly_met'],
    [['partly_met', 'unknown'], 'partly_met'],
    [['partly_met', 'not_applicable'], 'partly_met'],
    [['not_met', 'not_met'], 'not_met'],
    [['not_met', 'unknown'], 'not_met'],
    [['not_met', 'not_applicable'], 'not_met'],
    [['unknown', 'unknown'], 'unknown'],
    [['unknown', 'not_applicable'], 'unknown'],
    [['not_applicable', 'not_applicable'], 'not_applicable'],
    [['met', 'not_met', 'unknown'], 'partly_met'],
  ])('%j is %s', (given, expected) => {
    expect(togetherOf(given)).toBe(expected);
    expect(togetherOf(given.toReversed())).toBe(expected);
  });

  it('neither order nor repetition matters, and "not applicable" counts only where nothing else is said', () => {
    fc.assert(
      fc.property(levels, fc.func(fc.integer()), (given, key) => {
        const all = togetherOf(given);
        expect(togetherOf(given.toSorted((a, b) => key(a) - key(b)))).toBe(all);
        expect(togetherOf([...given, ...given])).toBe(all);
        if (given.some((level) => level !== 'not_applicable'))
          expect(togetherOf([...given, 'not_applicable'])).toBe(all);
      }),
    );
  });

  it('met means that everything that counts is met: silence never fulfils', () => {
    fc.assert(
      fc.property(levels, (given) => {
        const counted = given.filter((level) => level !== 'not_applicable');
        expect(togetherOf(given) === 'met').toBe(counted.length > 0 && counted.every((level) => level === 'met'));
      }),
    );
  });

  it('answering what was unknown takes back no conclusion, save that a plain failure may turn out partial', () => {
    fc.assert(
      fc.property(levels, fc.array(fc.constantFrom(...LEVELS), { minLength: 6, maxLength: 6 }), (given, later) => {
        const before = togetherOf(given);
        const after = togetherOf(given.map((level, index) => (level === 'unknown' ? later[index]! : level)));
        if (before === 'unknown') return;
        expect(before === 'not_met' ? ['not_met', 'partly_met'] : [before]).toContain(after);
      }),
    );
  });

  it('a failure stays visible: adding answers never turns it into met or unknown', () => {
    fc.assert(
      fc.property(levels, levels, (given, more) => {
        const all = togetherOf([...given, 'not_met', ...more]);
        expect(['not_met', 'partly_met']).toContain(all);
      }),
    );
  });
});

describe('proof', () => {
  const proof = (answers: Record<string, unknown>, ...ids: string[]) =>
    proofOf(engine.evaluate(setOf(answers)), ids).proof.map(({ questionId, level }) => `${questionId} ${level}`);

  it('is the answer as given; silence, "don\'t know" and "not applicable" keep apart', () => {
    expect(proof({ ...PLAIN, 'pot.clean': 'partly_met' }, 'pot.clean')).toEqual(['pot.clean partly_met']);
    expect(proof(PLAIN, 'pot.clean')).toEqual(['pot.clean unknown']);
    expect(proof({ ...PLAIN, 'pot.clean': 'unknown' }, 'pot.clean')).toEqual(['pot.clean unknown']);
    expect(proof({ ...PLAIN, 'pot.clean': NA }, 'pot.clean')).toEqual(['pot.clean not_applicable']);
  });

  it('leaves out what branching hides, whatever was answered', () => {
    const hidden = { ...PLAIN, 'tea.for-guests': false, 'pot.guests-told': 'met' };
    expect(proof(hidden, 'pot.clean', 'pot.guests-told')).toEqual(['pot.clean unknown']);
  });

  it('proves nothing while it is open whether the question is asked', () => {
    for (const answer of ['met', 'not_met', NA]) {
      const open = { 'tea.kind': 'leaf', 'pot.guests-told': answer };
      expect(proof(open, 'pot.guests-told')).toEqual(['pot.guests-told unknown']);
    }
  });

  it('leaves out what none of the chosen questionnaires asks', () => {
    const evaluated = engine.evaluate(setOf(PLAIN, ['tea@2020.1', 'pot@2022.1']));
    const { proof: asked, together } = proofOf(evaluated, ['pot.lid', 'pot.cover']);
    expect(asked.map(({ questionId }) => questionId)).toEqual(['pot.cover']);
    expect(together).toBe('unknown');
  });

  it('is never complete while a question is asked by no chosen questionnaire', () => {
    const evaluated = engine.evaluate(setOf({ ...PLAIN, 'pot.cover': 'met' }, ['tea@2020.1', 'pot@2022.1']));
    expect(proofOf(evaluated, ['pot.cover']).together).toBe('met');
    expect(proofOf(evaluated, ['pot.lid', 'pot.cover']).together).toBe('unknown');
  });

  it('carries what the organisation said about its answer', () => {
    const answer = {
      value: 'not_met',
      note: 'next week',
      evidence: ['log 3'],
      evidence_grade: 'document',
      remedy: 'buy soap',
      owner: 'An',
      due: '2022-07-01',
    };
    const [said, silent] = proofOf(engine.evaluate(setOf({ ...PLAIN, 'pot.clean': answer })), [
      'pot.clean',
      'pot.cover',
    ]).proof;
    expect(said).toEqual({
      questionId: 'pot.clean',
      level: 'not_met',
      note: 'next week',
      evidence: ['log 3'],
      evidenceGrade: 'document',
      remedy: 'buy soap',
      owner: 'An',
      due: '2022-07-01',
    });
    expect(silent).toMatchObject({
      note: null,
      evidence: [],
      evidenceGrade: null,
      remedy: null,
      owner: null,
      due: null,
    });
  });
});

describe('the status of a duty', () => {
  it.each([
    ['met', 'met', 'met'],
    ['met', 'not_met', 'partly_met'],
    ['partly_met', 'met', 'partly_met'],
    ['not_met', 'not_met', 'not_met'],
    ['met', undefined, 'unknown'],
    ['not_met', undefined, 'not_met'],
    [undefined, undefined, 'unknown'],
    ['met', NA, 'met'],
    [NA, NA, 'unknown'],
  ])('with %j and %j is %s', (clean, told, expected) => {
    const result = duty({
      ...PLAIN,
      ...(clean && { 'pot.clean': clean }),
      ...(told && { 'pot.guests-told': told }),
    });
    expect(result).toMatchObject({ applies: 'yes', status: expected });
    expect(result.remedy === null).toBe(expected === 'met');
  });

  it('rests on what is asked: a question that branching hides does not hold it back', () => {
    expect(duty({ ...PLAIN, 'tea.for-guests': false, 'pot.clean': 'met' }).status).toBe('met');
  });

  it('of no duty is not applicable, with no proof and no remedy', () => {
    const result = duty({ 'tea.kind': 'none', 'tea.for-guests': false, 'pot.clean': 'not_met' });
    expect(result).toMatchObject({ applies: 'no', status: 'not_applicable', proof: [], remedy: null });
  });

  it('stays unknown while it is open whether the duty applies, or when nothing can prove it', () => {
    expect(duty({ 'tea.for-guests': true, 'pot.clean': 'met', 'pot.guests-told': 'met' })).toMatchObject({
      applies: 'unknown',
      status: 'unknown',
    });
    expect(duty({ ...PLAIN, 'pot.clean': 'not_met' }, 'VN-AI-004').status).toBe('unknown');
  });

  it('of another party stays unknown: what we answer says nothing about them', () => {
    const theirs = engineWith('VN-AI-002', { actors: ['trader'] });
    const none = new Engine({
      ...theirs.content,
      actors: [...content.actors, { ...content.actors[0]!, id: 'trader', fact: 'tea.laced' }],
    });
    const answers = { ...PLAIN, 'tea.laced': false, 'pot.clean': 'not_met', 'pot.guests-told': 'not_met' };
    expect(duty(answers, 'VN-AI-002', none)).toMatchObject({ party: 'other', status: 'unknown' });
    expect(none.assess(setOf(answers), '').findings.map(({ id }) => id)).not.toContain('gap.VN-AI-002');
    expect(duty({ ...answers, 'tea.laced': true }, 'VN-AI-002', none)).toMatchObject({
      party: 'own',
      status: 'not_met',
    });
  });

  it('follows a rule that holds before the questions, worst first; a rule that is false or open says nothing', () => {
    const warm = { var: 'tea.laced' };
    const answers = { ...PLAIN, 'pot.clean': 'met', 'pot.guests-told': 'met' };
    const status = (rules: object, laced?: boolean) =>
      duty(
        { ...answers, ...(laced !== undefined && { 'tea.laced': laced }) },
        'VN-AI-002',
        engineWith('VN-AI-002', { assessed_by: { questions: ['pot.clean', 'pot.guests-told'], ...rules } }),
      ).status;
    expect(status({ not_met: warm }, true)).toBe('not_met');
    expect(status({ partly_met: warm }, true)).toBe('partly_met');
    expect(status({ not_met: warm, met: warm }, true)).toBe('not_met');
    expect(status({ partly_met: warm, met: warm }, true)).toBe('partly_met');
    expect(status({ not_met: warm }, false)).toBe('met');
    expect(status({ not_met: warm })).toBe('met');
  });
});

describe('gaps', () => {
  const PLEDGE = { value: 'not_met', owner: 'An', due: '2022-08-01' };

  it('a duty that is not met is a serious gap with the remedy of the duty', () => {
    expect(finding({ ...PLAIN, 'pot.clean': 'not_met', 'pot.guests-told': 'not_met' }, 'gap.VN-AI-002')).toMatchObject({
      kind: 'gap',
      severity: 'high',
      remedy: { en: 'Wash the pot.' },
      owner: { en: 'Tea maker' },
      document: { en: 'Washing log' },
      effort: 'small',
      due: null,
      because: [
        { questionId: 'pot.clean', value: 'not_met' },
        { questionId: 'pot.guests-told', value: 'not_met' },
      ],
    });
  });

  it('partly met is moderate; met, unknown and not applicable are no gap', () => {
    expect(finding({ ...PLAIN, 'pot.clean': 'met', 'pot.guests-told': 'not_met' }, 'gap.VN-AI-002')).toMatchObject({
      severity: 'moderate',
      because: [{ questionId: 'pot.guests-told', value: 'not_met' }],
    });
    for (const level of ['met', 'unknown', NA])
      expect(finding({ ...PLAIN, 'pot.clean': level, 'pot.guests-told': level }, 'gap.VN-AI-002')).toBeUndefined();
  });

  it('what is only encouraged is never more than low', () => {
    expect(finding({ ...PLAIN, 'pot.tasting': 'not_met' }, 'gap.VN-AI-003')).toMatchObject({ severity: 'low' });
  });

  it('names the owner and day that the organisation gave, the last day if there are several', () => {
    const later = { value: 'partly_met', due: '2022-09-01' };
    expect(finding({ ...PLAIN, 'pot.clean': PLEDGE, 'pot.guests-told': later }, 'gap.VN-AI-002')).toMatchObject({
      owner: { vi: 'An', en: 'An' },
      due: '2022-09-01',
    });
    const kept = { value: 'met', owner: 'Binh', due: '2023-01-01' };
    expect(finding({ ...PLAIN, 'pot.clean': kept, 'pot.guests-told': 'not_met' }, 'gap.VN-AI-002')).toMatchObject({
      owner: { en: 'Tea maker' },
      due: null,
    });
  });

  it('puts the day of the law before a day that the organisation set itself', () => {
    const clock = content.obligations.find(({ id }) => id === 'VN-AI-001')!.deadline;
    const dated = engineWith('VN-AI-002', { deadline: clock });
    const { findings } = dated.assess(
      setOf({ ...PLAIN, 'tea.spilled-on': '2022-05-04', 'pot.clean': PLEDGE, 'pot.guests-told': 'not_met' }),
      '',
    );
    expect(findings.find(({ id }) => id === 'gap.VN-AI-002')!.due).toBe('2022-05-07');
  });

  it('stand after the rules of their severity, most severe first', () => {
    const { findings } = assess({ ...PLAIN, 'tea.laced': true, 'pot.clean': 'not_met', 'pot.guests-told': 'not_met' });
    const order = ['critical', 'high', 'moderate', 'low', 'information'];
    const places = findings.map(({ severity }) => order.indexOf(severity));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(findings[0]).toMatchObject({ id: 'finding.laced', kind: 'rule', severity: 'critical' });
  });

  it('a contradiction changes no conclusion and names the answers that clash', () => {
    const clash = { ...PLAIN, 'tea.laced': false, 'tea.cups': 0, 'pot.hot': 'met' };
    const result = assess(clash);
    expect(result.findings.find(({ id }) => id === 'contradiction.hot')).toMatchObject({
      kind: 'contradiction',
      severity: 'moderate',
      owner: { en: 'Tea maker' },
      effort: 'small',
      because: [
        { questionId: 'pot.hot', value: 'met' },
        { questionId: 'tea.cups', value: 0 },
      ],
    });
    const agrees = assess({ ...clash, 'pot.hot': 'not_met' });
    expect(agrees.findings.map(({ id }) => id)).not.toContain('contradiction.hot');
    expect(agrees.classification).toEqual(result.classification);
    const status = ({ obligations }: Result) => obligations.map(({ id, status: level }) => [id, level]);
    expect(status(agrees)).toEqual(status(result));
  });
});

describe('what is still open', () => {
  const open = (answers: Record<string, unknown>) =>
    new Map(assess(answers).open.map(({ questionId, ...entry }) => [questionId, entry]));

  it('names the duty, the line and the point that an answer would settle', () => {
    expect(open(PLAIN).get('pot.clean')).toEqual({
      state: 'unanswered',
      conditional: false,
      wouldChange: ['VN-AI-002', 'line:B1', 'point:1.a'],
    });
    expect(open({ ...PLAIN, 'pot.clean': 'unknown' }).get('pot.clean')).toMatchObject({ state: 'unknown' });
  });

  it('a question that branching may still hide is conditional', () => {
    expect(open({ 'tea.kind': 'leaf' }).get('pot.guests-told')).toMatchObject({ conditional: true });
    expect(open(PLAIN).get('pot.guests-told')).toMatchObject({ conditional: false });
    expect(open({ ...PLAIN, 'tea.for-guests': false }).has('pot.guests-told')).toBe(false);
  });

  it('"not applicable" on a scale is an answer, unless it leaves a duty without any proof', () => {
    expect(open({ ...PLAIN, 'pot.hot': NA }).has('pot.hot')).toBe(false);
    expect(open({ ...PLAIN, 'pot.clean': NA, 'pot.guests-told': 'met' }).has('pot.clean')).toBe(false);
    const both = open({ ...PLAIN, 'pot.clean': NA, 'pot.guests-told': NA });
    expect(both.get('pot.clean')).toMatchObject({ state: 'not_applicable', wouldChange: ['VN-AI-002'] });
  });

  it('what decides which duties exist goes before what proves them', () => {
    const order = [...open({}).keys()];
    for (const id of ['tea.kind', 'tea.for-guests']) expect(order.indexOf(id)).toBeLessThan(order.indexOf('pot.clean'));
  });
});
