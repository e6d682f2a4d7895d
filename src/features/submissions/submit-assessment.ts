/** @module Submits an assessment: answers, versions, hashes, evidence and result are frozen together. */
import { type AppContext, todayInVietNam } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { matchRevision } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import {
  type AssessmentRow,
  assessFile,
  lockAssessment,
  readAssessable,
  requireEditable,
  updateAssessment,
} from '../drafts/index.ts';
import { type CurrentEvidence, entryOf, freezeEvidence } from '../evidence/index.ts';
import { findSystem, systemEntry } from '../systems/index.ts';
import { contentHash, type Frozen, freeze, packContent } from './freeze.ts';
import { organisationEntry } from './organisation-entry.ts';
import { presentSubmission } from './present-submission.ts';
import type { NewSubmission } from './schema.ts';
import { insertSubmission, keepContent, lastSubmission, type SubmissionRow } from './store.ts';

type Input = ActorInput<unknown, NewSubmission>;

/**
 * `If-Match` names the revision of the answers that the sender means to submit.
 * @throws Problem 409 unless the assessment is a draft or changes were requested, 412, 422 for answers that do not fit
 */
export function submitAssessment(input: Input): Promise<Reply> {
  const { actor, params } = input;
  return input.write(async (trx) => {
    const assessment = await lockAssessment(trx, actor.tenantId, params.id!);
    if (!assessment) throw new Problem('not-found');
    requireEditable(assessment);
    matchRevision(input.ifMatch, assessment.revision, { revision: assessment.revision });
    const replaced = await superseded(trx, input, assessment);
    const { row, details } = await freezeAssessment(input.ctx, trx, { assessment, actorId: actor.id, replaced });
    const wasAsked = assessment.status === 'changes_requested';
    const updated_at = input.ctx.clock.now();
    // A review that asked for changes goes on with what is submitted now.
    await updateAssessment(trx, assessment, { status: wasAsked ? 'in_review' : 'submitted', updated_at });
    if (replaced) {
      await updateAssessment(trx, replaced, { status: 'superseded', superseded_by: assessment.id, updated_at });
    }
    await input.event(trx, 'assessment.submitted', assessment.id, details);
    return { status: 201, body: presentSubmission(row), headers: { Location: `/v1/submissions/${row.id}` } };
  });
}

interface Freezing {
  assessment: AssessmentRow;
  actorId: string;
  /** The assessment whose place this one takes. */
  replaced?: AssessmentRow | undefined;
}

/**
 * Writes the submission of what a draft says now, with its evidence and the law it was read under.
 * @returns its row, and what the event `assessment.submitted` tells of it
 * @throws Problem 422 for answers that do not fit
 */
export async function freezeAssessment(
  ctx: AppContext,
  trx: Trx,
  freezing: Freezing,
): Promise<{ row: SubmissionRow; details: Record<string, unknown> }> {
  const { assessment, actorId, replaced } = freezing;
  const { frozen, evidence } = await makeRecord(ctx, trx, freezing);
  const row = await keep(ctx, trx, { organisationId: assessment.organisation_id, actorId }, frozen);
  await freezeEvidence(trx, row.organisation_id, row.id, evidence);
  const details = {
    submission: row.id,
    number: row.number,
    recordHash: row.record_hash,
    answersHash: frozen.record.answersHash,
    resultHash: row.result_hash,
    rulesHash: row.rules_hash,
    ...(replaced ? { supersedes: replaced.id } : {}),
  };
  return { row, details };
}

async function makeRecord(
  ctx: AppContext,
  trx: Trx,
  { assessment, actorId, replaced }: Freezing,
): Promise<{ frozen: Frozen; evidence: CurrentEvidence[] }> {
  const organisationId = assessment.organisation_id;
  const own = await lastSubmission(trx, organisationId, assessment.id);
  // Its own submissions come first: taking another's place as well does not make them forgotten.
  const earlier = own ?? (replaced && (await lastSubmission(trx, organisationId, replaced.id)));
  const system = (await findSystem(trx, organisationId, assessment.system_id))!;
  const asOf = assessment.as_of ?? todayInVietNam(ctx.clock);
  const { file: answerFile, evidence } = await readAssessable(trx, assessment, system, asOf);
  const { result } = assessFile(ctx, answerFile);
  const frozen = freeze({
    id: ctx.ids.next('sub'),
    assessmentId: assessment.id,
    number: (own?.number ?? 0) + 1,
    supersedes: earlier?.id ?? null,
    organisation: await organisationEntry(trx, organisationId),
    system: systemEntry(system),
    submittedBy: actorId,
    submittedAt: ctx.clock.now().toISOString(),
    answerFile,
    result,
    evidence: evidence.map(entryOf),
  });
  return { frozen, evidence };
}

async function keep(
  ctx: AppContext,
  trx: Trx,
  { organisationId, actorId }: { organisationId: string; actorId: string },
  { record, text, hash, resultHash }: Frozen,
): Promise<SubmissionRow> {
  const row: SubmissionRow = {
    organisation_id: organisationId,
    id: record.id,
    assessment_id: record.assessmentId,
    system_id: record.system.id,
    number: record.number,
    record: text,
    record_hash: hash,
    result_hash: resultHash,
    rules_hash: contentHash(ctx.content),
    tier: record.result.classification.tier,
    as_of: record.asOf,
    submitted_by: actorId,
    submitted_at: new Date(record.submittedAt),
  };
  await insertSubmission(trx, row);
  await keepContent(trx, row.rules_hash, () => packContent(ctx.content), row.submitted_at);
  return row;
}

/** The assessment whose place this one takes; locked, so that two cannot take the same. */
async function superseded(trx: Trx, input: Input, assessment: AssessmentRow): Promise<AssessmentRow | undefined> {
  const { supersedes } = input.body;
  if (supersedes === undefined) return undefined;
  const replaced = await lockAssessment(trx, input.actor.tenantId, supersedes);
  const fits = replaced && replaced.id !== assessment.id && replaced.system_id === assessment.system_id;
  if (fits && (replaced.status === 'submitted' || replaced.status === 'concluded')) return replaced;
  throw new Problem('conflict', {
    vi: 'Chỉ thay thế được một đánh giá khác của cùng hệ thống, đã nộp hoặc đã kết luận.',
    en: 'Only another assessment of the same system, submitted or concluded, can be superseded.',
  });
}
