/** @module Attests a submission, with the conclusion of its review where there is one. */
import type { ServiceContext } from '../../app/context.ts';
import { issuerOf } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { buildSubject, issueCredential, needsOccupations, originOf, verifyHref } from '../attestations/index.ts';
import { findAssessment } from '../drafts/index.ts';
import { contentOf, IMPORTED, type InclusionProof, proveInclusion, sequenceEvents } from '../log/index.ts';
import { findReviewRecord } from '../reviews/index.ts';
import { findSubmission, type ReviewRecord, type SubmissionRecord } from '../submissions/index.ts';
import { presentAttestation } from './present-attestation.ts';
import { eventOf, insertAttestation, nextStatusIndex } from './store.ts';

export interface Attested {
  submission: SubmissionRecord;
  review: ReviewRecord | null;
  reviewHash: string | null;
  event: { id: string; content: string };
  proof: InclusionProof;
}

/**
 * @throws Problem 404 for a submission one cannot see, 409 for an assessment that was withdrawn, or a submission read in
 */
export async function issueAttestation(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { ctx, actor, params } = input;
  // The log must hold the event before anything can point at it.
  await sequenceEvents(ctx);
  return input.write(async (trx) => {
    const attested = await readAttested(trx, actor.tenantId, params.id!);
    if (await wasReadIn(trx, actor.tenantId, attested.submission)) throw new Problem('conflict', readIn);
    const assessment = await findAssessment(trx, actor.tenantId, attested.submission.assessmentId);
    if (assessment?.status === 'withdrawn') {
      throw new Problem('conflict', {
        vi: 'Đánh giá này đã rút: không cấp xác nhận mới.',
        en: 'The assessment was withdrawn: nothing new is attested of it.',
      });
    }
    const id = ctx.ids.next('att');
    const now = ctx.clock.now();
    const statusIndex = await nextStatusIndex(trx);
    const credential = await makeCredential(ctx, { id, statusIndex, issuedAt: now.toISOString() }, attested);
    const row = await insertAttestation(trx, {
      organisation_id: actor.tenantId,
      id,
      submission_id: attested.submission.id,
      status_index: statusIndex,
      review_hash: attested.reviewHash,
      event_id: attested.event.id,
      credential,
      issued_by: actor.id,
      issued_at: now,
    });
    await input.event(trx, 'attestation.issued', id, { submission: row.submission_id, review: row.review_hash });
    return {
      status: 201,
      body: presentAttestation(ctx, row, undefined),
      headers: { Location: `/v1/attestations/${id}` },
    };
  });
}

/** Everything an attestation stands on, read within one transaction. */
export async function readAttested(trx: Trx, organisationId: string, submissionId: string): Promise<Attested> {
  const row = await findSubmission(trx, organisationId, submissionId);
  if (!row) throw new Problem('not-found');
  const submission = JSON.parse(row.record) as SubmissionRecord;
  const reviewed = await findReviewRecord(trx, organisationId, submissionId);
  const event = reviewed
    ? await eventOf(
        trx,
        organisationId,
        reviewed.record.id,
        ({ kind, details }) => kind === 'review.concluded' && details.submission === submissionId,
      )
    : await eventOf(
        trx,
        organisationId,
        submission.assessmentId,
        ({ kind, details }) => kind === 'assessment.submitted' && details.submission === submissionId,
      );
  const proof = event && (await proveInclusion(trx, event.id));
  // Neither can be missing while the log is whole.
  if (!event || !proof) throw new Error(`submission ${submissionId} has no place in the log`);
  return { submission, review: reviewed?.record ?? null, reviewHash: reviewed?.hash ?? null, event, proof };
}

/** Did this service see the submission happen, or does it only know what a file said of it? */
async function wasReadIn(trx: Trx, organisationId: string, { id, assessmentId }: SubmissionRecord): Promise<boolean> {
  const imported = await eventOf(trx, organisationId, organisationId, ({ kind }) => kind === IMPORTED);
  if (!imported) return false;
  const submitted = await eventOf(
    trx,
    organisationId,
    assessmentId,
    ({ kind, details }) => kind === 'assessment.submitted' && details.submission === id,
  );
  const [at, until] = [submitted, imported].map((event) => event && contentOf(event.content)?.at);
  return at === undefined || until === undefined || Date.parse(at) <= Date.parse(until);
}

const readIn = {
  vi: 'Lần nộp này được nhập từ hệ thống khác: chỉ nơi đã ghi nhận mới xác nhận được. Nộp lại tại đây để được xác nhận.',
  en: 'This submission was read in from another service: only where it was recorded can it be attested. Submit it here again to have it attested here.',
};

function makeCredential(
  ctx: ServiceContext,
  { id, statusIndex, issuedAt }: { id: string; statusIndex: number; issuedAt: string },
  { submission, review, proof }: Attested,
): Promise<string> {
  const issuer = issuerOf(ctx);
  const subject = buildSubject({
    href: verifyHref(issuer, id),
    submission,
    review,
    occupations: needsOccupations(submission) ? ctx.occupations() : null,
    log: { origin: originOf(issuer), index: proof.index, leafHash: proof.leafHash },
  });
  return issueCredential({ issuer, id, issuedAt, statusIndex, subject }, ctx.signer);
}
