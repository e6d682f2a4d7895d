/** @module One report subject that has been all the way: submitted, sampled, reviewed, signed twice, in the log; for golden files and paper. */
import type { ReportSubject } from '../../src/features/reports/index.ts';
import type { ReviewFinding, ReviewRecord } from '../../src/features/submissions/index.ts';
import { subjectOf } from './subject.ts';

const FINDING: Omit<ReviewFinding, 'id' | 'questionId' | 'title' | 'description' | 'severity' | 'state'> = {
  basis: [],
  owner: null,
  due: null,
  remediation: null,
  verification: null,
  riskAcceptance: null,
};

/** One finding in each state that a finding can have. */
const FINDINGS: ReviewFinding[] = [
  {
    ...FINDING,
    id: 'fnd_1',
    questionId: 'transparency.disclosed',
    title: 'Ứng dụng di động không hiện thông báo khi mở lại cuộc trò chuyện cũ',
    description:
      'Thử ngày 18/11/2026 trên bản 4.1: 3 trong 10 cuộc trò chuyện mở lại không có thông báo.\nTrang web thì có.',
    severity: 'high',
    basis: ['law-134-2025:11.1', 'decree-142-2026:16.1'],
    owner: 'Phụ trách sản phẩm',
    due: '2026-12-31',
    state: 'open',
  },
  {
    ...FINDING,
    id: 'fnd_2',
    questionId: null,
    title: 'Hồ sơ phân loại còn là bản nháp',
    description: 'Phần biện pháp quản lý rủi ro chưa có người ký.',
    severity: 'moderate',
    basis: ['decree-142-2026:12.2.d'],
    owner: 'Phụ trách pháp chế',
    due: '2027-01-15',
    state: 'remediated',
    remediation: 'Đã ký ngày 20/11/2026, số 31/HSPL-CM.',
  },
  {
    ...FINDING,
    id: 'fnd_3',
    questionId: null,
    title: 'Sổ phản ánh quý III thiếu ngày trả lời',
    description: 'Bốn dòng không ghi ngày.',
    severity: 'low',
    owner: 'Trưởng nhóm chăm sóc khách hàng',
    due: '2026-11-20',
    state: 'verified',
    remediation: 'Đã bổ sung theo nhật ký của tổng đài.',
    verification: 'Đã đối chiếu bốn dòng với nhật ký ngày 20/11/2026.',
  },
  {
    ...FINDING,
    id: 'fnd_4',
    questionId: null,
    title: 'Chưa có số liệu điện năng của nhà cung cấp mô hình',
    description: 'Nhà cung cấp chưa trả lời hai thư.',
    severity: 'information',
    state: 'risk_accepted',
    riskAcceptance: { by: 'usr_1', reason: 'Ảnh hưởng nhỏ; sẽ hỏi lại khi gia hạn hợp đồng.', expiresOn: '2027-03-31' },
  },
];

function sampled(review: ReviewRecord): Partial<ReviewRecord> {
  const questions = review.sampling.questions.slice(0, 32);
  const kept = new Set(questions);
  return {
    scope: 'Câu trả lời về minh bạch, phân loại và dữ liệu cá nhân của phiên bản 4.1.',
    method: 'Đọc tài liệu, phỏng vấn hai người phụ trách, thử mười cuộc trò chuyện trên mỗi kênh.',
    sampling: { population: review.sampling.population, examined: questions.length, seed: 'mau-2026-11-20', questions },
    verdicts: review.verdicts.filter(({ questionId }) => kept.has(questionId)),
    independence: [
      ...review.independence,
      {
        by: 'usr_3',
        at: '2026-11-21T01:30:00.000Z',
        noStake: true,
        noAdvice: false,
        statement: 'Năm 2025 có dạy một lớp nửa ngày cho nhân viên của đơn vị.',
      },
    ],
    findings: FINDINGS,
    statement: 'Còn một phát hiện chưa khắc phục, một phát hiện chờ kiểm tra lại.',
  };
}

/** A chatbot that was submitted and reviewed: whatever the audit report can say of a review is in it. */
export function reviewedExample(): ReportSubject {
  const subject = subjectOf('customer-service-chatbot', { reviewed: true });
  return {
    ...subject,
    review: { ...subject.review!, ...sampled(subject.review!) },
    people: { ...subject.people, usr_3: 'Lê Thị Đối Chiếu' },
    verification: {
      href: 'https://luongtri.example/verify/sub_019aa0c2f4c07a60a1a8d7f3c1d2e3f4',
      submissionHash: 'b'.repeat(64),
      reviewHash: 'c'.repeat(64),
      logIndex: 41,
      checkpoint: { origin: 'luongtri.example/log', size: 57, root: 'd'.repeat(64) },
      status: 'valid',
    },
  };
}
