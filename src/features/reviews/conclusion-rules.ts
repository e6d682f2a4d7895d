/** @module What has to hold before a review can say what it says, and how many people have to sign it. */
import type { ProblemIssue } from '../../app/problems.ts';
import type { PlainDate, Result, Text } from '../../engine/index.ts';
import type { ConclusionKind } from '../submissions/index.ts';
import type { Examination } from './examine.ts';
import { type FindingRow, isOpen } from './finding-state.ts';

const GRAVE = new Set(['prohibited', 'high']);

/** Could the system be high-risk or prohibited, by either result? Then two different people sign. */
export const signaturesRequired = (...results: readonly Pick<Result, 'classification'>[]): 1 | 2 =>
  results.some(
    ({ classification: { tier, possibleTiers } }) =>
      tier === 'undetermined' || GRAVE.has(tier) || possibleTiers.some((possible) => GRAVE.has(possible)),
  )
    ? 2
    : 1;

/** @returns every reason why the conclusion cannot be drawn; none where it can */
export function conclusionIssues(
  conclusion: ConclusionKind,
  { missing, verdicts }: Pick<Examination, 'missing' | 'verdicts'>,
  findings: readonly FindingRow[],
  today: PlainDate,
): ProblemIssue[] {
  if (conclusion === 'unable_to_conclude') return [];
  const unseen = missing.map((id) => issue(unseenText(id), giveVerdict));
  if (conclusion === 'open_findings') {
    const left = findings.some(({ state }) => state !== 'verified');
    return [...(left ? [] : [issue(noneOpen, addFinding)]), ...unseen];
  }
  const open = findings.filter((row) => isOpen(row, today));
  const about = new Set(findings.map(({ question_id }) => question_id));
  // Also outside of the sample: what was looked at and found wanting is not forgotten.
  const unexplained = verdicts.filter(({ questionId, verdict }) => verdict !== 'accepted' && !about.has(questionId));
  return [
    ...open.map(({ id }) =>
      issue(
        { vi: `Phát hiện ${id} còn mở`, en: `Finding ${id} is open` },
        {
          vi: 'Kiểm tra việc khắc phục, hoặc kết luận open_findings',
          en: 'Verify the remedy, or conclude open_findings',
        },
      ),
    ),
    ...unseen,
    ...unexplained.map(({ questionId: id }) =>
      issue(
        {
          vi: `Câu ${id} chưa được chấp nhận mà không có phát hiện nào`,
          en: `${id} was not accepted, and no finding says so`,
        },
        { vi: 'Ghi phát hiện cho câu này, hoặc kết luận khác', en: 'Record a finding about it, or conclude otherwise' },
      ),
    ),
  ];
}

const unseenText = (id: string): Text => ({
  vi: `Câu ${id} thuộc mẫu nhưng chưa có kết luận`,
  en: `${id} is in the sample and has no verdict`,
});
const giveVerdict: Text = {
  vi: 'Kết luận về câu này, hoặc kết luận unable_to_conclude',
  en: 'Give a verdict on it, or conclude unable_to_conclude',
};
const noneOpen: Text = { vi: 'Không có phát hiện nào còn lại', en: 'No finding is left' };
const addFinding: Text = {
  vi: 'Ghi phát hiện, hoặc kết luận no_open_findings hay unable_to_conclude',
  en: 'Record the finding, or conclude no_open_findings or unable_to_conclude',
};

const issue = (message: Text, fix: Text): ProblemIssue => ({ pointer: '/conclusion', code: 'refused', message, fix });
