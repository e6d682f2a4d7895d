/** @module Sets up a company or an adviser; who does so becomes its first owner. */
import type { PersonInput, Reply } from '../../app/operation.ts';
import { etagOf } from '../../app/read-input.ts';
import { personEvent } from './person-event.ts';
import { presentOrganisation } from './present.ts';
import type { NewOrganisation } from './schema.ts';
import { insertMember, insertOrganisation } from './store.ts';

export async function createOrganisation(
  input: Pick<PersonInput<unknown, NewOrganisation>, 'ctx' | 'c' | 'person' | 'body'>,
): Promise<Reply> {
  const { ctx, person, body } = input;
  const row = await ctx.db.transaction({ role: 'auth', actorId: person.userId }, async (trx) => {
    const now = ctx.clock.now();
    const made = await insertOrganisation(trx, {
      organisation_id: ctx.ids.next('org'),
      kind: body.kind,
      name: body.name,
      registration_number: body.registrationNumber,
      address: body.address,
      contact: body.contact,
      province: body.province,
      sector: body.sector,
      created_at: now,
      updated_at: now,
    });
    const { organisation_id: organisationId } = made;
    await insertMember(trx, {
      organisation_id: organisationId,
      user_id: person.userId,
      role: 'owner',
      joined_at: now,
    });
    await personEvent(input, trx, {
      kind: 'organisation.created',
      organisationId,
      userId: person.userId,
      subject: organisationId,
      details: { kind: body.kind },
    });
    return made;
  });
  return { status: 201, body: presentOrganisation(row), headers: { ETag: etagOf(row.revision) } };
}
