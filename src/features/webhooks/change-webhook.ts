/** @module Makes, changes and removes webhooks, and their secrets. */
import type { z } from '@hono/zod-openapi';
import type { ServiceContext, Vault } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { lockOrganisation } from '../organisations/index.ts';
import { enqueue, resend } from '../outbox/index.ts';
import { urlIssues } from './check-url.ts';
import { TEST_TYPE, type WebhookPayload } from './deliver-webhook.ts';
import { presentWebhook } from './present-webhook.ts';
import type { NewWebhook, ReplaySchema, RotationSchema, WebhookChange } from './schema.ts';
import { keepNewSecret } from './secrets.ts';
import {
  expireSecret,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  listSecrets,
  lockEndpoint,
  removeSecrets,
  updateEndpoint,
} from './store.ts';

/** More than anybody needs; each costs a message for every event. */
const MAX_ENDPOINTS = 20;

const tooMany = {
  vi: `Mỗi tổ chức có tối đa ${MAX_ENDPOINTS} webhook. Xóa bớt webhook không dùng.`,
  en: `An organisation has at most ${MAX_ENDPOINTS} webhooks. Remove one that is not used.`,
};

/** @throws Problem 501 where this server sends no webhooks */
function requirePorts({ fetcher, vault }: ServiceContext): { vault: Vault; allowsLoopback: boolean } {
  if (!fetcher || !vault) throw new Problem('not-configured');
  return { vault, allowsLoopback: fetcher.allowsLoopback };
}

function requireUrl(url: string, allowsLoopback: boolean): void {
  const issues = urlIssues(url, allowsLoopback);
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
}

export function makeWebhook(input: ActorInput<unknown, NewWebhook>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const { vault, allowsLoopback } = requirePorts(ctx);
  requireUrl(body.url, allowsLoopback);
  return input.write(async (trx) => {
    const organisationId = actor.organisation.id;
    // Two at once are counted one after the other.
    await lockOrganisation(trx, organisationId);
    if ((await listEndpoints(trx, organisationId)).length >= MAX_ENDPOINTS) throw new Problem('conflict', tooMany);
    const now = ctx.clock.now();
    const row = await insertEndpoint(trx, {
      organisation_id: organisationId,
      id: ctx.ids.next('whk'),
      url: body.url,
      description: body.description,
      events: [...new Set(body.events)],
      created_by: actor.id,
      created_at: now,
      updated_at: now,
    });
    const place = { organisation_id: organisationId, endpoint_id: row.id, at: now };
    const secret = await keepNewSecret(trx, { ids: ctx.ids, vault }, place);
    await input.event(trx, 'webhook.made', row.id, { events: row.events });
    return {
      status: 201,
      body: { ...presentWebhook(row), secret },
      headers: { Location: `/v1/webhooks/${row.id}`, ETag: etagOf(row.revision) },
    };
  });
}

export function changeWebhook(input: ActorInput<unknown, WebhookChange>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  if (body.url !== undefined) requireUrl(body.url, requirePorts(ctx).allowsLoopback);
  return input.write(async (trx) => {
    const row = await lockEndpoint(trx, actor.organisation.id, params.id!);
    if (!row) throw new Problem('not-found');
    matchRevision(input.ifMatch, row.revision, presentWebhook(row));
    const { url, description, events, status } = body;
    const changed = await updateEndpoint(trx, row, {
      ...(url === undefined ? {} : { url }),
      ...(description === undefined ? {} : { description }),
      ...(events === undefined ? {} : { events: [...new Set(events)] }),
      // Whoever switches it on again has looked at it: the days of failing start anew.
      ...(status === undefined ? {} : { status, failing_since: null, disabled_at: null }),
      revision: row.revision + 1,
      updated_at: ctx.clock.now(),
    });
    const details = { fields: Object.keys(body).sort(), status: changed.status, revision: changed.revision };
    await input.event(trx, 'webhook.changed', row.id, details);
    return { status: 200, body: presentWebhook(changed), headers: { ETag: etagOf(changed.revision) } };
  });
}

/** Nothing more is sent; its messages and attempts stay until they are forgotten by age. */
export function removeWebhook(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { ctx, actor, params } = input;
  return input.write(async (trx) => {
    const row = await lockEndpoint(trx, actor.organisation.id, params.id!);
    if (!row) throw new Problem('not-found');
    const now = ctx.clock.now();
    await removeSecrets(trx, row, []);
    await updateEndpoint(trx, row, { deleted_at: now, status: 'paused', revision: row.revision + 1, updated_at: now });
    await input.event(trx, 'webhook.removed', row.id);
    return { status: 204 };
  });
}

const HOUR_MS = 3_600_000;

/** A new secret; the last one goes on signing beside it for a while, any older one ends now. */
export function rotateSecret(input: ActorInput<unknown, z.output<typeof RotationSchema>>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  const { vault } = requirePorts(ctx);
  return input.write(async (trx) => {
    const row = await lockEndpoint(trx, actor.organisation.id, params.id!);
    if (!row) throw new Problem('not-found');
    const now = ctx.clock.now();
    const [last] = await listSecrets(trx, row, now);
    const until = new Date(now.getTime() + body.overlapHours * HOUR_MS);
    const keepsLast = last !== undefined && body.overlapHours > 0;
    await removeSecrets(trx, row, keepsLast ? [last.id] : []);
    if (keepsLast) await expireSecret(trx, last, until);
    const place = { organisation_id: row.organisation_id, endpoint_id: row.id, at: now };
    const secret = await keepNewSecret(trx, { ids: ctx.ids, vault }, place);
    await input.event(trx, 'webhook.secret_rotated', row.id, { overlapHours: body.overlapHours });
    return { status: 201, body: { secret, earlierExpiresAt: keepsLast ? until.toISOString() : null } };
  });
}

/** One message that says nothing but that it came. */
export function testWebhook(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { ctx, actor, params } = input;
  return input.write(async (trx) => {
    const row = await findEndpoint(trx, actor.organisation.id, params.id!);
    if (!row) throw new Problem('not-found');
    if (row.status === 'disabled') throw new Problem('conflict', disabled);
    const payload: WebhookPayload = {
      endpointId: row.id,
      type: TEST_TYPE,
      eventId: ctx.ids.next('evt'),
      subjectId: row.id,
      timestamp: ctx.clock.now().toISOString(),
      details: {},
    };
    const message = { topic: 'webhook', payload, organisationId: row.organisation_id, subjectId: row.id };
    return { status: 202, body: { messageId: await enqueue(trx, ctx, message) } };
  });
}

const disabled = {
  vi: 'Webhook đang bị tắt vì không nhận được thông báo. Bật lại bằng PATCH với status "active" rồi thử.',
  en: 'The webhook is switched off because it took no messages. Switch it on with PATCH and status "active", then try.',
};

/** Messages go out again under the ids they had: a receiver that has one already can tell. */
export function replayWebhook(input: ActorInput<unknown, z.output<typeof ReplaySchema>>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  return input.write(async (trx) => {
    const row = await findEndpoint(trx, actor.organisation.id, params.id!);
    if (!row) throw new Problem('not-found');
    const which =
      'messageId' in body
        ? { id: body.messageId, deadOnly: false }
        : { from: new Date(body.from), to: new Date(body.to), deadOnly: body.only === 'given_up' };
    const range = { organisationId: row.organisation_id, subjectId: row.id, ...which };
    const count = await resend(trx, range, ctx.clock.now());
    if ('messageId' in body && count === 0) throw new Problem('not-found');
    await input.event(trx, 'webhook.replayed', row.id, { count });
    return { status: 202, body: { count } };
  });
}
