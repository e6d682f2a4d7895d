/** @module The answers that stand after a review: what the reviewer did not accept is unknown. */
import type { Questionnaire } from '../../../engine/index.ts';
import type { AnswerFile, AnswerVerdict } from '../../submissions/index.ts';

/**
 * Applies a reviewer's verdicts to an answer file. The one definition of it: a review is concluded with it, and anyone
 * re-computes the reviewed result with it. Accepted answers keep their value, with the reviewer's grade of the evidence where
 * one was given; others become `unknown`, and keep what was said around them. A data set that no accepted answer names is left
 * out, since an answer file must not hold one that nothing names.
 */
export function reviewedAnswerFile(
  questionnaires: readonly Questionnaire[],
  file: AnswerFile,
  verdicts: readonly AnswerVerdict[],
): AnswerFile {
  const answers = { ...file.answers };
  for (const { questionId, verdict, evidenceGrade } of verdicts) {
    if (!Object.hasOwn(answers, questionId)) continue;
    const answer = asObject(answers[questionId]);
    if (verdict !== 'accepted') answer.value = 'unknown';
    if (evidenceGrade !== null) answer.evidence_grade = evidenceGrade;
    answers[questionId] = answer;
  }
  const { datasets, ...rest } = file;
  const kept = datasets?.filter(({ id }) => namedDatasets(questionnaires, answers).has(id)) ?? [];
  return { ...rest, answers, ...(kept.length > 0 && { datasets: kept }) };
}

const asObject = (answer: unknown): Record<string, unknown> =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer)
    ? { ...(answer as Record<string, unknown>) }
    : { value: answer };

function namedDatasets(questionnaires: readonly Questionnaire[], answers: Record<string, unknown>): Set<unknown> {
  const named = new Set<unknown>();
  for (const { sections } of questionnaires) {
    for (const { id, type } of sections.flatMap(({ questions }) => questions)) {
      if (type === 'dataset' && Object.hasOwn(answers, id)) named.add(asObject(answers[id]).value);
    }
  }
  return named;
}
