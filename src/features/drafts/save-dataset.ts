/** @module Keeps and removes the data sets that answers name. */
import { todayInVietNam } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { hashJson } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import { requireEditable } from './present-assessment.ts';
import {
  type AssessmentRow,
  deleteDataset,
  lockAssessment,
  putDataset,
  readAnswerRows,
  updateAssessment,
} from './store.ts';
import { recordDataset } from './store-datasets.ts';

type NewDataset = { kind: 'fairness' | 'workforce'; data: Record<string, unknown> };

/** @throws Problem 422 with every mistake in the data, 412, 409 for a frozen assessment */
export function saveDataset(input: ActorInput<unknown, NewDataset>): Promise<Reply> {
  const { ctx, actor, params, body } = input;
  const id = params.dataset!;
  return input.write(async (trx) => {
    const assessment = await editable(trx, input);
    const dataset = { id, kind: body.kind, data: body.data };
    const measured = ctx.measure(dataset, assessment.as_of ?? todayInVietNam(ctx.clock));
    if ('issues' in measured) {
      const issues = measured.issues.map((issue) => ({
        ...issue,
        pointer: `/data${issue.pointer}`,
        code: 'invalid_dataset' as const,
      }));
      throw new Problem('invalid-answers', undefined, { issues });
    }
    const now = ctx.clock.now();
    const revision = assessment.revision + 1;
    const by = { revision, changed_by: actor.id, changed_at: now };
    await recordDataset(trx, assessment, { id, kind: body.kind, after: body.data, ...by });
    await putDataset(trx, {
      organisation_id: actor.tenantId,
      assessment_id: assessment.id,
      id,
      kind: body.kind,
      data: body.data,
      ...by,
    });
    await updateAssessment(trx, assessment, { revision, updated_at: now });
    const digest = hashJson([ctx.ids.secret(16), body.data]);
    await input.event(trx, 'dataset.saved', assessment.id, { dataset: id, revision, digest });
    return { status: 200, body: { revision, changed: [id] }, headers: { ETag: etagOf(revision) } };
  });
}

/** @throws Problem 409 while an answer names it */
export function removeDataset(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { ctx, actor, params } = input;
  const id = params.dataset!;
  return input.write(async (trx) => {
    const assessment = await editable(trx, input);
    const naming = (await readAnswerRows(trx, assessment)).filter(
      ({ content }) => (content as { value?: unknown }).value === id,
    );
    if (naming.length > 0) {
      const questions = naming.map(({ question_id }) => question_id).join(', ');
      throw new Problem('conflict', {
        vi: `Câu trả lời đang dùng bộ dữ liệu này: ${questions}. Sửa câu trả lời trước.`,
        en: `Answers name this data set: ${questions}. Change them first.`,
      });
    }
    const now = ctx.clock.now();
    const revision = assessment.revision + 1;
    const by = { revision, changed_by: actor.id, changed_at: now };
    await recordDataset(trx, assessment, { id, kind: undefined, after: null, ...by });
    if (!(await deleteDataset(trx, assessment, id))) throw new Problem('not-found');
    await updateAssessment(trx, assessment, { revision, updated_at: now });
    await input.event(trx, 'dataset.removed', assessment.id, { dataset: id, revision });
    return { status: 200, body: { revision, changed: [id] }, headers: { ETag: etagOf(revision) } };
  });
}

async function editable(trx: Trx, input: ActorInput<unknown, unknown>): Promise<AssessmentRow> {
  const assessment = await lockAssessment(trx, input.actor.tenantId, input.params.id!);
  if (!assessment) throw new Problem('not-found');
  requireEditable(assessment);
  matchRevision(input.ifMatch, assessment.revision, { revision: assessment.revision });
  return assessment;
}
