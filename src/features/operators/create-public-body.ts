/** @module Sets up an audit body or a regulator, and invites its first owner. */
import { SERVICE } from '../../app/audit.ts';
import type { PersonInput, Reply } from '../../app/operation.ts';
import {
  insertOrganisation,
  mailInvitation,
  personEvent,
  presentOrganisation,
  sentInvitation,
  writeInvitation,
} from '../organisations/index.ts';
import type { NewPublicBody } from './schema.ts';

export async function createPublicBody(input: PersonInput<unknown, NewPublicBody>): Promise<Reply> {
  const { ctx, person, body } = input;
  const by = { actorOrganisationId: SERVICE, userId: person.userId };
  const made = await ctx.db.transaction({ role: 'operator', actorId: person.userId }, async (trx) => {
    const now = ctx.clock.now();
    const row = await insertOrganisation(trx, {
      organisation_id: ctx.ids.next('org'),
      kind: body.kind,
      name: body.name,
      registration_number: body.registrationNumber,
      province: body.province,
      sector: body.sector,
      created_at: now,
      updated_at: now,
    });
    const { organisation_id: organisationId } = row;
    const invited = await writeInvitation(ctx, trx, {
      organisationId,
      email: body.ownerEmail,
      role: 'owner',
      invitedBy: person.userId,
    });
    const details = { kind: body.kind };
    await personEvent(input, trx, {
      ...by,
      kind: 'organisation.created',
      organisationId,
      subject: organisationId,
      details,
    });
    await personEvent(input, trx, {
      ...by,
      kind: 'invitation.created',
      organisationId,
      subject: invited.row.id,
      details: { role: 'owner' },
    });
    return { row, invited };
  });
  const mailed = await mailInvitation(ctx, made.invited, made.row.name);
  return {
    status: 201,
    body: { organisation: presentOrganisation(made.row), invitation: sentInvitation(ctx, made.invited, mailed) },
  };
}
