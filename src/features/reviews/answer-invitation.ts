/** @module An invitation is taken back by the organisation, or accepted, declined or given up by the audit body. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { lockAudit, requireState } from './open-audit.ts';
import { presentReview } from './present-review.ts';
import { findReview, lockReview, type ReviewRow, updateReview } from './store.ts';

/** @throws Problem 409 once it was answered */
export function withdrawInvitation(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { ctx, actor, params } = input;
  return input.write(async (trx) => {
    const seen = await findReview(trx, actor.tenantId, params.id!);
    if (!seen) throw new Problem('not-found');
    const row = (await lockReview(trx, seen)) ?? (await findReview(trx, actor.tenantId, seen.id))!;
    requireState(row, ['invited']);
    const changed = await updateReview(trx, row, { status: 'withdrawn', updated_at: ctx.clock.now() });
    await input.event(trx, 'review.withdrawn', row.id);
    return {
      status: 200,
      body: await presentReview(trx, changed, 'client'),
      headers: { ETag: etagOf(changed.revision) },
    };
  });
}

/** The assessment is under review from now on: it cannot be edited until the review says so. */
export const acceptInvitation = (input: ActorInput<unknown, unknown>): Promise<Reply> =>
  answer(input, { from: ['invited'], to: 'in_review', kind: 'review.accepted', reason: null });

export const declineInvitation = (input: ActorInput<unknown, { reason: string }>): Promise<Reply> =>
  answer(input, { from: ['invited'], to: 'declined', kind: 'review.declined', reason: input.body.reason });

/** A review that cannot be finished must not hold the organisation for ever: it is free to ask somebody else. */
export const resign = (input: ActorInput<unknown, { reason: string }>): Promise<Reply> =>
  answer(input, {
    from: ['in_review', 'changes_requested', 'signing'],
    to: 'declined',
    kind: 'review.resigned',
    reason: input.body.reason,
  });

interface Answer {
  from: readonly ReviewRow['status'][];
  to: 'in_review' | 'declined';
  kind: string;
  reason: string | null;
}

function answer(input: ActorInput<unknown, unknown>, { from, to, kind, reason }: Answer): Promise<Reply> {
  const { ctx, actor } = input;
  return input.write(async (trx) => {
    const row = await lockAudit(trx, input, { states: from, as: 'lead', endsIt: to === 'declined' });
    const now = ctx.clock.now();
    const changed = await updateReview(trx, row, {
      status: to,
      decline_reason: reason,
      answered_by: actor.id,
      answered_at: now,
      updated_at: now,
    });
    await input.event(trx, kind, row.id, { submission: row.submission_id, from: row.status }, row.organisation_id);
    return {
      status: 200,
      body: await presentReview(trx, changed, 'audit_body'),
      headers: { ETag: etagOf(changed.revision) },
    };
  });
}
