import { describe, expect, it } from 'vitest';
import { applyValidity, gradeOf } from '../../../src/features/evidence/grade.ts';
import type { AnswerFile, EvidenceEntry } from '../../../src/features/submissions/index.ts';

const period = (validFrom: string | null, validUntil: string | null) => ({ validFrom, validUntil });

describe('what a grade is worth', () => {
  it('the last day of validity counts, the day after does not; so with the first', () => {
    const report = [period('2026-01-01', '2026-12-31')];
    expect(gradeOf('document', report, '2026-12-31')).toBe('document');
    expect(gradeOf('document', report, '2027-01-01')).toBe('self_declared');
    expect(gradeOf('independent', report, '2026-01-01')).toBe('independent');
    expect(gradeOf('independent', report, '2025-12-31')).toBe('self_declared');
  });

  it('one valid item is enough; none at all is not', () => {
    expect(gradeOf('test_record', [period(null, '2025-12-31'), period(null, null)], '2026-06-01')).toBe('test_record');
    expect(gradeOf('test_record', [], '2026-06-01')).toBe('self_declared');
  });

  it('never raises a grade', () => {
    expect(gradeOf('none', [period(null, null)], '2026-06-01')).toBe('none');
    expect(gradeOf('self_declared', [period(null, null)], '2026-06-01')).toBe('self_declared');
    expect(gradeOf(undefined, [period(null, null)], '2026-06-01')).toBeUndefined();
  });
});

const entry = (id: string, questions: string[], validUntil: string | null): EvidenceEntry => ({
  id,
  kind: 'file',
  title: id,
  sha256: 'aa',
  bytes: 1,
  mediaType: 'text/plain',
  href: null,
  questions,
  factOn: null,
  validFrom: null,
  validUntil,
  uploadedAt: '2026-01-01T00:00:00.000Z',
});

const file = (answers: Record<string, unknown>, as_of = '2026-06-01'): AnswerFile => ({
  questionnaires: [],
  as_of,
  system: { name: 'x' },
  answers,
});

describe('an answer file on its day', () => {
  it('a file whose bytes the retention rule removed proves nothing any more; another beside it still does', () => {
    const given = file({
      alone: { value: 'met', evidence_grade: 'document' },
      both: { value: 'met', evidence_grade: 'document' },
    });
    const gone = { ...entry('evd_1', ['alone', 'both'], null), isGone: true };
    const { file: assessed, lowered } = applyValidity(given, [gone, entry('evd_2', ['both'], null)]);
    expect(lowered).toEqual([{ questionId: 'alone', from: 'document', to: 'self_declared', notValid: ['evd_1'] }]);
    expect(assessed.answers.both).toMatchObject({ evidence_grade: 'document' });
  });

  it('grades rest on the items of each question', () => {
    const given = file({
      expired: { value: 'met', evidence_grade: 'document' },
      valid: { value: 'met', evidence_grade: 'document' },
      named: { value: 'met', evidence: ['evd_2'], evidence_grade: 'document' },
      words: { value: 'met', evidence: ['Sổ tay'], evidence_grade: 'document' },
      nothing: { value: 'met', evidence_grade: 'independent' },
      missing: { value: 'met', evidence: ['evd_9', 'Sổ tay'], evidence_grade: 'document' },
      both: { value: 'met', evidence: ['Sổ tay'], evidence_grade: 'document' },
      bare: 'met',
      untouched: 'unknown',
    });
    const entries = [
      entry('evd_1', ['expired', 'both'], '2026-05-31'),
      entry('evd_2', ['valid', 'bare'], '2026-06-01'),
    ];
    const { file: assessed, lowered } = applyValidity(given, entries);
    expect(assessed.answers).toEqual({
      expired: { value: 'met', evidence: ['evd_1'], evidence_grade: 'self_declared' },
      valid: { value: 'met', evidence: ['evd_2'], evidence_grade: 'document' },
      named: { value: 'met', evidence: ['evd_2'], evidence_grade: 'document' },
      words: { value: 'met', evidence: ['Sổ tay'], evidence_grade: 'document' },
      nothing: { value: 'met', evidence_grade: 'self_declared' },
      missing: { value: 'met', evidence: ['evd_9', 'Sổ tay'], evidence_grade: 'self_declared' },
      both: { value: 'met', evidence: ['Sổ tay', 'evd_1'], evidence_grade: 'self_declared' },
      bare: { value: 'met', evidence: ['evd_2'] },
      untouched: 'unknown',
    });
    expect(lowered.map(({ questionId, notValid }) => [questionId, notValid])).toEqual([
      ['expired', ['evd_1']],
      ['nothing', []],
      ['missing', []],
      ['both', ['evd_1']],
    ]);
  });

  it('leaves the file it was given as it was', () => {
    const given = file({ a: { value: 'met', evidence_grade: 'document' } });
    const before = structuredClone(given);
    applyValidity(given, []);
    expect(given).toEqual(before);
  });
});
