/** @module The door of organisations. */
export { acceptInvitation, type Opened, openInvitation } from './accept-invitation.ts';
export { createOrganisation } from './create-organisation.ts';
export { mailInvitation, sentInvitation, writeInvitation } from './invite.ts';
export { type Membership, membershipsOf } from './list-memberships.ts';
export { personEvent } from './person-event.ts';
export { presentOrganisation } from './present.ts';
export { organisationRoutes } from './routes.ts';
export {
  EmailSchema,
  NewOrganisationSchema,
  OrganisationSchema,
  SentInvitationSchema,
} from './schema.ts';
export {
  countHeads,
  deleteMember,
  findOrganisation,
  insertOrganisation,
  listMemberships,
  lockOrganisation,
  type OrganisationRow,
} from './store.ts';
export { revokePendingOf } from './store-invitations.ts';
export { standingKeysOf } from './store-keys.ts';
