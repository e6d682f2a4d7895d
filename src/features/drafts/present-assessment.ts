/** @module A row of an assessment as it is answered, and what its state allows. */
import { Problem } from '../../app/problems.ts';
import type { Assessment } from './schema.ts';
import type { AssessmentRow, ListedAssessment } from './store.ts';

export const presentAssessment = (row: ListedAssessment): Assessment => ({
  id: row.id,
  systemId: row.system_id,
  systemName: row.system_name,
  status: row.status,
  questionnaires: row.questionnaires,
  asOf: row.as_of,
  revision: row.revision,
  copiedFrom: row.copied_from,
  supersededBy: row.superseded_by,
  withdrawalReason: row.withdrawal_reason,
  submissions: Number(row.submissions ?? 0),
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** @throws Problem 409 unless the answers may be edited */
export function requireEditable({ status }: Pick<AssessmentRow, 'status'>): void {
  if (status === 'draft' || status === 'changes_requested') return;
  throw new Problem('conflict', {
    vi: `Đánh giá đang ở trạng thái ${status}: câu trả lời đã khóa. Mở lại để nộp bản sửa, hoặc tạo đánh giá mới từ bản này (copyFrom).`,
    en: `The assessment is ${status}: its answers are frozen. Reopen it for a corrected submission, or copy it to a new one (copyFrom).`,
  });
}
