/** @module Puts a system into the register. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { etagOf } from '../../app/read-input.ts';
import { presentSystem } from './present-system.ts';
import type { NewSystem } from './schema.ts';
import { addSystemVersion, insertSystem } from './store.ts';

export function registerSystem(input: ActorInput<unknown, NewSystem>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const now = ctx.clock.now();
    const row = await insertSystem(trx, {
      organisation_id: actor.tenantId,
      id: ctx.ids.next('sys'),
      name: body.name,
      purpose: body.purpose,
      roles: body.roles,
      sector: body.sector,
      go_live_on: body.goLiveOn,
      provider: body.provider,
      model: body.model,
      version: body.version,
      ai_id: body.aiId,
      provider_address: body.providerAddress,
      provider_contact: body.providerContact,
      functions: body.functions,
      architecture: body.architecture,
      user_groups: body.userGroups,
      main_inputs: body.mainInputs,
      risk_summary: body.riskSummary,
      created_by: actor.id,
      created_at: now,
      updated_at: now,
    });
    if (row.version !== null) {
      await addSystemVersion(trx, {
        organisation_id: row.organisation_id,
        system_id: row.id,
        version: row.version,
        note: null,
        since: row.go_live_on,
        recorded_by: actor.id,
        recorded_at: now,
      });
    }
    await input.event(trx, 'system.registered', row.id);
    return {
      status: 201,
      body: presentSystem(row),
      headers: { Location: `/v1/systems/${row.id}`, ETag: etagOf(row.revision) },
    };
  });
}
