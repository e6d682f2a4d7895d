/** @module Who may give which role, and why an organisation is never without an owner. */
import type { Actor } from '../../app/actor.ts';
import { type OrganisationKind, permissionsOf, ROLES_OF, type Role } from '../../app/policy.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import type { Text } from '../../engine/index.ts';
import { countHeads, findMember } from './store.ts';

const rank = (kind: OrganisationKind, role: Role): number => ROLES_OF[kind].indexOf(role);

export const refusedField = (pointer: string, message: Text, fix: Text): ProblemIssue => ({
  pointer,
  code: 'refused',
  message,
  fix,
});

/** @returns what is wrong with giving this role, or nothing: it has to exist in the organisation and be no stronger than one's own */
export function roleIssue(
  { organisation: { kind }, role: own }: Pick<Actor, 'organisation' | 'role'>,
  role: Role,
): ProblemIssue | undefined {
  const list = ROLES_OF[kind].join(', ');
  if (rank(kind, role) < 0) {
    return refusedField(
      '/role',
      { vi: `Loại tổ chức này không có vai trò ${role}`, en: `This kind of organisation has no role ${role}` },
      { vi: `Chọn một trong: ${list}`, en: `Choose one of: ${list}` },
    );
  }
  if (rank(kind, role) >= rank(kind, own)) return undefined;
  return refusedField(
    '/role',
    { vi: `Vai trò ${own} không cấp được vai trò ${role}`, en: `The role ${own} cannot give the role ${role}` },
    { vi: 'Chọn vai trò không cao hơn vai trò của mình', en: 'Choose a role no stronger than your own' },
  );
}

/** What one may hand on: what the role may do, one's own role may do, and one's own key is not kept from. */
export function permissionsToGive(actor: Actor, role: Role): string[] {
  const { kind } = actor.organisation;
  const own = permissionsOf(kind, actor.role);
  return permissionsOf(kind, role).filter(
    (permission) => own.includes(permission) && (actor.scopes === undefined || actor.scopes.includes(permission)),
  );
}

/** Only owners touch owners. @throws Problem 403 */
export function refuseOverOwner(actor: Pick<Actor, 'role'>, target: Role): void {
  if (target !== 'owner' || actor.role === 'owner') return;
  throw new Problem('forbidden', {
    vi: 'Chỉ chủ sở hữu mới thay đổi được chủ sở hữu khác.',
    en: 'Only an owner can change another owner.',
  });
}

/**
 * What one may do was read before the lock of the organisation was had: meanwhile somebody may have ended it.
 * @throws Problem 403 unless the person still holds the role in which they ask
 */
export async function requireStanding(trx: Trx, actor: Actor): Promise<void> {
  if (actor.kind === 'key') return;
  const member = await findMember(trx, actor.organisation.id, actor.id);
  if (member?.role !== actor.role) throw new Problem('forbidden');
}

/** Roles that a role can no longer offer to others: all of them where it invites nobody. */
export function rolesBeyond(kind: OrganisationKind, role: Role): Role[] {
  if (!permissionsOf(kind, role).includes('members.manage')) return [...ROLES_OF[kind]];
  return ROLES_OF[kind].filter((other) => rank(kind, other) < rank(kind, role));
}

/**
 * To be called under the lock of the organisation (`lockOrganisation`), taken before the role was read.
 * @throws Problem 409 where the owner about to go is the only one
 */
export async function refuseLastOwner(trx: Trx, organisationId: string, role: Role): Promise<void> {
  if (role !== 'owner') return;
  const { owners } = await countHeads(trx, organisationId);
  if (owners > 1) return;
  throw new Problem('conflict', {
    vi: 'Đây là chủ sở hữu duy nhất. Trao vai trò chủ sở hữu cho người khác trước.',
    en: 'This is the only owner. Give the role of owner to somebody else first.',
  });
}
