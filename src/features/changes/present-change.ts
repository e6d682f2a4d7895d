/** @module A change of a system, as it is answered. */
import type { AppContext } from '../../app/context.ts';
import { citationsOf } from '../law/index.ts';
import { countChangeClocks } from './count-clocks.ts';
import type { ChangeBody } from './schema.ts';
import type { ChangeRow } from './store.ts';

/** @param roles of the organisation towards the system, from the register of systems */
export function presentChange(
  ctx: Pick<AppContext, 'content' | 'engine' | 'clock'>,
  row: ChangeRow,
  roles: readonly string[],
): ChangeBody {
  const clocks = countChangeClocks(ctx.content, row, roles, ctx.clock.now());
  return {
    id: row.id,
    systemId: row.system_id,
    kind: row.kind,
    incidentId: row.incident_id,
    ...presentFields(row),
    clocks,
    citations: citationsOf(ctx.engine.law, clocks),
    revision: row.revision,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What people change. */
export const presentFields = (row: ChangeRow) => ({
  description: row.description,
  happenedOn: row.happened_on,
  affectsCriteria: row.affects_criteria,
  listEffectiveOn: row.list_effective_on,
  reviewCompletedOn: row.review_completed_on,
  result: row.result,
  tierAfter: row.tier_after as ChangeBody['tierAfter'],
  measuresAppliedOn: row.measures_applied_on,
  notifiedAt: row.notified_at?.toISOString() ?? null,
  noticeReference: row.notice_reference,
  dossierCompletedOn: row.dossier_completed_on,
});
