/** @module Rows of organisations, as they are answered. */
import { permissionsOf } from '../../app/policy.ts';
import type { MemberRow, OrganisationRow } from './store.ts';
import type { GrantRow } from './store-advisers.ts';
import type { ChangeRow } from './store-changes.ts';
import type { InvitationRow } from './store-invitations.ts';
import type { KeyRow } from './store-keys.ts';

const about = (row: OrganisationRow) => ({
  id: row.organisation_id,
  kind: row.kind,
  name: row.name,
  registrationNumber: row.registration_number,
  address: row.address,
  contact: row.contact,
  province: row.province,
  sector: row.sector,
  status: row.status,
});

export const presentOrganisation = (row: OrganisationRow) => ({
  ...about(row),
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export function presentChange({ revision, before, after, changed_by, changed_at }: ChangeRow) {
  const [said, says] = [before, after] as Record<string, string | null>[];
  return {
    revision,
    changes: Object.keys(says!)
      .sort()
      .map((field) => ({ field, before: said![field]!, after: says![field]! })),
    changedBy: changed_by,
    changedAt: changed_at.toISOString(),
  };
}

export const presentMembership = (
  row: OrganisationRow & Pick<MemberRow, 'role' | 'joined_at'>,
  clients: { id: string; name: string }[],
) => ({
  ...about(row),
  role: row.role,
  joinedAt: row.joined_at.toISOString(),
  permissions: row.status === 'active' ? permissionsOf(row.kind, row.role) : [],
  clients: row.status === 'active' ? clients : [],
});

export const presentMember = (row: MemberRow, names: Record<string, string>) => ({
  userId: row.user_id,
  name: names[row.user_id] ?? null,
  role: row.role,
  joinedAt: row.joined_at.toISOString(),
});

export function invitationStatus(row: InvitationRow, now: Date): 'pending' | 'accepted' | 'revoked' | 'expired' {
  if (row.accepted_at) return 'accepted';
  if (row.revoked_at) return 'revoked';
  return row.expires_at <= now ? 'expired' : 'pending';
}

export const presentInvitation = (row: InvitationRow, now: Date) => ({
  id: row.id,
  email: row.email,
  role: row.role,
  status: invitationStatus(row, now),
  invitedBy: row.invited_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});

export const isCurrent = (row: Pick<GrantRow, 'revoked_at' | 'expires_at'>, now: Date): boolean =>
  row.revoked_at === null && (row.expires_at === null || row.expires_at > now);

export const presentGrant = (row: GrantRow, adviserName: string | null, now: Date) => ({
  id: row.id,
  adviserId: row.adviser_id,
  adviserName,
  status: isCurrent(row, now) ? ('current' as const) : ('ended' as const),
  grantedBy: row.granted_by,
  grantedAt: row.granted_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

export const presentKey = (row: KeyRow & { creator_left?: boolean }) => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  role: row.role,
  scopes: row.scopes,
  createdBy: row.created_by,
  creatorLeft: row.creator_left === true,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});
