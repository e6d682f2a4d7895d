/** @module Who is asking, settled before anything is read: a person with a session, or a machine with a key. */
import type { Scope } from '../db/scope.ts';
import type { OrganisationKind, Permission, Role } from './policy.ts';
import { isAllowed } from './policy.ts';

/** A person who signed in; not yet acting for an organisation. */
export interface Person {
  userId: string;
  sessionId: string;
  name: string;
  email: string;
  emailVerified: boolean;
  isOperator: boolean;
}

export interface Actor {
  kind: 'user' | 'key';
  /** User id or key id: what history and log name. */
  id: string;
  organisation: { id: string; kind: OrganisationKind };
  role: Role;
  /** Whose data is worked on: one's own organisation, or the client an adviser acts for. */
  tenantId: string;
  /** Permissions a key is limited to; `undefined` for people. */
  scopes: readonly string[] | undefined;
  person: Person | undefined;
}

export const mayDo = (actor: Actor, permission: Permission): boolean =>
  isAllowed(permission, {
    kind: actor.organisation.kind,
    role: actor.role,
    forClient: actor.tenantId !== actor.organisation.id,
  }) &&
  (actor.scopes === undefined || actor.scopes.includes(permission));

const DATABASE_ROLE = {
  company: 'member',
  adviser: 'member',
  audit_body: 'auditor',
  regulator: 'regulator',
} as const;

/** The scope of an actor's transactions. A viewer of a company cannot write, whatever a route forgets. */
export function scopeOf(actor: Actor): Scope {
  const role = DATABASE_ROLE[actor.organisation.kind];
  return {
    role: role === 'member' && actor.role === 'viewer' ? 'reader' : role,
    organisationId: actor.tenantId,
    actorOrganisationId: actor.organisation.id,
    actorId: actor.id,
  };
}
