/** @module A review as each side sees it. */
import type { Trx } from '../../db/scope.ts';
import type { Review, ReviewHead } from './schema.ts';
import {
  findRecord,
  lastProposal,
  listAuditors,
  listChangeRequests,
  listDeclarations,
  listSignOffs,
  type ReviewRow,
} from './store.ts';

export const presentHead = (row: ReviewRow): ReviewHead => ({
  id: row.id,
  status: row.status,
  organisation: { id: row.organisation_id, name: row.client_name },
  auditBody: { id: row.audit_body_id, name: row.audit_body_name },
  assessmentId: row.assessment_id,
  systemId: row.system_id,
  systemName: row.system_name,
  submissionId: row.submission_id,
  round: row.round,
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export type Side = 'client' | 'audit_body';

/** What the organisation was told of: before that, verdicts and conclusions are working papers of the auditors. */
export const isTold = ({ status }: Pick<ReviewRow, 'status'>): boolean =>
  status === 'changes_requested' || status === 'concluded';

export async function presentReview(trx: Trx, row: ReviewRow, side: Side): Promise<Review> {
  const declarations = await listDeclarations(trx, row);
  const record = await findRecord(trx, row);
  return {
    ...presentHead(row),
    message: row.message,
    draw: row.draw,
    declineReason: row.decline_reason,
    auditors: (await listAuditors(trx, row)).map(({ user_id, assigned_at }) => {
      const declared = declarations.find((entry) => entry.user_id === user_id);
      return {
        userId: user_id,
        assignedAt: assigned_at.toISOString(),
        declaration: declared
          ? {
              noStake: declared.no_stake,
              noAdvice: declared.no_advice,
              statement: declared.statement,
              at: declared.declared_at.toISOString(),
            }
          : null,
      };
    }),
    changeRequests: (await listChangeRequests(trx, row)).map((request) => ({
      round: request.round,
      questionId: request.question_id,
      reason: request.reason,
      requestedBy: request.requested_by,
      requestedAt: request.requested_at.toISOString(),
    })),
    proposal: side === 'client' && row.status !== 'concluded' ? null : await presentProposal(trx, row),
    record: record
      ? { hash: record.record_hash, conclusion: record.conclusion, concludedAt: record.concluded_at.toISOString() }
      : null,
  };
}

/** None while nothing is proposed, also after a proposal was taken back. */
async function presentProposal(trx: Trx, row: ReviewRow): Promise<Review['proposal']> {
  if (row.status !== 'signing' && row.status !== 'concluded') return null;
  const proposal = await lastProposal(trx, row);
  if (!proposal) return null;
  const signOffs = await listSignOffs(trx, row, proposal.number);
  return {
    number: proposal.number,
    conclusion: proposal.conclusion,
    statement: proposal.statement,
    scope: proposal.scope,
    method: proposal.method,
    signaturesRequired: proposal.signatures_required,
    proposedBy: proposal.proposed_by,
    proposedAt: proposal.proposed_at.toISOString(),
    signOffs: signOffs.map(({ user_id, signed_at }) => ({ by: user_id, at: signed_at.toISOString() })),
  };
}

/** Everybody whom a review names. */
export const peopleOf = (review: Review): string[] => [
  ...new Set([
    ...review.auditors.map(({ userId }) => userId),
    ...review.changeRequests.map(({ requestedBy }) => requestedBy),
    ...(review.proposal ? [review.proposal.proposedBy, ...review.proposal.signOffs.map(({ by }) => by)] : []),
  ]),
];
