/** @module The company's side: a system, answers in batches, evidence, and what is submitted. */
import {
  type AnswerBatch,
  createAssessment,
  getAnswers,
  getAssessment,
  getDraftResult,
  registerSystem,
  type Submission,
  saveAnswers,
  submitAssessment,
  uploadEvidence,
  useEvidence,
} from './client.ts';
import { etagOf, expectStatus } from './http.ts';
import type { Company, Person } from './people.ts';

type GivenAnswers = NonNullable<AnswerBatch['answers']>;

/** An answer file of the examples. */
export interface Example {
  questionnaires?: string[];
  answers: GivenAnswers;
}

/** Answers of a batch, so that there are several. */
const BATCH = 15;

/** @returns the assessment, answered by the colleague, with a file that one answer rests on */
export async function answerAssessment({ owner, colleague }: Company, example: Example): Promise<string> {
  const registered = await registerSystem(
    { name: 'Chấm bài thi', purpose: 'Chấm bài thi kết thúc học phần', roles: ['deployer'] },
    { 'idempotency-key': crypto.randomUUID() },
    { as: owner.as },
  );
  const { questionnaires } = example;
  const system = expectStatus(registered, 201).data;
  const made = await createAssessment(
    { systemId: system.id, ...(questionnaires ? { questionnaires } : {}) },
    {},
    { as: colleague.as },
  );
  const { id } = expectStatus(made, 201).data;
  const questions = await answerInBatches(colleague, id, etagOf(made), example.answers);
  await refuseStale(colleague, id, etagOf(made), questions);
  await addEvidence(colleague, id, questions[0]!);
  const { data: result } = expectStatus(await getDraftResult(id, {}, {}, { as: colleague.as }), 200);
  if (result.classification.tier !== 'high') throw new Error(`tier ${result.classification.tier}`);
  return id;
}

async function answerInBatches(person: Person, id: string, etag: string, answers: GivenAnswers): Promise<string[]> {
  const entries = Object.entries(answers);
  let ifMatch = etag;
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = Object.fromEntries(entries.slice(from, from + BATCH));
    const saved = await saveAnswers(id, { answers: batch }, { 'if-match': ifMatch }, { as: person.as });
    if (expectStatus(saved, 200).data.changed.length !== Object.keys(batch).length) throw new Error('answers are lost');
    ifMatch = etagOf(saved);
  }
  const kept = expectStatus(await getAnswers(id, {}, { as: person.as }), 200).data;
  const lost = entries.filter(([question]) => kept.answers[question] === undefined);
  if (lost.length > 0) throw new Error(`lost: ${lost.map(([question]) => question).join(', ')}`);
  return entries.map(([question]) => question);
}

/** Whoever did not see the last change is told, and nothing is written. */
async function refuseStale({ as }: Person, id: string, etag: string, [question]: string[]): Promise<void> {
  const stale = await saveAnswers(id, { remove: [question!] }, { 'if-match': etag }, { as });
  const problem = expectStatus(stale, 412).data;
  if (problem.type !== '/problems/precondition-failed' || problem.current === undefined)
    throw new Error(problem.detail);
}

async function addEvidence({ as }: Person, id: string, question: string): Promise<void> {
  const file = new Blob(['Quy trình chấm thi và phúc khảo, bản ngày 01/09/2026.\n'], { type: 'text/plain' });
  const added = await uploadEvidence(
    file,
    { filename: encodeURIComponent('Quy trình chấm thi.txt'), title: 'Quy trình chấm thi' },
    {},
    { as, headers: { 'Content-Type': 'text/plain' } },
  );
  const evidence = expectStatus(added, 201).data;
  expectStatus(await useEvidence(evidence.id, id, question, {}, { as }), 204);
}

/** Changes one answer, as a review asked. */
export async function reviseAnswer({ as }: Person, id: string, question: string): Promise<void> {
  const now = await getAnswers(id, {}, { as });
  const given = expectStatus(now, 200).data.answers[question]!;
  const value = typeof given === 'object' && given !== null && 'value' in given ? given.value : given;
  const answer = { value: value ?? null, note: 'Đã bổ sung tài liệu mô tả.' };
  const why = 'Theo yêu cầu của đơn vị đánh giá';
  expectStatus(
    await saveAnswers(id, { answers: { [question]: answer }, why }, { 'if-match': etagOf(now) }, { as }),
    200,
  );
}

/** Freezes what was answered. */
export async function submit({ as }: Person, id: string): Promise<Submission> {
  const now = await getAssessment(id, {}, { as });
  expectStatus(now, 200);
  const submitted = await submitAssessment(
    id,
    {},
    { 'if-match': etagOf(now), 'idempotency-key': crypto.randomUUID() },
    { as },
  );
  return expectStatus(submitted, 201).data;
}
