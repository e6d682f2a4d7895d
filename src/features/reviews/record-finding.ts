/** @module The auditors' side of findings: recording, correcting, verifying. */
import { todayInVietNam } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import { questionsById } from '../../engine/index.ts';
import { presentFinding } from './finding-present.ts';
import { type FindingRow, stateOn } from './finding-state.ts';
import { lockAudit, openWork, readReviewed, requireState } from './open-audit.ts';
import { type Law, type ReadSubmission, readFrozen } from './read-submission.ts';
import type { FindingChange, NewFinding } from './schema-findings.ts';
import { findReview, type ReviewRow, updateReview } from './store.ts';
import { addStep, findFinding, insertFinding, lockFinding, updateFinding } from './store-findings.ts';

/** @throws Problem 409 unless the review is under way, 422 for articles or questions that there are not */
export function recordFinding(input: ActorInput<unknown, NewFinding>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const review = await lockAudit(trx, input, { states: ['in_review'], as: 'work' });
    const submission = await readReviewed(ctx, trx, review);
    const issues = [...basisIssues(submission.law, body.basis), ...questionIssues(submission, body.questionId)];
    if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
    const now = ctx.clock.now();
    const id = ctx.ids.next('fnd');
    const { questionId, ...fields } = body;
    await insertFinding(trx, {
      organisation_id: review.organisation_id,
      id,
      review_id: review.id,
      question_id: questionId,
      ...fields,
      recorded_by: actor.id,
      created_at: now,
      updated_at: now,
    } as Parameters<typeof insertFinding>[1]);
    await updateReview(trx, review, { updated_at: now });
    const finding = (await findFinding(trx, review.organisation_id, id))!;
    await step(input, trx, finding, { kind: 'recorded', note: null, fields });
    const details = { review: review.id, severity: body.severity, basis: body.basis, question: questionId };
    await input.event(trx, 'finding.recorded', id, details, review.organisation_id);
    return reply(201, finding, input);
  });
}

/** Corrects a finding while it is open. */
export function changeFinding(input: ActorInput<unknown, FindingChange>): Promise<Reply> {
  const { ctx, body } = input;
  return input.write(async (trx) => {
    const { review, finding } = await lockAudited(trx, input);
    requireState(review, ['in_review', 'changes_requested']);
    matchRevision(input.ifMatch, finding.revision, presentFinding(finding, todayInVietNam(ctx.clock)));
    requireFinding(finding, ['open'], input);
    const { law } = await readReviewed(ctx, trx, review);
    const issues = basisIssues(law, body.basis ?? []);
    if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
    const changed = await updateFinding(trx, finding, {
      ...(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as object),
      state: 'open',
      updated_at: ctx.clock.now(),
    });
    await step(input, trx, changed, { kind: 'changed', note: null, fields: body });
    const details = { fields: Object.keys(body).sort() };
    await input.event(trx, 'finding.changed', finding.id, details, finding.organisation_id);
    return reply(200, changed, input);
  });
}

/** Says what was seen when the remedy was checked: settled, or open again. Also after the conclusion. */
export function verifyFinding(input: ActorInput<unknown, { settled: boolean; verification: string }>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const { review, finding } = await lockAudited(trx, input);
    requireState(review, ['in_review', 'changes_requested', 'concluded']);
    requireFinding(finding, ['remediated'], input);
    const now = ctx.clock.now();
    const changed = await updateFinding(trx, finding, {
      state: body.settled ? 'verified' : 'open',
      verification: body.verification,
      verified_by: actor.id,
      verified_at: now,
      updated_at: now,
    });
    const kind = body.settled ? 'verified' : 'reopened';
    await step(input, trx, changed, { kind, note: body.verification, fields: { state: changed.state } });
    await input.event(trx, `finding.${kind}`, finding.id, { state: changed.state }, finding.organisation_id);
    return reply(200, changed, input);
  });
}

export function commentAsAuditor(input: ActorInput<unknown, { comment: string }>): Promise<Reply> {
  return input.write(async (trx) => {
    const { finding } = await lockAudited(trx, input);
    await step(input, trx, finding, { kind: 'commented', note: input.body.comment, fields: {} });
    await input.event(trx, 'finding.commented', finding.id, {}, finding.organisation_id);
    return reply(201, finding, input);
  });
}

interface Step {
  kind: Parameters<typeof addStep>[1]['kind'];
  note: string | null;
  fields: object;
}

type AnyInput = Pick<ActorInput<unknown, unknown>, 'ctx' | 'actor' | 'params'>;

/** A step of whoever acts. */
export const step = ({ ctx, actor }: AnyInput, trx: Trx, finding: FindingRow, taken: Step): Promise<void> =>
  addStep(trx, {
    organisation_id: finding.organisation_id,
    finding_id: finding.id,
    ...taken,
    actor_organisation_id: actor.organisation.id,
    taken_by: actor.id,
    taken_at: ctx.clock.now(),
  });

export const reply = (status: number, finding: FindingRow, { ctx }: AnyInput): Reply => ({
  status,
  body: presentFinding(finding, todayInVietNam(ctx.clock)),
  headers: { ETag: etagOf(finding.revision) },
});

/** @throws Problem 409 unless the finding is in one of the states today */
export function requireFinding(finding: FindingRow, states: readonly FindingRow['state'][], { ctx }: AnyInput): void {
  const state = stateOn(finding, todayInVietNam(ctx.clock));
  if (states.includes(state)) return;
  throw new Problem('conflict', {
    vi: `Phát hiện đang ở trạng thái ${state}; việc này chỉ làm được ở: ${states.join(', ')}.`,
    en: `The finding is ${state}; this can be done only while it is: ${states.join(', ')}.`,
  });
}

/** The finding first, then the review: the organisation locks in the same order. */
async function lockAudited(trx: Trx, input: AnyInput): Promise<{ review: ReviewRow; finding: FindingRow }> {
  const seen = await openWork(trx, input);
  const finding = await lockFinding(trx, seen.organisation_id, input.params.findingId!);
  if (finding?.review_id !== seen.id) throw new Problem('not-found');
  return { finding, review: (await findReview(trx, seen.organisation_id, seen.id))! };
}

function basisIssues({ engine }: Pick<Law, 'engine'>, basis: readonly string[]): ProblemIssue[] {
  return basis.flatMap((id, index) =>
    engine.law.get(id)
      ? []
      : [
          {
            pointer: `/basis/${index}`,
            code: 'invalid_value' as const,
            message: { vi: `Không có điều khoản ${id}`, en: `There is no article ${id}` },
            fix: { vi: 'Dùng mã điều khoản ở /v1/law', en: 'Use an article as /v1/law has it' },
          },
        ],
  );
}

function questionIssues({ law, record }: ReadSubmission, questionId: string | null): ProblemIssue[] {
  if (questionId === null) return [];
  if (questionsById(readFrozen(law, record.answerFile).questionnaires).has(questionId)) return [];
  return [
    {
      pointer: '/questionId',
      code: 'invalid_value',
      message: { vi: `Không có câu hỏi ${questionId}`, en: `There is no question ${questionId}` },
      fix: { vi: 'Dùng mã câu hỏi trong bản nộp, hoặc bỏ trống', en: 'Use a question of the submission, or none' },
    },
  ];
}
