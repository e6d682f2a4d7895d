import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashAnswers } from '../../../src/content/hash.ts';
import { contentMeasurer } from '../../../src/content/measure.ts';
import { requireOccupations } from '../../../src/content/occupations.ts';
import { EVIDENCE_GRADES } from '../../../src/engine/index.ts';
import {
  asEntry,
  assessFrozen,
  basisHashes,
  carriersOf,
  type Law,
} from '../../../src/features/reviews/read-submission.ts';
import { type GivenVerdict, reviewedAnswers } from '../../../src/features/reviews/reviewed-answers.ts';
import { isMilder, reviewedResult } from '../../../src/features/reviews/reviewed-result.ts';
import type { AnswerFile, SubmissionRecord } from '../../../src/features/submissions/index.ts';
import { engine, loaded } from '../../support/content.ts';

const law: Law = {
  content: loaded.content,
  engine,
  measure: contentMeasurer(loaded.content, () => requireOccupations()),
};

type Frozen = Pick<SubmissionRecord, 'answerFile' | 'result' | 'evidence'>;

const records = new Map<string, Frozen>(
  loaded.examples.map(({ id, data, answerSet }) => {
    const answerFile = {
      ...data,
      questionnaires: answerSet.questionnaires.map((entry) => `${entry.id}@${entry.version}`),
      as_of: answerSet.asOf,
    } as unknown as AnswerFile;
    return [id, { answerFile, result: engine.assess(answerSet, hashAnswers(answerSet)), evidence: [] }];
  }),
);

const rejected = (questionId: string): GivenVerdict => ({ questionId, verdict: 'rejected', evidenceGrade: null });

describe('reviewed answers', () => {
  const record = records.get('exam-grading')!;
  const [id] = Object.keys(record.answerFile.answers);

  it('what was not accepted is unknown, and says what the organisation answered', () => {
    for (const verdict of ['rejected', 'insufficient'] as const) {
      const { answers } = reviewedAnswers(record, [{ questionId: id!, verdict, evidenceGrade: 'independent' }]);
      const own = asEntry(record.answerFile.answers[id!]);
      expect(asEntry(answers[id!])).toMatchObject({
        value: 'unknown',
        note: expect.stringContaining(JSON.stringify(own.value)),
      });
      expect(asEntry(answers[id!])).not.toHaveProperty('evidence_grade');
    }
  });

  it('an accepted grade takes the place of the own, and nothing else changes', () => {
    const accept = (evidenceGrade: GivenVerdict['evidenceGrade']) =>
      reviewedAnswers(record, [{ questionId: id!, verdict: 'accepted', evidenceGrade }]).answers;
    expect(accept(null)).toEqual(record.answerFile.answers);
    expect(accept('document')).toEqual({
      ...record.answerFile.answers,
      [id!]: { ...asEntry(record.answerFile.answers[id!]), evidence_grade: 'document' },
    });
    expect(reviewedAnswers(record, [rejected('no.such')])).toEqual(record.answerFile);
  });

  it('a note of any length still fits, and no character is cut in half', () => {
    const long = {
      answerFile: { ...record.answerFile, answers: { [id!]: { value: 'x', note: '😀'.repeat(10_000) } } },
    };
    const { note } = asEntry(reviewedAnswers(long, [rejected(id!)]).answers[id!]) as { note: string };
    expect(note.length).toBeLessThanOrEqual(20_000);
    expect(note.isWellFormed()).toBe(true);
  });

  it('a data set whose answer was rejected is measured no more', () => {
    const [name, withData] = [...records].find(([, { answerFile }]) => (answerFile.datasets ?? []).length > 0)!;
    const question = withData.result.measurements[0]!.questionId;
    const { result } = reviewedResult(law, withData, [rejected(question)]);
    expect(
      result.measurements.some(({ questionId }) => questionId === question),
      name,
    ).toBe(false);
  });
});

