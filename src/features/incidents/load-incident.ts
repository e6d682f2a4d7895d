/** @module An incident with what stands around it. */
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { findSystem } from '../systems/index.ts';
import type { IncidentContext } from './present-incident.ts';
import { findIncident, type IncidentRow, listFilings, lockIncident } from './store.ts';

export interface LoadedIncident extends IncidentContext {
  row: IncidentRow;
}

/** @throws Problem 404 */
export async function loadIncident(
  trx: Trx,
  organisationId: string,
  id: string,
  { lock }: { lock: boolean } = { lock: false },
): Promise<LoadedIncident> {
  const row = await (lock ? lockIncident : findIncident)(trx, organisationId, id);
  if (!row) throw new Problem('not-found');
  return { row, ...(await loadAround(trx, row)) };
}

export async function loadAround(
  trx: Trx,
  row: Pick<IncidentRow, 'organisation_id' | 'id' | 'system_id'>,
): Promise<IncidentContext> {
  const system = await findSystem(trx, row.organisation_id, row.system_id);
  return { filings: await listFilings(trx, row.organisation_id, [row.id]), roles: system?.roles ?? [] };
}
