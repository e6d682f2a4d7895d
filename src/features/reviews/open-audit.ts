/**
 * @module How an audit body gets at a review: the row is found under its own name, then the transaction turns to the client
 * whose data it is. What may be read and written there is decided by row-level security.
 */
import type { ActorInput } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { matchRevision } from '../../app/read-input.ts';
import { type Trx, turnTo } from '../../db/scope.ts';
import { findSubmission } from '../submissions/index.ts';
import { presentHead } from './present-review.ts';
import { type ReadSubmission, readSubmission } from './read-submission.ts';
import { findAudit, lockReview, type ReviewRow } from './store.ts';
import { creatorOfKey, findTies, worksOn } from './store-work.ts';

type Input = Pick<ActorInput<unknown, unknown>, 'actor' | 'params' | 'ctx'>;

/** @throws Problem 404 for a review that the audit body was not asked for */
export async function openAudit(trx: Trx, { actor, params }: Input): Promise<ReviewRow> {
  const row = await findAudit(trx, actor.organisation.id, params.id!);
  if (!row) throw new Problem('not-found');
  await turnTo(trx, row.organisation_id);
  return row;
}

/** @throws Problem 403 for whoever is not assigned, has not declared independence, or is not independent */
export async function openWork(trx: Trx, input: Input): Promise<ReviewRow> {
  const row = await openAudit(trx, input);
  if (await worksOn(trx, row)) return row;
  throw new Problem('forbidden', {
    vi: 'Chỉ kiểm toán viên được phân công và đã khai báo độc lập mới đọc được hồ sơ này.',
    en: 'Only auditors who are assigned and have declared their independence may read this.',
  });
}

export interface Locked {
  /** States in which the step can be taken. */
  states: readonly ReviewRow['status'][];
  /** Also compare with `If-Match`. */
  ifMatch?: number | '*';
  /** `lead`: leaders of the audit body; `work`: the auditors of the review. */
  as: 'lead' | 'work';
  /** The step ends the review: whoever has ties to the client may take it, and should. */
  endsIt?: boolean;
}

/** Who leads an audit is no part of the client, nor of an adviser of it: otherwise a company could be audited by itself. */
async function refuseTied(trx: Trx, { actor }: Input, row: ReviewRow): Promise<void> {
  // Behind a key stands whoever made it.
  const person = actor.kind === 'key' ? await creatorOfKey(trx, actor.organisation.id, actor.id) : actor.id;
  const ties = await findTies(trx, row.organisation_id, row.audit_body_id, person);
  if (!ties.body && !ties.person && !ties.acted) return;
  throw new Problem('forbidden', {
    vi: 'Người này, hoặc tổ chức đánh giá, có quan hệ với tổ chức được rà soát; một người khác của tổ chức đánh giá phải làm việc này.',
    en: 'You, or the audit body, have ties to the organisation under review; somebody else of the audit body has to do this.',
  });
}

/**
 * As `openAudit` or `openWork`, with the row locked until the transaction ends.
 * @throws Problem 409 in another state, 412 when the review has changed since the caller looked
 */
export async function lockAudit(
  trx: Trx,
  input: Input,
  { states, ifMatch = '*', as, endsIt = false }: Locked,
): Promise<ReviewRow> {
  const seen = await (as === 'lead' ? openAudit : openWork)(trx, input);
  if (as === 'lead' && !endsIt) await refuseTied(trx, input, seen);
  // Row-level security hides what can be changed no more: the row as it is now says why.
  const row = (await lockReview(trx, seen)) ?? (await findAudit(trx, input.actor.organisation.id, seen.id))!;
  requireState(row, states);
  matchRevision(ifMatch, row.revision, presentHead(row));
  return row;
}

/** @throws Problem 409 unless the review is in one of the states */
export function requireState({ status }: Pick<ReviewRow, 'status'>, states: readonly ReviewRow['status'][]): void {
  if (states.includes(status)) return;
  throw new Problem('conflict', {
    vi: `Lần rà soát đang ở trạng thái ${status}; việc này chỉ làm được ở: ${states.join(', ')}.`,
    en: `The review is ${status}; this can be done only while it is: ${states.join(', ')}.`,
  });
}

/** The submission under review, with the law it was submitted under. */
export async function readReviewed(ctx: Input['ctx'], trx: Trx, row: ReviewRow): Promise<ReadSubmission> {
  const submission = await findSubmission(trx, row.organisation_id, row.submission_id);
  if (!submission) throw new Problem('not-found');
  return readSubmission(ctx, trx, submission);
}
