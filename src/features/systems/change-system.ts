/** @module Changes an entry of the register; a new version of the system is kept beside the earlier ones. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { presentSystem } from './present-system.ts';
import type { SystemChange } from './schema.ts';
import { addSystemVersion, lockSystem, type SystemRow, updateSystem } from './store.ts';

export function changeSystem(input: ActorInput<unknown, SystemChange>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  return input.write(async (trx) => {
    const row = await lockSystem(trx, actor.tenantId, params.id!);
    if (!row) throw new Problem('not-found');
    matchRevision(input.ifMatch, row.revision, presentSystem(row));
    const now = ctx.clock.now();
    const { versionNote, versionSince, ...register } = body;
    const changed = await updateSystem(trx, row, {
      ...columnsOf(register),
      revision: row.revision + 1,
      updated_at: now,
    });
    if (changed.version !== null && changed.version !== row.version) {
      await addSystemVersion(trx, {
        organisation_id: row.organisation_id,
        system_id: row.id,
        version: changed.version,
        note: versionNote ?? null,
        since: versionSince ?? null,
        recorded_by: actor.id,
        recorded_at: now,
      });
    }
    await input.event(trx, 'system.changed', row.id, { fields: Object.keys(body).sort(), revision: changed.revision });
    return { status: 200, body: presentSystem(changed), headers: { ETag: etagOf(changed.revision) } };
  });
}

/** Fields whose column has another name. */
const COLUMNS = {
  goLiveOn: 'go_live_on',
  aiId: 'ai_id',
  providerAddress: 'provider_address',
  providerContact: 'provider_contact',
  userGroups: 'user_groups',
  mainInputs: 'main_inputs',
  riskSummary: 'risk_summary',
} as const satisfies Partial<Record<keyof SystemChange, keyof SystemRow>>;

/** Fields left out stay as they are. */
const columnsOf = (register: Omit<SystemChange, 'versionNote' | 'versionSince'>): Parameters<typeof updateSystem>[2] =>
  Object.fromEntries(
    Object.entries(register)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [COLUMNS[field as keyof typeof COLUMNS] ?? field, value]),
  );
