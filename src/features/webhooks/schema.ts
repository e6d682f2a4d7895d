/** @module A webhook, as it is sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { InstantSchema, orNull } from '../../app/schemas.ts';
import { MomentSchema } from '../timeline/index.ts';

const EventPattern = z
  .string()
  .regex(/^(\*|[a-z_]{1,40}\.(\*|[a-z_]{1,60}))$/)
  .openapi({ example: 'incident.*' });

const fields = {
  url: z.string().trim().min(1).max(2_000).openapi({ example: 'https://example.vn/luongtri' }),
  description: z.string().trim().max(500),
  events: z.array(EventPattern).min(1).max(50).openapi({
    description: 'Kinds of events: one (`incident.registered`), all of a noun (`incident.*`), or all (`*`).',
  }),
};

export const NewWebhookSchema = z
  .strictObject({ url: fields.url, description: fields.description.default(''), events: fields.events })
  .openapi('NewWebhook');

export const WebhookChangeSchema = z
  .strictObject({
    url: fields.url.optional(),
    description: fields.description.optional(),
    events: fields.events.optional(),
    status: z.enum(['active', 'paused']).optional().openapi({
      description:
        '`active` also switches a disabled one on. What happens while it is paused waits and is tried for one to two days, then stays given up and can be sent again; nothing is kept of what happens while it is disabled: read that from the log.',
    }),
  })
  .openapi('WebhookChange');

export const WebhookSchema = z
  .strictObject({
    id: z.string().openapi({ example: 'whk_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
    ...fields,
    status: z.enum(['active', 'paused', 'disabled']),
    failingSince: orNull(InstantSchema).openapi({
      description: 'Since when nothing was taken; `null` while all is well.',
    }),
    disabledAt: orNull(InstantSchema),
    revision: z.int(),
    createdBy: z.string(),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  })
  .openapi('Webhook');

export const WebhookWithSecretSchema = z
  .strictObject({
    // `extend` comes out as two shapes in `allOf`, of which each refuses what only the other has.
    ...WebhookSchema.shape,
    secret: z.string().openapi({ description: 'Shown once. Signs as Standard Webhooks says.', example: 'whsec_…' }),
  })
  .openapi('WebhookWithSecret');

export const RotationSchema = z
  .strictObject({
    overlapHours: z.int().min(0).max(168).default(24).openapi({ description: 'How long the old secret signs too.' }),
  })
  .openapi('SecretRotation');

export const RotatedSchema = z
  .strictObject({ secret: z.string(), earlierExpiresAt: orNull(InstantSchema) })
  .openapi('RotatedSecret');

export const ReplaySchema = z
  .union([
    z.strictObject({ messageId: textOf(100) }),
    z.strictObject({
      from: MomentSchema,
      to: MomentSchema,
      only: z.enum(['given_up', 'all']).default('given_up'),
    }),
  ])
  .openapi('Replay');

export const AcceptedSchema = z.strictObject({ messageId: z.string() }).openapi('AcceptedMessage');
export const ReplayedSchema = z.strictObject({ count: z.int() }).openapi('ReplayedWebhookMessages');

export const WebhookMessageSchema = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    eventId: z.string(),
    subjectId: z.string(),
    state: z.enum(['waiting', 'delivered', 'given_up']),
    attempts: z.int(),
    nextAttemptAt: orNull(InstantSchema),
    error: orNull(z.string()),
    createdAt: InstantSchema,
  })
  .openapi('WebhookMessage');

export const DeliverySchema = z
  .strictObject({
    id: z.string(),
    messageId: z.string(),
    type: z.string(),
    attempt: z.int(),
    outcome: z.enum(['delivered', 'refused', 'failed']).openapi({ description: '`refused`: by us, for its address.' }),
    responseCode: orNull(z.int()),
    error: orNull(z.string()),
    latencyMs: z.int(),
    attemptedAt: InstantSchema,
  })
  .openapi('WebhookDelivery');

export type NewWebhook = z.output<typeof NewWebhookSchema>;
export type WebhookChange = z.output<typeof WebhookChangeSchema>;
export type WebhookBody = z.output<typeof WebhookSchema>;
