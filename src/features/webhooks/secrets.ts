/**
 * @module Secrets of webhooks. Signing needs the secret itself, so a hash would not do: it is encrypted under the key of
 * the service and bound to its row. A copy of the database alone signs nothing.
 */
import type { Ids, Vault } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { insertSecret, type SecretRow } from './store.ts';

const SECRET_BYTES = 32;

/** `whsec_` and standard base64, as Standard Webhooks writes it. */
export function newSecret(ids: Ids): string {
  const text = ids.secret(SECRET_BYTES).replaceAll('-', '+').replaceAll('_', '/');
  return `whsec_${text.padEnd(Math.ceil(text.length / 4) * 4, '=')}`;
}

type Place = Pick<SecretRow, 'organisation_id' | 'endpoint_id' | 'id'>;

const contextOf = ({ organisation_id, endpoint_id, id }: Place): string =>
  `webhook:${organisation_id}:${endpoint_id}:${id}`;

export const openSecret = (vault: Vault, row: SecretRow): Promise<string> => vault.open(row.sealed, contextOf(row));

/** @returns the secret, which is shown once */
export async function keepNewSecret(
  trx: Trx,
  { ids, vault }: { ids: Ids; vault: Vault },
  place: Omit<Place, 'id'> & { at: Date },
): Promise<string> {
  const { at, ...owner } = place;
  const row = { ...owner, id: ids.next('whs') };
  const secret = newSecret(ids);
  await insertSecret(trx, {
    ...row,
    sealed: await vault.seal(secret, contextOf(row)),
    created_at: at,
    expires_at: null,
  });
  return secret;
}
