/** @module Which questions an item serves: one file may serve many, of many assessments. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import type { Content } from '../../engine/index.ts';
import { addUse, assessmentForEvidence, findEvidence, removeUse } from './store.ts';

type Input = ActorInput<unknown, unknown>;

/** @throws Problem 404 for a question the assessment does not ask, 409 for a frozen assessment */
export const linkQuestion = (input: Input): Promise<Reply> =>
  input.write(async (trx) => {
    const { ctx, actor, params } = input;
    const versions = await editableVersions(trx, input);
    if (!asks(ctx.content, versions, params.questionId!)) throw new Problem('not-found');
    if (!(await findEvidence(trx, actor.tenantId, params.id!))) throw new Problem('not-found');
    const place = placeOf(input);
    const isNew = await addUse(trx, { ...place, linked_by: actor.id, linked_at: ctx.clock.now() });
    if (isNew) await input.event(trx, 'evidence.used', place.evidence_id, detailsOf(place));
    return { status: 204 };
  });

export const unlinkQuestion = (input: Input): Promise<Reply> =>
  input.write(async (trx) => {
    await editableVersions(trx, input);
    const place = placeOf(input);
    if (!(await removeUse(trx, place))) throw new Problem('not-found');
    await input.event(trx, 'evidence.unused', place.evidence_id, detailsOf(place));
    return { status: 204 };
  });

const placeOf = ({ actor, params }: Input) => ({
  organisation_id: actor.tenantId,
  assessment_id: params.assessmentId!,
  evidence_id: params.id!,
  question_id: params.questionId!,
});

const detailsOf = ({ assessment_id, question_id }: ReturnType<typeof placeOf>) => ({
  assessment: assessment_id,
  question: question_id,
});

async function editableVersions(trx: Trx, { actor, params }: Input): Promise<string[]> {
  const assessment = await assessmentForEvidence(trx, actor.tenantId, params.assessmentId!);
  if (!assessment) throw new Problem('not-found');
  const { status, questionnaires } = assessment;
  if (status === 'draft' || status === 'changes_requested') return questionnaires;
  throw new Problem('conflict', {
    vi: `Đánh giá đang ở trạng thái ${status}: minh chứng của câu trả lời đã khóa.`,
    en: `The assessment is ${status}: the evidence of its answers is frozen.`,
  });
}

const asks = ({ questionnaires }: Content, versions: readonly string[], questionId: string): boolean =>
  questionnaires
    .filter(({ id, version }) => versions.includes(`${id}@${version}`))
    .some(({ sections }) => sections.some(({ questions }) => questions.some(({ id }) => id === questionId)));
