/** @module Changes what an organisation says of itself, and keeps what it said before. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { presentOrganisation } from './present.ts';
import type { OrganisationChange } from './schema.ts';
import { lockOrganisation, updateOrganisation } from './store.ts';
import { insertChange } from './store-changes.ts';

/** @throws Problem 412 where it was changed meanwhile */
export function changeOrganisation(input: ActorInput<unknown, OrganisationChange>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const row = await lockOrganisation(trx, actor.tenantId);
    if (!row) throw new Problem('not-found');
    const before = presentOrganisation(row);
    matchRevision(input.ifMatch, row.revision, before);
    const now = ctx.clock.now();
    const { registrationNumber, ...same } = body;
    const changed = await updateOrganisation(trx, actor.tenantId, {
      ...same,
      ...(registrationNumber === undefined ? {} : { registration_number: registrationNumber }),
      revision: row.revision + 1,
      updated_at: now,
    });
    const after = presentOrganisation(changed);
    const fields = (Object.keys(body) as (keyof OrganisationChange)[]).sort();
    const different = fields.filter((field) => before[field] !== after[field]);
    const only = (said: typeof before): object => Object.fromEntries(different.map((field) => [field, said[field]]));
    if (different.length > 0) {
      await insertChange(trx, {
        organisation_id: actor.tenantId,
        revision: changed.revision,
        before: only(before),
        after: only(after),
        changed_by: actor.id,
        changed_at: now,
      });
    }
    await input.event(trx, 'organisation.changed', actor.tenantId, { fields, revision: changed.revision });
    return { status: 200, body: after, headers: { ETag: etagOf(changed.revision) } };
  });
}
