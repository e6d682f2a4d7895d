/** @module The period in which evidence counts has a beginning that is not after its end. */
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import type { PlainDate } from '../../engine/index.ts';

/** @throws Problem 422 @param place where the end was written */
export function requirePeriod(
  from: PlainDate | null,
  until: PlainDate | null,
  place: Pick<ProblemIssue, 'in' | 'pointer'>,
): void {
  if (from === null || until === null || from <= until) return;
  throw new Problem(place.in === 'query' ? 'invalid-parameters' : 'invalid-body', undefined, {
    issues: [
      {
        ...place,
        code: 'invalid_value',
        message: {
          vi: `Ngày hết hiệu lực ${until} trước ngày bắt đầu ${from}`,
          en: `The last day of validity, ${until}, is before the first, ${from}`,
        },
        fix: { vi: 'Sửa một trong hai ngày', en: 'Correct one of the two days' },
      },
    ],
  });
}
