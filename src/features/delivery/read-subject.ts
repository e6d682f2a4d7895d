/** @module Gathers what a report is made from: a draft as it is now, or a submission as it was frozen. */
import { issuerOf, type ServiceContext, todayInVietNam } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { type Content, type Engine, questionnairesInForce, readAnswerSet } from '../../engine/index.ts';
import { originOf, parseCheckpoint, verifyHref } from '../attestations/index.ts';
import { type AttestedPlace, findAttestedPlace } from '../credentials/index.ts';
import { assessFile, dayOf, findAssessment, readAssessable } from '../drafts/index.ts';
import type { ReportLook } from '../report-templates/index.ts';
import type { ReportSubject, VerificationBlock } from '../reports/index.ts';
import { findReviewRecord } from '../reviews/index.ts';
import {
  type AnswerFile,
  findSubmission,
  organisationEntry,
  type ReviewRecord,
  type SubmissionRecord,
} from '../submissions/index.ts';
import { findSystem, type SystemRow, systemEntry } from '../systems/index.ts';
import type { ContentShelf, PastContent } from './content-of.ts';

export interface Gathered {
  subject: ReportSubject;
  /** The law that the subject was assessed with. */
  content: Content;
  engine: Engine;
  /** The look that the organisation saved, where it did. */
  look?: ReportLook;
}

/** @throws Problem 404 for a draft one cannot see, 422 for answers that do not fit */
export async function gatherDraft(
  ctx: ServiceContext,
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<Gathered> {
  const assessment = await findAssessment(trx, organisationId, id);
  if (!assessment) throw new Problem('not-found');
  const system = (await findSystem(trx, organisationId, assessment.system_id))!;
  const { file } = await readAssessable(trx, assessment, system, dayOf(ctx, assessment));
  const { answerSet, result } = assessFile(ctx, file);
  const organisation = await organisationEntry(trx, organisationId);
  return {
    subject: { organisation, system: systemEntry(system), answerSet, result, people: {} },
    content: ctx.content,
    engine: ctx.engine,
  };
}

/** @throws Problem 404 for a submission one cannot see */
export async function gatherSubmission(
  ctx: ServiceContext,
  trx: Trx,
  shelf: ContentShelf,
  organisationId: string,
  id: string,
): Promise<Gathered> {
  const row = await findSubmission(trx, organisationId, id);
  if (!row) throw new Problem('not-found');
  const submission = JSON.parse(row.record) as SubmissionRecord;
  const past = await shelf.read(trx, row.rules_hash);
  const reviewed = await findReviewRecord(trx, organisationId, id);
  const earlier = submission.supersedes ? await findSubmission(trx, organisationId, submission.supersedes) : undefined;
  const place = await findAttestedPlace(trx, organisationId, id);
  const subject: ReportSubject = {
    ...subjectOf(submission, past),
    ...(reviewed ? { review: reviewed.record } : {}),
    ...(earlier ? { earlier: JSON.parse(earlier.record) as SubmissionRecord } : {}),
    ...(place ? { verification: verificationOf(ctx, row.record_hash, reviewed?.hash ?? null, place) } : {}),
    people: {},
  };
  return { subject, content: past.content, engine: past.engine };
}

/** A system of which nothing was submitted: who and what, with every question open. */
export async function gatherSystem(
  ctx: ServiceContext,
  trx: Trx,
  organisationId: string,
  system: SystemRow,
): Promise<Gathered> {
  const asOf = todayInVietNam(ctx.clock);
  const file: AnswerFile = {
    questionnaires: questionnairesInForce(ctx.content, asOf).map(({ id, version }) => `${id}@${version}`),
    as_of: asOf,
    system: { name: system.name },
    answers: {},
  };
  const { answerSet, result } = assessFile(ctx, file);
  const organisation = await organisationEntry(trx, organisationId);
  return {
    subject: { organisation, system: systemEntry(system), answerSet, result, people: {} },
    content: ctx.content,
    engine: ctx.engine,
  };
}

/** Names are looked up when a report is made: whoever was erased since is not named. */
export async function withPeople(ctx: ServiceContext, gathered: Gathered): Promise<Gathered> {
  const people = await ctx.accounts.names(peopleOf(gathered.subject));
  return { ...gathered, subject: { ...gathered.subject, people } };
}

/** The parts of a subject that the record itself holds. */
export function subjectOf(
  submission: SubmissionRecord,
  { content, measure }: PastContent,
): Pick<ReportSubject, 'organisation' | 'system' | 'answerSet' | 'result' | 'submission'> {
  const read = readAnswerSet(content, submission.answerFile, { asOf: submission.asOf, measure });
  if ('issues' in read) throw new Error(`submission ${submission.id} does not fit its own questionnaires`);
  const { organisation, system, result } = submission;
  return { organisation, system, answerSet: read.answerSet, result, submission };
}

function verificationOf(
  ctx: ServiceContext,
  submissionHash: string,
  reviewHash: string | null,
  { id, status, proof }: AttestedPlace,
): VerificationBlock {
  const checkpoint = proof && parseCheckpoint(proof.checkpoint);
  const issuer = issuerOf(ctx);
  return {
    href: verifyHref(issuer, id),
    submissionHash,
    reviewHash,
    logIndex: proof?.index ?? null,
    checkpoint: checkpoint ? { origin: originOf(issuer), size: checkpoint.size, root: checkpoint.root } : null,
    status,
  };
}

/** Everyone a report may name. */
export function peopleOf({ submission, review }: Pick<ReportSubject, 'submission' | 'review'>): string[] {
  return [...new Set([...(submission ? [submission.submittedBy] : []), ...(review ? reviewers(review) : [])])];
}

const reviewers = ({ verdicts, independence, signOffs, findings }: ReviewRecord): string[] => [
  ...[...verdicts, ...independence, ...signOffs].map(({ by }) => by),
  ...findings.flatMap(({ riskAcceptance }) => (riskAcceptance ? [riskAcceptance.by] : [])),
];
