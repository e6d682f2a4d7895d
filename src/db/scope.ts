/** @module Under which database role, and about whose data, a transaction runs. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export type Trx = Transaction<Tables>;

export const DATABASE_ROLES = ['auth', 'member', 'reader', 'auditor', 'regulator', 'operator', 'worker'] as const;

export interface Scope {
  role: (typeof DATABASE_ROLES)[number];
  /** Whose data; none for identity, operators and workers. */
  organisationId?: string | undefined;
  /** For which organisation somebody acts. */
  actorOrganisationId?: string | undefined;
  /** User id or key id. */
  actorId?: string | undefined;
}

const ENTRANCE = "select set_config('role', ";

/** Is it the statement of `enterScope`? Nobody reads what it answers. */
export const entersScope = (statement: string): boolean => statement.startsWith(ENTRANCE);

/** Settings end with the transaction: the next one on the same connection starts with nothing. */
export async function enterScope(trx: Trx, scope: Scope): Promise<void> {
  await sql`${sql.raw(ENTRANCE)}${`luongtri_${scope.role}`}, true),
    set_config('luongtri.organisation_id', ${scope.organisationId ?? ''}, true),
    set_config('luongtri.actor_organisation_id', ${scope.actorOrganisationId ?? ''}, true),
    set_config('luongtri.actor_id', ${scope.actorId ?? ''}, true)`.execute(trx);
}

/** Turns to another organisation's data; what may be done with it, row-level security decides. */
export async function turnTo(trx: Trx, organisationId: string): Promise<void> {
  await sql`select set_config('luongtri.organisation_id', ${organisationId}, true)`.execute(trx);
}
