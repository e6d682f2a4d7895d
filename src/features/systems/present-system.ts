/** @module A row of the register as it is answered. */
import type { SystemEntry } from '../submissions/index.ts';
import type { System } from './schema.ts';
import type { SystemRow } from './store.ts';

const detailsOf = (row: SystemRow) => ({
  providerAddress: row.provider_address,
  providerContact: row.provider_contact,
  functions: row.functions,
  architecture: row.architecture,
  userGroups: row.user_groups,
  mainInputs: row.main_inputs,
  riskSummary: row.risk_summary,
});

export const presentSystem = (row: SystemRow): System => ({
  id: row.id,
  name: row.name,
  purpose: row.purpose,
  roles: row.roles as System['roles'],
  sector: row.sector,
  goLiveOn: row.go_live_on,
  provider: row.provider,
  model: row.model,
  version: row.version,
  aiId: row.ai_id,
  ...detailsOf(row),
  status: row.status,
  revision: row.revision,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** What a submission freezes of it. */
export const systemEntry = (row: SystemRow): SystemEntry => ({
  id: row.id,
  name: row.name,
  purpose: row.purpose,
  version: row.version,
  provider: row.provider,
  model: row.model,
  sector: row.sector,
  roles: [...row.roles].sort(),
  goLiveOn: row.go_live_on,
  aiId: row.ai_id,
  ...detailsOf(row),
});
