/** @module Reopens a submitted assessment for a correction, or withdraws one. What was submitted stays as it was. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { type AssessmentRow, lockAssessment, updateAssessment } from '../drafts/index.ts';
import { insertWithdrawal } from './store.ts';

type States = readonly AssessmentRow['status'][];

const REOPENABLE: States = ['submitted'];
const WITHDRAWABLE: States = ['draft', 'submitted', 'changes_requested', 'concluded'];

/** @throws Problem 409 unless it is submitted and nobody reviews it */
export function reopenAssessment(input: ActorInput<unknown, unknown>): Promise<Reply> {
  return change(input, REOPENABLE, async (trx, row) => {
    const changed = await updateAssessment(trx, row, { status: 'draft', updated_at: input.ctx.clock.now() });
    await input.event(trx, 'assessment.reopened', row.id);
    return changed;
  });
}

/** @throws Problem 409 for one that is under review, superseded or withdrawn already */
export function withdrawAssessment(input: ActorInput<unknown, { reason: string }>): Promise<Reply> {
  return change(input, WITHDRAWABLE, async (trx, row) => {
    const now = input.ctx.clock.now();
    const changed = await updateAssessment(trx, row, { status: 'withdrawn', updated_at: now });
    await insertWithdrawal(trx, {
      organisation_id: row.organisation_id,
      assessment_id: row.id,
      reason: input.body.reason,
      withdrawn_by: input.actor.id,
      withdrawn_at: now,
    });
    await input.event(trx, 'assessment.withdrawn', row.id, { from: row.status });
    return changed;
  });
}

function change(
  input: ActorInput<unknown, unknown>,
  allowed: States,
  apply: (trx: Trx, row: AssessmentRow) => Promise<AssessmentRow>,
): Promise<Reply> {
  return input.write(async (trx) => {
    const row = await lockAssessment(trx, input.actor.tenantId, input.params.id!);
    if (!row) throw new Problem('not-found');
    if (!allowed.includes(row.status)) {
      throw new Problem('conflict', {
        vi: `Không làm được ở trạng thái ${row.status}; chỉ làm được ở: ${allowed.join(', ')}.`,
        en: `Not possible while it is ${row.status}; only while it is: ${allowed.join(', ')}.`,
      });
    }
    const { id, status, superseded_by } = await apply(trx, row);
    return { status: 200, body: { id, status, supersededBy: superseded_by } };
  });
}
