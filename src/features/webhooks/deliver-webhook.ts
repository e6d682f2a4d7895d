/**
 * @module Topic `webhook`: signs a message as Standard Webhooks asks (https://www.standardwebhooks.com), posts it, and keeps
 * how it went. A receiver that fails for days is switched off, and its owners are told.
 */
import { Webhook } from 'standardwebhooks';
import { recordEvent, SERVICE } from '../../app/audit.ts';
import type { FetchFailure, ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { DeliveryFailure, enqueue, type Handler, type MailPayload, type Message } from '../outbox/index.ts';
import { openSecret } from './secrets.ts';
import {
  type EndpointRow,
  findEndpoint,
  forgetDeliveries,
  insertDelivery,
  listLeaders,
  listSecrets,
  lockEndpoint,
  type SecretRow,
  updateEndpoint,
} from './store.ts';

/** What `notify_webhooks` (migration 0040) writes, and a test delivery. */
export interface WebhookPayload {
  endpointId: string;
  type: string;
  eventId: string;
  subjectId: string;
  timestamp: string;
  details: Record<string, unknown>;
}

export const DISABLE_AFTER_MS = 5 * 86_400_000;
const KEEP_DELIVERIES_MS = 90 * 86_400_000;

export const deliverWebhook: Handler = async (ctx, message) => {
  const payload = message.payload as WebhookPayload;
  const found = await ctx.db.transaction({ role: 'worker' }, async (trx) => {
    const endpoint = await findEndpoint(trx, message.organisationId, payload.endpointId);
    return endpoint && { endpoint, secrets: await listSecrets(trx, endpoint, ctx.clock.now()) };
  });
  if (!found) throw new DeliveryFailure('endpoint_removed', true);
  if (found.endpoint.status === 'disabled') throw new DeliveryFailure('endpoint_disabled', true);
  if (found.endpoint.status === 'paused' && payload.type !== TEST_TYPE) throw new DeliveryFailure('endpoint_paused');
  const before = ctx.clock.now().getTime();
  const outcome = await post(ctx, message, found);
  await settle(ctx, message, found.endpoint, outcome, ctx.clock.now().getTime() - before);
};

export const TEST_TYPE = 'webhook.test';

type Outcome = { status: number } | { failure: FetchFailure | 'secret_unreadable' | 'not_configured' };

async function post(
  ctx: ServiceContext,
  message: Message,
  { endpoint, secrets }: { endpoint: EndpointRow; secrets: SecretRow[] },
): Promise<Outcome> {
  const { fetcher, vault } = ctx;
  if (!fetcher || !vault) return { failure: 'not_configured' };
  const body = bodyOf(message.organisationId, message.payload as WebhookPayload);
  const at = ctx.clock.now();
  const signatures: string[] = [];
  for (const row of secrets) {
    const secret = await openSecret(vault, row).catch(() => undefined);
    if (secret !== undefined) signatures.push(new Webhook(secret).sign(message.id, at, body));
  }
  if (signatures.length === 0) return { failure: 'secret_unreadable' };
  return fetcher.post({
    url: endpoint.url,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'luongtri-webhooks/1',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    },
    body,
  });
}

/** The same bytes at every attempt. */
export const bodyOf = (organisationId: string, payload: WebhookPayload): string =>
  JSON.stringify({
    type: payload.type,
    timestamp: payload.timestamp,
    data: { eventId: payload.eventId, organisationId, subjectId: payload.subjectId, details: payload.details },
  });

/** Says that nobody lives there any more: sending on would be rude. */
const GONE = 410;

async function settle(
  ctx: ServiceContext,
  message: Message,
  endpoint: EndpointRow,
  outcome: Outcome,
  latencyMs: number,
): Promise<void> {
  const status = 'status' in outcome ? outcome.status : null;
  const isDelivered = status !== null && status >= 200 && status < 300;
  const error = isDelivered ? null : 'failure' in outcome ? outcome.failure : `http_${status}`;
  await ctx.db.transaction({ role: 'worker' }, async (trx) => {
    const now = ctx.clock.now();
    await insertDelivery(trx, {
      organisation_id: endpoint.organisation_id,
      endpoint_id: endpoint.id,
      message_id: message.id,
      id: ctx.ids.next('dlv'),
      event_kind: (message.payload as WebhookPayload).type,
      attempt: message.attempt,
      outcome: isDelivered ? 'delivered' : error === 'address_refused' ? 'refused' : 'failed',
      response_code: status,
      error,
      latency_ms: latencyMs,
      attempted_at: now,
    });
    await noteHealth(ctx, trx, endpoint, { isDelivered, isGone: status === GONE, now });
  });
  if (error !== null) throw new DeliveryFailure(error, status === GONE);
}

async function noteHealth(
  ctx: ServiceContext,
  trx: Trx,
  { organisation_id, id }: EndpointRow,
  { isDelivered, isGone, now }: { isDelivered: boolean; isGone: boolean; now: Date },
): Promise<void> {
  const row = await lockEndpoint(trx, organisation_id, id);
  if (!row || row.status === 'disabled') return;
  if (isDelivered) {
    if (row.failing_since !== null) await updateEndpoint(trx, row, { failing_since: null });
    return;
  }
  const since = row.failing_since ?? now;
  const isOver = isGone || now.getTime() - since.getTime() >= DISABLE_AFTER_MS;
  await updateEndpoint(trx, row, {
    failing_since: since,
    ...(isOver ? { status: 'disabled', disabled_at: now, revision: row.revision + 1, updated_at: now } : {}),
  });
  if (isOver) await announce(ctx, trx, row, isGone);
}

async function announce(ctx: ServiceContext, trx: Trx, row: EndpointRow, isGone: boolean): Promise<void> {
  await recordEvent(ctx, trx, {
    kind: 'webhook.disabled',
    subject: row.id,
    organisationId: row.organisation_id,
    actor: { id: SERVICE, organisationId: SERVICE },
    details: { reason: isGone ? 'gone' : 'failing' },
  });
  if (!ctx.mailer) return;
  for (const userId of await listLeaders(trx, row.organisation_id)) {
    const payload: MailPayload = { userId, ...disabledMail(row.id) };
    await enqueue(trx, ctx, { topic: 'mail', payload, organisationId: row.organisation_id });
  }
}

const disabledMail = (id: string): Pick<MailPayload, 'subject' | 'text'> => ({
  subject: 'Lương Tri: webhook đã bị tắt / a webhook was switched off',
  text: `Webhook ${id} không nhận được thông báo trong nhiều ngày liên tục nên đã bị tắt.
Kiểm tra máy chủ nhận, rồi bật lại bằng PATCH /v1/webhooks/${id} với status "active"; các thông báo chưa gửi được có thể gửi lại bằng POST /v1/webhooks/${id}/replays. Những gì xảy ra trong lúc webhook bị tắt không được giữ lại cho webhook; xem ở GET /v1/log/events.

Webhook ${id} took no message for days and was switched off.
Check the receiver, then switch it on with PATCH /v1/webhooks/${id} and status "active"; messages that were not delivered can be sent again with POST /v1/webhooks/${id}/replays. Nothing is kept for it of what happens while it is off; read that at GET /v1/log/events.
`,
});

export const sweepDeliveries = (ctx: ServiceContext): Promise<unknown> =>
  ctx.db.transaction({ role: 'worker' }, (trx) =>
    forgetDeliveries(trx, new Date(ctx.clock.now().getTime() - KEEP_DELIVERIES_MS)),
  );
