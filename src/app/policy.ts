/** @module Who may do what: one closed list of permissions, and which roles of which kind of organisation hold them. */
import type { MemberTable, OrganisationTable } from '../db/tables.ts';

export type OrganisationKind = OrganisationTable['kind'];
export type Role = MemberTable['role'];

/** Roles that exist in each kind of organisation, strongest first. */
export const ROLES_OF: Record<OrganisationKind, readonly Role[]> = {
  company: ['owner', 'manager', 'contributor', 'viewer'],
  adviser: ['owner', 'manager', 'contributor', 'viewer'],
  audit_body: ['owner', 'manager', 'auditor', 'viewer'],
  regulator: ['owner', 'manager', 'analyst', 'viewer'],
};

const ALL: readonly Role[] = ['owner', 'manager', 'contributor', 'viewer', 'auditor', 'analyst'];
const LEADERS: readonly Role[] = ['owner', 'manager'];
const WRITERS: readonly Role[] = ['owner', 'manager', 'contributor'];
const COMPANY: readonly OrganisationKind[] = ['company', 'adviser'];
const EVERY_KIND: readonly OrganisationKind[] = ['company', 'adviser', 'audit_body', 'regulator'];

interface Rule {
  kinds: readonly OrganisationKind[];
  roles: readonly Role[];
  /** May an adviser do it for a client? */
  forClient?: true;
}

const may = (kinds: readonly OrganisationKind[], roles: readonly Role[]): Rule => ({ kinds, roles });
const mayForClient = (roles: readonly Role[]): Rule => ({ kinds: COMPANY, roles, forClient: true });

export const PERMISSIONS = {
  'organisation.read': may(EVERY_KIND, ALL),
  'organisation.manage': may(EVERY_KIND, ['owner']),
  'organisation.export': may(EVERY_KIND, ['owner']),
  'members.read': may(EVERY_KIND, ALL),
  'members.manage': may(EVERY_KIND, LEADERS),
  'keys.manage': may(EVERY_KIND, LEADERS),
  'advisers.manage': may(['company'], LEADERS),
  'clients.read': may(['adviser'], ALL),
  'webhooks.manage': may(EVERY_KIND, LEADERS),
  'log.read': may(EVERY_KIND, ALL),
  'systems.read': mayForClient(ALL),
  'systems.write': mayForClient(WRITERS),
  'assessments.read': mayForClient(ALL),
  'assessments.write': mayForClient(WRITERS),
  'assessments.submit': mayForClient(LEADERS),
  'evidence.read': mayForClient(ALL),
  'evidence.write': mayForClient(WRITERS),
  'evidence.retain': may(COMPANY, ['owner']),
  'reports.read': mayForClient(ALL),
  'templates.manage': may(COMPANY, LEADERS),
  'attestations.manage': mayForClient(LEADERS),
  'duties.read': mayForClient(ALL),
  'duties.write': mayForClient(WRITERS),
  // The company's side of a review: whom to ask, and what was done about a finding.
  'reviews.invite': may(COMPANY, LEADERS),
  'reviews.read': mayForClient(ALL),
  'findings.answer': mayForClient(WRITERS),
  // Whoever answers for the organisation, never an adviser in its place.
  'findings.accept-risk': may(COMPANY, LEADERS),
  // The auditor's side.
  'audits.read': may(['audit_body'], ALL),
  'audits.assign': may(['audit_body'], LEADERS),
  'audits.work': may(['audit_body'], ['auditor']),
  // Also by who leads: where the auditors of a review have left, nobody else could let it go on.
  'audits.take-back': may(['audit_body'], [...LEADERS, 'auditor']),
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

/** Everything that a role of a kind of organisation may do for its own organisation, in the order of the list. */
export const permissionsOf = (kind: OrganisationKind, role: Role): Permission[] =>
  PERMISSION_NAMES.filter((name) => holds(PERMISSIONS[name], kind, role));

const holds = (rule: Rule, kind: OrganisationKind, role: Role): boolean =>
  rule.kinds.includes(kind) && rule.roles.includes(role);

/** @returns does this role, and where a client is acted for its grant, carry the permission? */
export function isAllowed(
  permission: Permission,
  { kind, role, forClient }: { kind: OrganisationKind; role: Role; forClient: boolean },
): boolean {
  const rule: Rule = PERMISSIONS[permission];
  return holds(rule, kind, role) && (!forClient || rule.forClient === true);
}
