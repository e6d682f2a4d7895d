/** @module Report subjects for tests: an example with its frozen submission, and, where asked for, a review that rejects some answers. */
import { hashAnswers, hashJson } from '../../src/content/hash.ts';
import type { AnswerSet } from '../../src/engine/index.ts';
import type { ReportSubject } from '../../src/features/reports/index.ts';
import type { ReviewRecord, SubmissionRecord } from '../../src/features/submissions/index.ts';
import { engine } from './content.ts';
import { example } from './report.ts';

const ORGANISATION = {
  id: 'org_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
  name: 'Công ty Cổ phần Thử Nghiệm',
  kind: 'company' as const,
  registrationNumber: '0101234567',
  province: 'Hà Nội',
  sector: 'Bán lẻ',
};

export const bareSubject = (answerSet: AnswerSet): ReportSubject => ({
  answerSet,
  result: engine.assess(answerSet, hashAnswers(answerSet)),
  people: {},
});

function submissionOf(answerSet: AnswerSet): SubmissionRecord {
  const result = engine.assess(answerSet, hashAnswers(answerSet));
  const ids = [...answerSet.answers.keys()].sort();
  return {
    schema: 'luongtri.submission/1',
    id: 'sub_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
    assessmentId: 'asm_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
    number: 1,
    supersedes: null,
    organisation: ORGANISATION,
    system: {
      id: 'sys_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
      name: answerSet.system.name,
      purpose: 'Thử nghiệm',
      version: '1.2',
      provider: null,
      model: null,
      sector: null,
      roles: ['provider'],
      goLiveOn: '2026-04-01',
      aiId: null,
    },
    submittedBy: 'usr_1',
    submittedAt: '2026-11-20T03:00:00.000Z',
    asOf: answerSet.asOf,
    answerFile: { questionnaires: [], as_of: answerSet.asOf, system: { name: answerSet.system.name }, answers: {} },
    content: result.content,
    engine: result.engine,
    answersHash: result.answersHash,
    resultHash: hashJson(result),
    evidence: [
      {
        id: 'evd_1',
        kind: 'file',
        title: 'Biên bản thử nghiệm "lần 1", có dấu phẩy',
        sha256: 'a'.repeat(64),
        bytes: 12_345,
        mediaType: 'application/pdf',
        href: null,
        questions: ids.slice(0, 2),
        factOn: '2026-10-01',
        validFrom: '2026-10-01',
        validUntil: '2027-09-30',
        uploadedAt: '2026-11-01T01:02:03.000Z',
      },
      {
        id: 'evd_2',
        kind: 'link',
        title: '=HYPERLINK("https://example.vn")',
        sha256: null,
        bytes: null,
        mediaType: null,
        href: 'https://example.vn/chính-sách công khai',
        questions: ids.slice(1, 3),
        factOn: null,
        validFrom: null,
        validUntil: null,
        uploadedAt: '2026-11-02T01:02:03.000Z',
      },
    ],
    result,
  };
}

function reviewOf(answerSet: AnswerSet, submission: SubmissionRecord): ReviewRecord {
  const ids = [...answerSet.answers.keys()].sort();
  const refused = ids.slice(0, 4);
  const reviewed: AnswerSet = {
    ...answerSet,
    answers: new Map(
      [...answerSet.answers].map(([id, answer]) => [
        id,
        refused.includes(id) ? { ...answer, value: null, state: 'unknown' as const } : answer,
      ]),
    ),
  };
  const result = engine.assess(reviewed, hashAnswers(reviewed));
  const finding = (index: number): ReviewRecord['findings'][number] => ({
    id: `fnd_${index}`,
    questionId: ids[index] ?? null,
    title: `Phát hiện ${index}`,
    description: 'Chưa thấy biên bản.\nXem lại.',
    severity: (['critical', 'high', 'moderate', 'low', 'information'] as const)[index]!,
    basis: ['law-134-2025:14.1.d'],
    owner: index === 0 ? 'Phòng Kỹ thuật' : null,
    due: index === 0 ? '2026-12-31' : null,
    state: (['open', 'remediated', 'verified', 'risk_accepted'] as const)[index % 4]!,
    remediation: index > 0 ? 'Đã bổ sung biên bản' : null,
    verification: index === 2 ? 'Đã xem biên bản' : null,
    riskAcceptance: index === 3 ? { by: 'usr_1', reason: 'Tạm chấp nhận', expiresOn: '2027-03-31' } : null,
  });
  return {
    schema: 'luongtri.review/1',
    id: 'rev_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
    submissionId: submission.id,
    submissionHash: hashJson(submission),
    auditBody: { id: 'org_019aa0c2f4c07a60a1a8d7f3c1d2e3f5', name: 'Đơn vị đánh giá độc lập' },
    scope: 'Toàn bộ câu trả lời',
    method: 'Xem tài liệu, phỏng vấn',
    sampling: { population: ids.length, examined: ids.length, seed: null, questions: ids },
    independence: [
      { by: 'usr_2', at: '2026-11-21T01:00:00.000Z', noStake: true, noAdvice: true, statement: 'Không có lợi ích.' },
    ],
    verdicts: ids.map((questionId) => ({
      questionId,
      verdict: refused.includes(questionId) ? ('rejected' as const) : ('accepted' as const),
      reason: refused.includes(questionId) ? 'Không có minh chứng' : 'Đã xem',
      evidenceGrade: refused.includes(questionId) ? ('none' as const) : ('document' as const),
      by: 'usr_2',
      at: '2026-11-21T02:00:00.000Z',
    })),
    findings: [0, 1, 2, 3, 4].map(finding),
    conclusion: 'open_findings',
    statement: 'Còn phát hiện chưa khắc phục.',
    signOffs: [
      { by: 'usr_2', at: '2026-11-21T05:00:00.000Z' },
      { by: 'usr_3', at: '2026-11-21T06:00:00.000Z' },
    ],
    concludedAt: '2026-11-21T06:00:00.000Z',
    reviewedResult: result,
    reviewedResultHash: hashJson(result),
  };
}

/** An example as a frozen submission of the test organisation; `reviewed` adds a review that rejects its first four answers. */
export function subjectOf(exampleId: string, options: { reviewed?: boolean } = {}): ReportSubject {
  const answerSet = example(exampleId);
  const submission = submissionOf(answerSet);
  return {
    organisation: ORGANISATION,
    system: submission.system,
    answerSet,
    result: submission.result,
    submission,
    ...(options.reviewed ? { review: reviewOf(answerSet, submission) } : {}),
    people: { usr_1: 'Nguyễn Thị Nộp', usr_2: 'Trần Văn Soát' },
  };
}
