/** @module Webhooks, their messages and attempts, as they are answered. */
import type { z } from '@hono/zod-openapi';
import type { OutboxRow } from '../outbox/index.ts';
import type { WebhookPayload } from './deliver-webhook.ts';
import type { DeliverySchema, WebhookBody, WebhookMessageSchema } from './schema.ts';
import type { DeliveryRow, EndpointRow } from './store.ts';

export const presentWebhook = (row: EndpointRow): WebhookBody => ({
  id: row.id,
  url: row.url,
  description: row.description,
  events: row.events,
  status: row.status,
  failingSince: row.failing_since?.toISOString() ?? null,
  disabledAt: row.disabled_at?.toISOString() ?? null,
  revision: row.revision,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export function presentMessage(row: OutboxRow): z.infer<typeof WebhookMessageSchema> {
  const { type, eventId, subjectId } = row.payload as WebhookPayload;
  const state = row.done_at ? 'delivered' : row.dead_at ? 'given_up' : 'waiting';
  return {
    id: row.id,
    type,
    eventId,
    subjectId,
    state,
    attempts: row.attempts,
    nextAttemptAt: state === 'waiting' ? row.available_at.toISOString() : null,
    error: row.last_error,
    createdAt: row.created_at.toISOString(),
  };
}

export const presentDelivery = (row: DeliveryRow): z.infer<typeof DeliverySchema> => ({
  id: row.id,
  messageId: row.message_id,
  type: row.event_kind,
  attempt: row.attempt,
  outcome: row.outcome,
  responseCode: row.response_code,
  error: row.error,
  latencyMs: row.latency_ms,
  attemptedAt: row.attempted_at.toISOString(),
});