describe('a reviewed result', () => {
  it('without verdicts is the organisation’s own', () => {
    for (const record of records.values()) expect(reviewedResult(law, record, []).result).toEqual(record.result);
  });

  it('everything rejected: nothing is fine, and no tier is ruled out that was possible', () => {
    for (const [id, record] of records) {
      const verdicts = Object.keys(record.answerFile.answers).map(rejected);
      const { result } = reviewedResult(law, record, verdicts);
      expect(isMilder(record.result, result), id).toBe(false);
      // A duty is met only by an answer that counts.
      expect(
        result.obligations.filter(({ status, applies }) => status === 'met' && applies !== 'no').length,
        id,
      ).toBeLessThanOrEqual(record.result.obligations.filter(({ status }) => status === 'met').length);
    }
  });

  it.each([
    ['airport-face-recognition', 'fairness.reach'],
    ['tax-risk-scoring', 'fairness.data'],
  ])(
    'an admission stays: rejecting %s %s, which speaks against the organisation, makes nothing milder',
    (id, question) => {
      const record = records.get(id)!;
      // Left to itself, unknown would come out milder than the grave answer that was given.
      expect(isMilder(record.result, assessFrozen(law, reviewedAnswers(record, [rejected(question)])))).toBe(true);
      const reviewed = reviewedResult(law, record, [rejected(question)]);
      expect(reviewed.notCounted).toEqual([question]);
      expect(reviewed.result.risks).toEqual(record.result.risks);
    },
  );

  it('who says that a system is grave has not become uncertain of it because the answer was poorly proven', () => {
    let admissions = 0;
    for (const [id, record] of records) {
      const { tier, possibleTiers } = record.result.classification;
      if (possibleTiers.length !== 1 || tier === 'low' || tier === 'out_of_scope') continue;
      for (const question of Object.keys(record.answerFile.answers)) {
        const alone = assessFrozen(law, reviewedAnswers(record, [rejected(question)])).classification.possibleTiers;
        // The gravest comes first: nothing graver has become possible, only what is milder.
        if (alone.length === 1 || alone[0] !== tier) continue;
        admissions += 1;
        const reviewed = reviewedResult(law, record, [rejected(question)]);
        expect(reviewed.result.classification.tier, `${id} ${question}`).toBe(tier);
        expect(reviewed.notCounted).toEqual([question]);
      }
    }
    expect(admissions).toBeGreaterThan(0);
  });

  it('a refusal that softens is left out, and takes no other with it: what was refused does not count as fine', () => {
    const cases = fc.constantFrom(...records.keys()).chain((id) => {
      const questions = Object.keys(records.get(id)!.answerFile.answers);
      return fc.tuple(fc.constant(id), fc.subarray(questions, { minLength: 2 }));
    });
    fc.assert(
      fc.property(cases, ([id, questions]) => {
        const record = records.get(id)!;
        const softensAlone = (question: string) =>
          reviewedResult(law, record, [rejected(question)]).notCounted.length > 0;
        const { notCounted } = reviewedResult(law, record, questions.map(rejected));
        if (notCounted.length === questions.length) expect(questions.every(softensAlone)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('better evidence is for the organisation to state: a reviewer’s grades lower no level', () => {
    const record = records.get('e-kyc')!;
    const verdicts = Object.keys(record.answerFile.answers).map(
      (questionId): GivenVerdict => ({ questionId, verdict: 'accepted', evidenceGrade: 'independent' }),
    );
    expect(isMilder(record.result, assessFrozen(law, reviewedAnswers(record, verdicts)))).toBe(true);
    const reviewed = reviewedResult(law, record, verdicts);
    expect(isMilder(record.result, reviewed.result)).toBe(false);
    expect(reviewed.notCounted.length).toBeGreaterThan(0);
  });

  it('no verdicts whatever lower a tier or a level of risk', () => {
    const cases = fc.constantFrom(...records.keys()).chain((id) => {
      const questions = Object.keys(records.get(id)!.answerFile.answers);
      const verdict = fc.record({
        questionId: fc.constantFrom(...questions),
        verdict: fc.constantFrom('accepted' as const, 'insufficient' as const, 'rejected' as const),
        evidenceGrade: fc.constantFrom(null, ...EVIDENCE_GRADES),
      });
      const verdicts = fc.uniqueArray(verdict, {
        selector: ({ questionId }) => questionId,
        maxLength: questions.length,
      });
      return fc.tuple(fc.constant(id), verdicts);
    });
    fc.assert(
      fc.property(cases, ([id, verdicts]) => {
        const record = records.get(id)!;
        const { result, notCounted, file } = reviewedResult(law, record, verdicts);
        expect(isMilder(record.result, result)).toBe(false);
        for (const { questionId, verdict } of verdicts) {
          if (verdict !== 'accepted' && !notCounted.includes(questionId)) {
            expect(asEntry(file.answers[questionId]).value).toBe('unknown');
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what a verdict is given on', () => {
  const record = records.get('exam-grading')! as unknown as SubmissionRecord;
  const [id, other] = Object.keys(record.answerFile.answers) as [string, string];
  const item = {
    id: 'evd_1',
    kind: 'file' as const,
    title: 'x',
    sha256: 'a',
    bytes: 1,
    mediaType: 'x',
    href: null,
    questions: [id],
    factOn: null,
    validFrom: null,
    validUntil: null,
    uploadedAt: '2026-11-01T00:00:00.000Z',
  };
  const hashOf = (changed: Partial<SubmissionRecord>, question = id) =>
    basisHashes({ ...record, ...changed }).get(question);

  it('changes with the answer, what is said beside it, and its evidence; with nothing else', () => {
    const answers = { ...record.answerFile.answers, [id]: { ...asEntry(record.answerFile.answers[id]), note: 'khác' } };
    expect(hashOf({ answerFile: { ...record.answerFile, answers } })).not.toBe(hashOf({}));
    expect(hashOf({ answerFile: { ...record.answerFile, answers } }, other)).toBe(hashOf({}, other));
    expect(hashOf({ evidence: [item] })).not.toBe(hashOf({}));
    expect(hashOf({ evidence: [item] }, other)).toBe(hashOf({}, other));
    expect(hashOf({ evidence: [{ ...item, sha256: 'b' }] })).not.toBe(hashOf({ evidence: [item] }));
    expect(hashOf({ evidence: [{ ...item, id: 'evd_2', title: 'y' }] })).toBe(hashOf({ evidence: [item] }));
    const wrapped = Object.fromEntries(
      Object.entries(record.answerFile.answers).map(([key, value]) => [key, asEntry(value)]),
    );
    expect(hashOf({ answerFile: { ...record.answerFile, answers: wrapped } })).toBe(hashOf({}));
  });

  it('what keeps a graver tier away is always examined', () => {
    for (const { result } of records.values()) {
      const carriers = carriersOf(result);
      for (const { because } of result.classification.prohibited) {
        for (const { questionId } of because) expect(carriers).toContain(questionId);
      }
    }
  });
});
