/** Lines of the official form and points of a framework, from the questions that name them. */
import { afterAll, describe, expect, it } from 'vitest';
import { requireContent } from '../../src/content/load.ts';
import { Engine, type Result, readAnswerSet } from '../../src/engine/index.ts';
import { contentRoot, removeRoots } from '../content/fixture/open.ts';

afterAll(removeRoots);

const { content } = requireContent(contentRoot());
const engine = new Engine(content);
const NA = { value: 'not_applicable', note: 'no pot' };
const HOME = { 'tea.kind': 'leaf', 'tea.for-guests': false };
const GUESTS = { 'tea.kind': 'leaf', 'tea.for-guests': true };

function assess(answers: Record<string, unknown>, questionnaires?: string[]): Result {
  const data = { system: { name: 'x' }, answers, ...(questionnaires && { questionnaires }) };
  const read = readAnswerSet(content, data, { asOf: '2022-06-01' });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return engine.assess(read.answerSet, '');
}
const ethics = (answers: Record<string, unknown>) => assess(answers).ethicsFramework;
const entry = (answers: Record<string, unknown>, ref: string) => {
  const { lines, points } = ethics(answers);
  return [...lines, ...points].find((candidate) => candidate.ref === ref)!;
};
const gap = (answers: Record<string, unknown>, ref: string) =>
  assess(answers).findings.find(({ id }) => id === `gap.${ref}`);

describe('lines and points', () => {
  it('every one of them is there, in the order of the framework, unknown while nothing is answered', () => {
    const { frameworks, lines, points } = ethics(GUESTS);
    expect(frameworks.map(({ id }) => id)).toEqual(['tea-ethics']);
    expect(lines.map(({ ref, level }) => `${ref} ${level}`)).toEqual(['B1 unknown', 'C1 unknown']);
    expect(points.map(({ ref, level }) => `${ref} ${level}`)).toEqual(['1.a unknown', '1.b unknown', '2.a unknown']);
  });

  it('a point takes the level of its own questions, a line that of all questions that name it', () => {
    const answers = { ...GUESTS, 'pot.clean': 'met', 'pot.cover': 'not_met' };
    expect(entry(answers, '1.a')).toMatchObject({ level: 'met', remedy: null, framework: 'tea-ethics' });
    expect(entry(answers, '1.b')).toMatchObject({ level: 'not_met', remedy: { effort: 'small' } });
    expect(entry(answers, 'B1').proof.map(({ questionId }) => questionId)).toEqual(['pot.clean', 'pot.cover']);
  });

  it.each([
    ['met', 'met', 'met'],
    ['met', 'partly_met', 'not_met'],
    ['met', 'not_met', 'not_met'],
    ['not_met', 'not_met', 'not_met'],
    ['met', 'unknown', 'unknown'],
    ['not_met', 'unknown', 'not_met'],
    [NA, NA, 'not_applicable'],
    [NA, 'met', 'met'],
  ])('the form knows no "partly": %j and %j make the line %s', (clean, cover, level) => {
    expect(entry({ ...GUESTS, 'pot.clean': clean, 'pot.cover': cover }, 'B1').level).toBe(level);
  });

  it('a point, other than a line, may be partly met', () => {
    expect(entry({ ...GUESTS, 'pot.clean': 'partly_met' }, '1.a').level).toBe('partly_met');
    expect(entry({ ...GUESTS, 'pot.clean': 'partly_met', 'pot.cover': 'met' }, 'B1').level).toBe('not_met');
  });

  it('what is not applicable, by the answer, asks for no remedy; what is unknown shows it', () => {
    expect(entry({ ...GUESTS, 'pot.clean': NA }, '1.a')).toMatchObject({ level: 'not_applicable', remedy: null });
    expect(entry(GUESTS, '1.a').remedy).not.toBeNull();
  });

  it('a question that branching hides leaves its point without proof: unknown, never met', () => {
    expect(entry({ ...HOME, 'pot.guests-told': 'met' }, '2.a')).toMatchObject({ level: 'unknown', proof: [] });
  });

  it('cites articles in words', () => {
    const { citations, ethicsFramework } = assess(GUESTS);
    for (const { basis } of Object.values(ethicsFramework).flat()) {
      expect(basis.length).toBeGreaterThan(0);
      for (const id of basis) expect(citations[id]?.vi).toBeTruthy();
    }
  });

  it('a framework about which nothing is asked is left out altogether', () => {
    expect(assess(GUESTS, ['tea@2020.1']).ethicsFramework).toEqual({ frameworks: [], lines: [], points: [] });
    expect(assess(GUESTS, ['tea@2020.1', 'pot@2020.1']).ethicsFramework.points).toHaveLength(3);
  });
});

describe('whom it binds', () => {
  it.each([
    [{ 'tea.for-guests': true }, 'binding', 'guidance'],
    [{ 'tea.for-guests': false }, 'encouraged', 'encouraged'],
    [{}, 'unknown', 'unknown'],
    [{ 'tea.for-guests': 'unknown' }, 'unknown', 'unknown'],
  ])('%j: the framework and its points %s, the form %s', (answers, force, ofForm) => {
    const { frameworks, lines, points } = ethics({ 'tea.kind': 'leaf', ...answers });
    expect(new Set([...frameworks, ...points].map((part) => part.force))).toEqual(new Set([force]));
    expect(new Set(lines.map((part) => part.force))).toEqual(new Set([ofForm]));
  });

  it('a gap is information where the framework is only encouraged, and weighs where it binds or may bind', () => {
    expect(gap({ ...HOME, 'pot.clean': 'not_met' }, '1.a')).toMatchObject({ severity: 'information' });
    expect(gap({ ...HOME, 'pot.clean': 'partly_met' }, '1.a')).toMatchObject({ severity: 'information' });
    expect(gap({ ...GUESTS, 'pot.clean': 'not_met' }, '1.a')).toMatchObject({ severity: 'moderate' });
    expect(gap({ ...GUESTS, 'pot.clean': 'partly_met' }, '1.a')).toMatchObject({ severity: 'low' });
    expect(gap({ 'tea.kind': 'leaf', 'pot.clean': 'not_met' }, '1.a')).toMatchObject({ severity: 'moderate' });
  });

  it('a line that stands for points is no gap beside them; a line without points is one of its own', () => {
    const answers = { ...GUESTS, 'pot.clean': 'not_met', 'pot.cover': 'not_met', 'pot.tasting': 'not_met' };
    const gaps = assess(answers).findings.map(({ id }) => id);
    expect(gaps).toEqual(expect.arrayContaining(['gap.1.a', 'gap.1.b', 'gap.C1']));
    expect(gaps).not.toContain('gap.B1');
    expect(gap(answers, 'C1')).toMatchObject({
      kind: 'gap',
      // The form is an appendix: guidance, also where the framework binds.
      severity: 'low',
      remedy: { en: 'Taste the tea.' },
      owner: { en: 'Taster' },
      document: { en: 'Tasting slip' },
      effort: 'medium',
      due: null,
    });
  });

  it('a gap names the owner and the day that the organisation gave', () => {
    const pledge = { value: 'not_met', owner: 'An', due: '2022-08-01' };
    expect(gap({ ...GUESTS, 'pot.clean': pledge }, '1.a')).toMatchObject({
      owner: { vi: 'An', en: 'An' },
      due: '2022-08-01',
      because: [{ questionId: 'pot.clean', value: 'not_met' }],
    });
  });

  it('met, unknown and not applicable are no gap', () => {
    for (const level of ['met', 'unknown', NA]) expect(gap({ ...GUESTS, 'pot.clean': level }, '1.a')).toBeUndefined();
  });
});
