/** @module Moments that cannot be: a clock that starts from one would be wrong from its beginning. */
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';

interface Moments {
  occurredAt?: Date | null;
  detectedAt?: Date;
  confirmedAt?: Date | null;
  resolvedAt?: Date | null;
  filedAt?: Date;
  happenedAt?: Date | null;
}

/** Clocks of two machines differ a little. */
const TOLERANCE_MS = 5 * 60_000;

const issue = (pointer: string, message: Text, fix: Text): ProblemIssue => ({
  pointer,
  code: 'out_of_range',
  message,
  fix,
});

const future = (name: string): ProblemIssue =>
  issue(
    `/${name}`,
    { vi: 'Thời điểm ở tương lai', en: 'The moment lies in the future' },
    {
      vi: 'Ghi thời điểm việc đã thực sự xảy ra, kèm múi giờ',
      en: 'Give the moment at which it happened, with its offset',
    },
  );

const order = (name: string, vi: string, en: string): ProblemIssue =>
  issue(`/${name}`, { vi, en }, { vi: 'Kiểm tra lại hai thời điểm', en: 'Check both moments' });

/** @throws Problem 422 that names every moment that cannot be */
export function checkMoments(moments: Moments, now: Date): void {
  const { occurredAt, detectedAt, confirmedAt, resolvedAt, filedAt } = moments;
  const issues = Object.entries(moments)
    .filter(([, at]) => at instanceof Date && at.getTime() > now.getTime() + TOLERANCE_MS)
    .map(([name]) => future(name));
  if (occurredAt && detectedAt && occurredAt > detectedAt) {
    issues.push(order('occurredAt', 'Xảy ra sau khi phát hiện', 'It happened after it was detected'));
  }
  if (confirmedAt && detectedAt && confirmedAt < detectedAt) {
    issues.push(order('confirmedAt', 'Xác nhận trước khi phát hiện', 'It was confirmed before it was detected'));
  }
  if (resolvedAt && detectedAt && resolvedAt < detectedAt) {
    issues.push(order('resolvedAt', 'Khắc phục xong trước khi phát hiện', 'It was resolved before it was detected'));
  }
  // It would count as filed in time, whenever the clock began.
  if (filedAt && detectedAt && filedAt < detectedAt) {
    issues.push(order('filedAt', 'Nộp trước khi phát hiện sự cố', 'It was filed before the incident was detected'));
  }
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
}
