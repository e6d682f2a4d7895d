/** @module What a submission freezes of an organisation. */
import type { Trx } from '../../db/scope.ts';
import type { OrganisationEntry } from './record.ts';

export async function organisationEntry(trx: Trx, organisationId: string): Promise<OrganisationEntry> {
  const row = await trx
    .selectFrom('organisation')
    .select(['organisation_id', 'name', 'kind', 'registration_number', 'address', 'contact', 'province', 'sector'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return {
    id: row.organisation_id,
    name: row.name,
    kind: row.kind,
    registrationNumber: row.registration_number,
    address: row.address,
    contact: row.contact,
    province: row.province,
    sector: row.sector,
  };
}
