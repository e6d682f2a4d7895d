/** @module The organisation's side of findings: planning, remedying, accepting a risk for a time. */
import { todayInVietNam } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { matchRevision } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import { addMonths, type PlainDate } from '../../engine/index.ts';
import { presentFinding } from './finding-present.ts';
import type { FindingRow } from './finding-state.ts';
import { requireState } from './open-audit.ts';
import { reply, requireFinding, step } from './record-finding.ts';
import { findReview } from './store.ts';
import { lockFinding, updateFinding } from './store-findings.ts';

/**
 * While a conclusion is being signed nothing of what is signed may change. Findings outlive a review that was given up: they
 * stay open until the organisation does something about them.
 */
const ANSWERABLE = ['in_review', 'changes_requested', 'concluded', 'withdrawn', 'declined'] as const;

export function planFinding(
  input: ActorInput<unknown, { owner: string | null; due: PlainDate | null }>,
): Promise<Reply> {
  return input.write(async (trx) => {
    const finding = await lockAnswerable(trx, input);
    matchRevision(input.ifMatch, finding.revision, presentFinding(finding, todayInVietNam(input.ctx.clock)));
    requireFinding(finding, ['open', 'remediated', 'risk_accepted'], input);
    const { owner, due } = input.body;
    const changed = await updateFinding(trx, finding, { owner, due, updated_at: input.ctx.clock.now() });
    await step(input, trx, changed, { kind: 'planned', note: null, fields: { owner, due } });
    await input.event(trx, 'finding.planned', finding.id, { due });
    return reply(200, changed, input);
  });
}

/** Says what was done; the auditor still has to see it. */
export function remedyFinding(input: ActorInput<unknown, { remediation: string }>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const finding = await lockAnswerable(trx, input);
    requireFinding(finding, ['open', 'risk_accepted'], input);
    const now = ctx.clock.now();
    const changed = await updateFinding(trx, finding, {
      state: 'remediated',
      remediation: body.remediation,
      remediated_by: actor.id,
      remediated_at: now,
      updated_at: now,
    });
    await step(input, trx, changed, { kind: 'remediated', note: body.remediation, fields: { state: 'remediated' } });
    await input.event(trx, 'finding.remediated', finding.id, { state: 'remediated' });
    return reply(200, changed, input);
  });
}

/** Our own rule, not the law's: whoever accepts a risk looks at it again within a year. */
const ACCEPTED_MONTHS_MAX = 12;

/** @throws Problem 403 for a key: a person has to answer for it, 409, 422 for a day that is not to come, or too far off */
export function acceptRisk(input: ActorInput<unknown, { reason: string; expiresOn: PlainDate }>): Promise<Reply> {
  const { ctx, actor, body } = input;
  if (!actor.person) {
    throw new Problem('forbidden', {
      vi: 'Chấp nhận rủi ro là quyết định của một người chịu trách nhiệm; khóa API không làm được.',
      en: 'Accepting a risk is the decision of a person who answers for it; an API key cannot.',
    });
  }
  const today = todayInVietNam(ctx.clock);
  if (body.expiresOn <= today) throw new Problem('invalid-body', undefined, { issues: [notToCome] });
  const latest = addMonths(today, ACCEPTED_MONTHS_MAX);
  if (body.expiresOn > latest) throw new Problem('invalid-body', undefined, { issues: [tooFarOff(latest)] });
  return input.write(async (trx) => {
    const finding = await lockAnswerable(trx, input);
    requireFinding(finding, ['open', 'risk_accepted'], input);
    const now = ctx.clock.now();
    const changed = await updateFinding(trx, finding, {
      state: 'risk_accepted',
      accepted_reason: body.reason,
      accepted_by: actor.id,
      accepted_at: now,
      accepted_until: body.expiresOn,
      updated_at: now,
    });
    const fields = { state: 'risk_accepted', expiresOn: body.expiresOn };
    await step(input, trx, changed, { kind: 'risk_accepted', note: body.reason, fields });
    await input.event(trx, 'finding.risk_accepted', finding.id, fields);
    return reply(200, changed, input);
  });
}

const notToCome = {
  pointer: '/expiresOn',
  code: 'out_of_range' as const,
  message: { vi: 'Ngày hết hạn phải sau hôm nay', en: 'The day it ends must be after today' },
  fix: { vi: 'Chọn một ngày sắp tới', en: 'Choose a day to come' },
};

const tooFarOff = (latest: PlainDate) => ({
  pointer: '/expiresOn',
  code: 'out_of_range' as const,
  message: {
    vi: `Rủi ro được chấp nhận tối đa ${ACCEPTED_MONTHS_MAX} tháng một lần (quy tắc của Lương Tri, không phải của luật)`,
    en: `A risk is accepted for ${ACCEPTED_MONTHS_MAX} months at most (a rule of Lương Tri, not of the law)`,
  },
  fix: {
    vi: `Chọn một ngày đến hết ${latest}; khi hết hạn có thể xem xét và chấp nhận lại`,
    en: `Choose a day up to ${latest}; once it is over the risk can be looked at and accepted again`,
  },
});

export function commentOnFinding(input: ActorInput<unknown, { comment: string }>): Promise<Reply> {
  return input.write(async (trx) => {
    const finding = await lockFinding(trx, input.actor.tenantId, input.params.id!);
    if (!finding) throw new Problem('not-found');
    await step(input, trx, finding, { kind: 'commented', note: input.body.comment, fields: {} });
    await input.event(trx, 'finding.commented', finding.id);
    return reply(201, finding, input);
  });
}

/** The finding first, then the state of its review: auditors who propose a conclusion lock findings too. */
async function lockAnswerable(trx: Trx, { actor, params }: ActorInput<unknown, unknown>): Promise<FindingRow> {
  const finding = await lockFinding(trx, actor.tenantId, params.id!);
  if (!finding) throw new Problem('not-found');
  requireState((await findReview(trx, actor.tenantId, finding.review_id))!, ANSWERABLE);
  return finding;
}
