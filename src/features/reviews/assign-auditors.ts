/** @module Who works on a review, and whether they are independent of the client. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { isDuplicate } from '../../db/failures.ts';
import type { Trx } from '../../db/scope.ts';
import type { Text } from '../../engine/index.ts';
import { lockAudit, openAudit, requireState } from './open-audit.ts';
import { presentReview } from './present-review.ts';
import type { Declaration } from './schema.ts';
import { type IndependenceRow, listAuditors, listDeclarations, type ReviewRow, updateReview } from './store.ts';
import { assignAuditor, auditorsAmong, findTies, insertDeclaration, removeAuditor, type Ties } from './store-work.ts';

const UNDER_WAY = ['in_review', 'changes_requested'] as const;

/** @throws Problem 409, 412, 422 for people who are no auditors of the audit body, or not independent of the client */
export function assignAuditors(input: ActorInput<unknown, { userIds: string[] }>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const row = await lockAudit(trx, input, { states: UNDER_WAY, ifMatch: input.ifMatch, as: 'lead' });
    const wanted = [...new Set(body.userIds)];
    const present = (await listAuditors(trx, row)).map(({ user_id }) => user_id);
    const added = wanted.filter((id) => !present.includes(id));
    const removed = present.filter((id) => !wanted.includes(id));
    await refuseUnfit(trx, row, body.userIds, added);
    const now = ctx.clock.now();
    const place = { organisation_id: row.organisation_id, review_id: row.id };
    for (const user_id of added)
      await assignAuditor(trx, { ...place, user_id, assigned_by: actor.id, assigned_at: now });
    for (const user_id of removed) await removeAuditor(trx, row, user_id, now);
    const changed = await updateReview(trx, row, { updated_at: now });
    await input.event(trx, 'review.auditors_assigned', row.id, { added, removed }, row.organisation_id);
    return {
      status: 200,
      body: await presentReview(trx, changed, 'audit_body'),
      headers: { ETag: etagOf(changed.revision) },
    };
  });
}

async function refuseUnfit(trx: Trx, row: ReviewRow, given: string[], added: string[]): Promise<void> {
  const auditors = await auditorsAmong(trx, row.audit_body_id, added);
  const issues: ProblemIssue[] = [];
  for (const userId of added) {
    const pointer = `/userIds/${given.indexOf(userId)}`;
    if (!auditors.includes(userId)) issues.push({ pointer, code: 'invalid_value', ...noAuditor });
    else {
      const against = tiesText(await findTies(trx, row.organisation_id, row.audit_body_id, userId));
      if (against) issues.push({ pointer, code: 'refused', message: against, fix: chooseOther });
    }
  }
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
}

const chooseOther: Text = { vi: 'Chọn kiểm toán viên khác', en: 'Choose another auditor' };
const noAuditor = {
  message: { vi: 'Không phải là kiểm toán viên của tổ chức', en: 'Not an auditor of the audit body' },
  fix: { vi: 'Chọn một thành viên có vai trò auditor', en: 'Choose a member whose role is auditor' },
};

/** @returns what stands against the person, or undefined */
function tiesText({ body, person, acted }: Ties): Text | undefined {
  if (body) {
    return {
      vi: 'Tổ chức đánh giá từng được tổ chức này cho phép tư vấn',
      en: 'The audit body once had leave to act as adviser of this organisation',
    };
  }
  if (person) {
    return {
      vi: 'Người này thuộc tổ chức được rà soát, hoặc thuộc bên từng tư vấn cho tổ chức đó',
      en: 'This person belongs to the organisation under review, or to one that advised it',
    };
  }
  if (!acted) return undefined;
  return {
    vi: 'Người này từng làm việc trong hồ sơ của tổ chức được rà soát, với tư cách thành viên hoặc bên tư vấn',
    en: 'This person has worked in the records of the organisation under review, as a member or adviser',
  };
}

/**
 * Declares once and for all. Whoever names a stake or advice is recorded so, and reads nothing of the submission.
 * @throws Problem 403 unless assigned, 409 for a second declaration, 422 where the record contradicts it
 */
export function declareIndependence(input: ActorInput<unknown, Declaration>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const row = await openAudit(trx, input);
    requireState(row, UNDER_WAY);
    const isAssigned = (await listAuditors(trx, row)).some(({ user_id }) => user_id === actor.id);
    if (!isAssigned) throw new Problem('forbidden', notAssigned);
    const known = (await listDeclarations(trx, row)).some(({ user_id }) => user_id === actor.id);
    if (known) throw new Problem('conflict', declaredBefore);
    if (body.noAdvice) await refuseContradicted(trx, row, actor.id);
    const now = ctx.clock.now();
    await declareOnce(trx, {
      organisation_id: row.organisation_id,
      review_id: row.id,
      user_id: actor.id,
      no_stake: body.noStake,
      no_advice: body.noAdvice,
      statement: body.statement,
      declared_at: now,
    });
    const { noStake, noAdvice } = body;
    const details = { person: actor.id, noStake, noAdvice };
    await input.event(trx, 'review.independence_declared', row.id, details, row.organisation_id);
    return { status: 201, body: await presentReview(trx, row, 'audit_body'), headers: { ETag: etagOf(row.revision) } };
  });
}

async function declareOnce(trx: Trx, row: IndependenceRow): Promise<void> {
  try {
    await insertDeclaration(trx, row);
  } catch (error) {
    throw isDuplicate(error) ? new Problem('conflict', declaredBefore) : error;
  }
}

async function refuseContradicted(trx: Trx, row: ReviewRow, userId: string): Promise<void> {
  const against = tiesText(await findTies(trx, row.organisation_id, row.audit_body_id, userId));
  if (!against) return;
  throw new Problem('invalid-body', undefined, {
    issues: [
      {
        pointer: '/noAdvice',
        code: 'refused',
        message: against,
        fix: {
          vi: 'Khai đúng sự thật; tổ chức cử người khác',
          en: 'Declare what is so; the audit body assigns somebody else',
        },
      },
    ],
  });
}

const notAssigned: Text = {
  vi: 'Chỉ kiểm toán viên được phân công mới khai báo.',
  en: 'Only auditors who are assigned can declare.',
};

const declaredBefore: Text = {
  vi: 'Đã khai báo rồi; khai báo không thay đổi được. Nếu không còn độc lập, tổ chức cử người khác.',
  en: 'You have declared already, and a declaration cannot be changed. If you are no longer independent, the audit body assigns somebody else.',
};
