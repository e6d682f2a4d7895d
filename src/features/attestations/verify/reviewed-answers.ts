/** @module The organisation's answers with the reviewer's verdicts applied. What was not accepted is unknown, never fine. */
import type { AnswerFile, AnswerVerdict, SubmissionRecord } from '../../submissions/index.ts';

export type GivenVerdict = Pick<AnswerVerdict, 'questionId' | 'verdict' | 'evidenceGrade'>;

/** What an answer file takes as a note. */
const NOTE_LIMIT = 20_000;

/**
 * Rejected and insufficient answers become `unknown`, with the organisation's own answer kept in the note. The reviewer's
 * grade of the evidence takes the place of the organisation's. Answers without a verdict stay as they are. The one definition
 * of it: a review is concluded with it, and anyone re-computes the reviewed result with it.
 */
export function reviewedAnswers(
  { answerFile }: Pick<SubmissionRecord, 'answerFile'>,
  verdicts: readonly GivenVerdict[],
): AnswerFile {
  const answers = { ...answerFile.answers };
  for (const { questionId, verdict, evidenceGrade } of verdicts) {
    if (!Object.hasOwn(answers, questionId)) continue;
    const entry = asEntry(answers[questionId]);
    if (verdict !== 'accepted') answers[questionId] = refused(entry);
    else if (evidenceGrade !== null) answers[questionId] = { ...entry, evidence_grade: evidenceGrade };
  }
  const { datasets, ...rest } = answerFile;
  // A data set that no answer names any more is no part of the reviewed answers.
  const named = new Set(Object.values(answers).map((given) => asEntry(given).value));
  const kept = (datasets ?? []).filter(({ id }) => named.has(id));
  return { ...rest, answers, ...(kept.length > 0 ? { datasets: kept } : {}) };
}

/** An answer as an answer file may write it: a value, or a value with things said beside it. */
export const asEntry = (given: unknown): Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : { value: given };

function refused({ evidence_grade: _, value, note, ...beside }: Record<string, unknown>): Record<string, unknown> {
  const own = typeof note === 'string' && note !== '' ? ` ${note}` : '';
  const said = `Bên soát xét chưa chấp nhận câu trả lời này / Not accepted by the reviewer. Tổ chức trả lời / The organisation answered: ${JSON.stringify(value ?? null)}.${own}`;
  // A cut must not leave half a character behind.
  return { ...beside, value: 'unknown', note: said.slice(0, NOTE_LIMIT).replace(/[\uD800-\uDBFF]$/, '') };
}
