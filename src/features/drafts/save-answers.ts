/** @module Saves a batch of answers: all of it, with the history of each, or none. */
import canonicalize from 'canonicalize';
import type { ServiceContext } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { hashJson } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import { readAnswerSet } from '../../engine/index.ts';
import { fromStored, toStored } from './answer-file.ts';
import { requireEditable } from './present-assessment.ts';
import type { AnswerBatch } from './schema.ts';
import {
  type AnswerWrite,
  type AssessmentRow,
  changedSince,
  datasetIds,
  lockAssessment,
  readAnswerRows,
  updateAssessment,
  writeAnswers,
} from './store.ts';

/**
 * `If-Match` names the revision the sender saw. Somebody else's change to other questions since then is no conflict; a
 * change to a question of this batch is.
 * @throws Problem 412 with those changes, 409 for a frozen assessment, 422 with every answer that does not fit
 */
export function saveAnswers(input: ActorInput<unknown, AnswerBatch>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  const given = batchOf(body);
  return input.write(async (trx) => {
    const assessment = await lockAssessment(trx, actor.tenantId, params.id!);
    if (!assessment) throw new Problem('not-found');
    requireEditable(assessment);
    const questions = [...given.keys()];
    await refuseStale(trx, assessment, input.ifMatch, questions);
    await refuseUnfit(ctx, trx, assessment, body);
    const writes = await changesOf(trx, assessment, given);
    if (writes.length === 0) return saved(assessment.revision, []);
    const now = ctx.clock.now();
    const revision = assessment.revision + 1;
    await writeAnswers(trx, assessment, writes, {
      revision,
      why: body.why ?? null,
      changed_by: actor.id,
      changed_at: now,
    });
    await updateAssessment(trx, assessment, { revision, updated_at: now });
    const changed = writes.map(({ questionId }) => questionId);
    // The salt keeps a short answer from being guessed back out of the log.
    const salt = ctx.ids.secret(16);
    await input.event(trx, 'answers.saved', assessment.id, { revision, changed, digest: hashJson([salt, writes]) });
    return saved(revision, changed);
  });
}

const saved = (revision: number, changed: string[]): Reply => ({
  status: 200,
  body: { revision, changed },
  headers: { ETag: etagOf(revision) },
});

/** What each question of the batch gets; `null` takes the answer back. */
function batchOf({ answers, remove }: AnswerBatch): Map<string, object | null> {
  const both = remove.filter((id) => Object.hasOwn(answers, id));
  if (both.length > 0) {
    throw new Problem('invalid-body', undefined, {
      issues: both.map((id) => ({
        pointer: `/remove/${remove.indexOf(id)}`,
        code: 'invalid_value' as const,
        message: { vi: `${id} vừa được trả lời vừa bị bỏ`, en: `${id} is both answered and taken back` },
        fix: { vi: 'Chỉ giữ một trong hai', en: 'Keep one of the two' },
      })),
    });
  }
  return new Map([
    ...Object.entries(answers).map(([id, content]) => [id, toStored(content)] as const),
    ...remove.map((id) => [id, null] as const),
  ]);
}

async function refuseStale(
  trx: Trx,
  assessment: AssessmentRow,
  ifMatch: number | '*',
  questions: string[],
): Promise<void> {
  if (ifMatch === '*' || ifMatch === assessment.revision || questions.length === 0) return;
  // An ETag of the future, or one never given, is no state that anybody saw.
  const seen = ifMatch > assessment.revision ? -1 : ifMatch;
  const changes = await changedSince(trx, assessment, seen, questions);
  if (changes.length === 0 && seen >= 0) return;
  throw new Problem('precondition-failed', undefined, {
    headers: { ETag: etagOf(assessment.revision) },
    current: {
      revision: assessment.revision,
      changes: changes.map((change) => ({
        questionId: change.question_id,
        revision: change.revision,
        answer: change.after === null ? null : fromStored(change.after),
        changedBy: change.changed_by,
        changedAt: change.changed_at.toISOString(),
      })),
    },
  });
}

/** Checks the batch alone: what others saved is not the sender's to mend. */
async function refuseUnfit(
  ctx: ServiceContext,
  trx: Trx,
  assessment: AssessmentRow,
  { answers }: AnswerBatch,
): Promise<void> {
  const read = readAnswerSet(
    ctx.content,
    { questionnaires: assessment.questionnaires, system: { name: '-' }, answers },
    { asOf: assessment.as_of ?? '2026-03-01', measure: ctx.measure },
  );
  let issues = 'issues' in read ? read.issues : [];
  if (issues.some(({ code }) => code === 'unknown_dataset')) {
    const known = await datasetIds(trx, assessment);
    issues = issues.filter(
      ({ code, pointer }) => code !== 'unknown_dataset' || !known.includes(named(answers, pointer)),
    );
  }
  if (issues.length > 0) throw new Problem('invalid-answers', undefined, { issues });
}

/** The data set that the answer at a pointer names. */
function named(answers: Record<string, unknown>, pointer: string): string {
  const id = pointer.split('/')[2]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';
  return String((toStored(answers[id]) as { value?: unknown }).value ?? '');
}

/** Only what is another answer than before; saving the same again changes nothing and leaves no trace. */
async function changesOf(
  trx: Trx,
  assessment: AssessmentRow,
  given: Map<string, object | null>,
): Promise<AnswerWrite[]> {
  if (given.size === 0) return [];
  const rows = await readAnswerRows(trx, assessment, [...given.keys()]);
  const before = new Map(rows.map(({ question_id, content }) => [question_id, content as object]));
  return [...given]
    .map(([questionId, after]) => ({ questionId, before: before.get(questionId) ?? null, after }))
    .filter((write) => canonicalize(write.before) !== canonicalize(write.after));
}
