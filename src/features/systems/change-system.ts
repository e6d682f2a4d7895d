/** @module Changes an entry of the register; a new version of the system is kept beside the earlier ones. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { presentSystem } from './present-system.ts';
import type { SystemChange } from './schema.ts';
import { addSystemVersion, lockSystem, updateSystem } from './store.ts';

export function changeSystem(input: ActorInput<unknown, SystemChange>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  return input.write(async (trx) => {
    const row = await lockSystem(trx, actor.tenantId, params.id!);
    if (!row) throw new Problem('not-found');
    matchRevision(input.ifMatch, row.revision, presentSystem(row));
    const now = ctx.clock.now();
    const { goLiveOn, aiId, versionNote, versionSince, ...same } = body;
    const changed = await updateSystem(trx, row, {
      ...same,
      ...(goLiveOn === undefined ? {} : { go_live_on: goLiveOn }),
      ...(aiId === undefined ? {} : { ai_id: aiId }),
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
