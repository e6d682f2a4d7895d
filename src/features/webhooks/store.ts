/** @module The statements of webhooks. */
import type { Selectable, Updateable } from 'kysely';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { WebhookDeliveryTable, WebhookEndpointTable, WebhookSecretTable } from '../../db/tables-duties.ts';

export type EndpointRow = Selectable<WebhookEndpointTable>;
export type SecretRow = Selectable<WebhookSecretTable>;
export type DeliveryRow = Selectable<WebhookDeliveryTable>;

export const insertEndpoint = (
  trx: Trx,
  row: Omit<EndpointRow, 'status' | 'revision' | 'failing_since' | 'disabled_at' | 'deleted_at'>,
): Promise<EndpointRow> =>
  trx
    .insertInto('webhook_endpoint')
    .values({ ...row, status: 'active' })
    .returningAll()
    .executeTakeFirstOrThrow();

export const findEndpoint = (trx: Trx, organisationId: string, id: string): Promise<EndpointRow | undefined> =>
  trx
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();

/** The row, which nobody else can change until the transaction ends. */
export const lockEndpoint = (trx: Trx, organisationId: string, id: string): Promise<EndpointRow | undefined> =>
  trx
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();

export const listEndpoints = (trx: Trx, organisationId: string): Promise<EndpointRow[]> =>
  trx
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

type EndpointPlace = Pick<EndpointRow, 'organisation_id' | 'id'>;

export const updateEndpoint = (
  trx: Trx,
  { organisation_id, id }: EndpointPlace,
  values: Updateable<WebhookEndpointTable>,
): Promise<EndpointRow> =>
  trx
    .updateTable('webhook_endpoint')
    .set(values)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export const insertSecret = (trx: Trx, row: SecretRow): Promise<unknown> =>
  trx.insertInto('webhook_secret').values(row).execute();

/** Secrets that still sign, newest first. */
export const listSecrets = (trx: Trx, { organisation_id, id }: EndpointPlace, now: Date): Promise<SecretRow[]> =>
  trx
    .selectFrom('webhook_secret')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('endpoint_id', '=', id)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const expireSecret = (trx: Trx, row: SecretRow, at: Date): Promise<unknown> =>
  trx
    .updateTable('webhook_secret')
    .set({ expires_at: at })
    .where('organisation_id', '=', row.organisation_id)
    .where('endpoint_id', '=', row.endpoint_id)
    .where('id', '=', row.id)
    .execute();

/** Removes the secrets but those that are kept. */
export async function removeSecrets(
  trx: Trx,
  { organisation_id, id }: EndpointPlace,
  keep: readonly string[],
): Promise<void> {
  let query = trx
    .deleteFrom('webhook_secret')
    .where('organisation_id', '=', organisation_id)
    .where('endpoint_id', '=', id);
  if (keep.length > 0) query = query.where('id', 'not in', keep);
  await query.execute();
}

export const insertDelivery = (trx: Trx, row: DeliveryRow): Promise<unknown> =>
  trx.insertInto('webhook_delivery').values(row).execute();

/** Newest first; one row more than `limit`. */
export function listDeliveries(
  trx: Trx,
  filter: { organisationId: string; endpointId: string; after?: { at: Date; id: string } | undefined; limit: number },
): Promise<DeliveryRow[]> {
  let query = trx
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('organisation_id', '=', filter.organisationId)
    .where('endpoint_id', '=', filter.endpointId);
  if (filter.after) {
    const { at, id } = filter.after;
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('attempted_at', 'id'), '<', tuple(at, id)));
  }
  return query.orderBy('attempted_at', 'desc').orderBy('id', 'desc').limit(oneMoreThan(filter.limit)).execute();
}

/** Attempts are kept for a while, then forgotten. */
export const forgetDeliveries = (trx: Trx, before: Date): Promise<unknown> =>
  trx.deleteFrom('webhook_delivery').where('attempted_at', '<', before).execute();

/** People who look after the organisation, for notices. */
export const listLeaders = async (trx: Trx, organisationId: string): Promise<string[]> => {
  const rows = await trx
    .selectFrom('member')
    .select('user_id')
    .where('organisation_id', '=', organisationId)
    .where('role', 'in', ['owner', 'manager'])
    .orderBy('user_id')
    .execute();
  return rows.map(({ user_id }) => user_id);
};
