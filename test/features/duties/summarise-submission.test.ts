import { describe, expect, it } from 'vitest';
import { hashAnswers } from '../../../src/content/hash.ts';
import { mayLackPeriod } from '../../../src/engine/index.ts';
import { stateOf } from '../../../src/features/duties/duty.ts';
import { summariseSubmission } from '../../../src/features/duties/summarise-submission.ts';
import type { SubmissionRecord } from '../../../src/features/submissions/index.ts';
import { engine, loaded } from '../../support/content.ts';

const { content, examples } = loaded;

function summaryOf(id: string) {
  const { answerSet } = examples.find((example) => example.id === id)!;
  const result = engine.assess(answerSet, hashAnswers(answerSet));
  const record = { asOf: result.asOf, submittedAt: '2026-11-22T00:00:00.000Z', system: { version: null }, result };
  return { result, summary: summariseSubmission({ ...record, evidence: [] } as unknown as SubmissionRecord, content) };
}

describe('the days of duties', () => {
  // 1 September 2027 only moves the duties of a financial system that ran before the law; whether this one did is open.
  it('none is promised while there may be no transition period: the duty may bind already', () => {
    const { result, summary } = summaryOf('credit-scoring-automatic');
    const open = result.obligations.filter((entry) => mayLackPeriod(entry, result, content)).map(({ id }) => id);
    const dated = summary.dated.filter(({ id }) => open.includes(id));
    expect(dated.length).toBeGreaterThan(10);
    for (const { id, dates, notes, applies, done } of dated) {
      expect([id, dates]).toEqual([id, []]);
      expect(notes.map(({ vi }) => vi).join()).toContain('Có thể không có');
      expect(notes.map(({ en }) => en).join()).toContain('its last day is 31 August 2027');
      expect(stateOf(dates, { applies, done }, '2027-09-02')).toBe('undetermined');
    }
  });

  it('stand where the period is settled', () => {
    const { summary } = summaryOf('airport-face-recognition');
    expect(summary.dated.length).toBeGreaterThan(0);
    for (const { dates } of summary.dated) expect(dates.length).toBeGreaterThan(0);
  });
});
