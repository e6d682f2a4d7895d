/** @module What the types refuse: each line below is a mistake that must not compile. Never run. */
import { type AnswerBatch, exportSubmission, type Problem, saveAnswers, submitAssessment } from './client.ts';
import type { Browser } from './http.ts';

export async function misuse(as: Browser, batch: AnswerBatch, problem: Problem): Promise<void> {
  // @ts-expect-error an edit needs If-Match
  await saveAnswers('asm_1', batch, {}, { as });
  // @ts-expect-error the header is `if-match`
  await submitAssessment('asm_1', {}, { ifMatch: '"1"' }, { as });
  // @ts-expect-error there is no such table
  await exportSubmission('sub_1', 'answer', {}, {}, { as });
  // @ts-expect-error nor such a kind of problem
  if (problem.type === '/problems/wrong') return;
  const saved = await saveAnswers('asm_1', batch, { 'if-match': '*' }, { as });
  // @ts-expect-error what was saved is known only once the status is
  saved.data.changed.join();
}
