import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/adapters/node/fetcher.ts';
import { createVault } from '../../../src/adapters/vault.ts';
import type { ServiceContext } from '../../../src/app/context.ts';
import { runOutbox } from '../../../src/features/outbox/index.ts';
import { deliverWebhook } from '../../../src/features/webhooks/index.ts';
import { startReceiver } from '../../support/receiver.ts';
import { call, startService } from '../../support/service.ts';

const service = startService({
  fetcher: createFetcher({ allowsLoopback: true, timeoutMs: 2_000 }),
  vault: createVault('a secret of the service, only for tests'),
});
const receiver = startReceiver();

// The library compares timestamps with the real clock, so these tests run at the real time.
const at = (ms: number): void => service.setNow(new Date(Date.now() + ms).toISOString());

beforeEach(() => {
  receiver.received.length = 0;
  receiver.answers = [204];
  receiver.before = undefined;
  at(0);
});

const send = async (ctx: ServiceContext = service.ctx): Promise<number> =>
  runOutbox(ctx, { handlers: { webhook: deliverWebhook } });

async function withWebhook(events: string[] = ['system.*']) {
  const company = await service.organisation('company');
  const owner = await company.as('owner');
  const { body, status } = await call(service, 'POST', '/v1/webhooks', owner, { url: `${receiver.url}/in`, events });
  expect(status).toBe(201);
  const path = `/v1/webhooks/${body.id}`;
  const rename = (name: string) => call(service, 'POST', '/v1/systems', owner, { name });
  return { company, owner, webhook: body, path, rename };
}

const verify = (secret: string, { headers, body }: (typeof receiver.received)[number]): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

describe('a webhook', () => {
  it('tells what happened, signed so that the public library verifies it, and nothing of what was written', async () => {
    const { webhook, owner, path, rename, company } = await withWebhook();
    const { body: system } = await rename('Bí mật kinh doanh');
    await send();
    expect(receiver.received).toHaveLength(1);
    const [message] = receiver.received as [(typeof receiver.received)[number]];
    const content = verify(webhook.secret, message) as { type: string; data: Record<string, unknown> };
    expect(content).toMatchObject({
      type: 'system.registered',
      data: { organisationId: company.id, subjectId: system.id, details: {} },
    });
    expect(message.body).not.toContain('mật');
    expect(() => verify('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message)).toThrow();
    const messages = (await call(service, 'GET', `${path}/messages`, owner)).body.items;
    expect(messages).toMatchObject([{ id: message.headers['webhook-id'], state: 'delivered', attempts: 1 }]);
    const deliveries = (await call(service, 'GET', `${path}/deliveries`, owner)).body.items;
    expect(deliveries).toMatchObject([{ outcome: 'delivered', responseCode: 204, attempt: 1, error: null }]);
  });

  it('its secret is shown once and lies encrypted', async () => {
    const { webhook, owner, path } = await withWebhook();
    expect((await call(service, 'GET', path, owner)).body.secret).toBeUndefined();
    const kept = await service.asOwner(`select sealed from webhook_secret where endpoint_id = '${webhook.id}'`);
    expect(JSON.stringify(kept)).not.toContain(webhook.secret.slice(6, 30));
    const events = await service.asOwner(`select content from event where subject_id = '${webhook.id}'`);
    expect(JSON.stringify(events)).not.toContain(webhook.secret.slice(6, 30));
  });

  it('hears only what it asked for, and only of its own organisation', async () => {
    const other = await withWebhook(['incident.registered']);
    const all = await withWebhook(['*']);
    // It asked for everything, also for its own beginning.
    await send();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['webhook.made']);
    receiver.received.length = 0;
    await other.rename('x');
    await send();
    expect(receiver.received).toHaveLength(0);
    await all.rename('y');
    await send();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['system.registered']);
  });

  it('a message whose change is rolled back never existed', async () => {
    const { owner, rename } = await withWebhook();
    await rename('x');
    await send();
    const wrong = { ...owner, 'Idempotency-Key': 'k' };
    await call(service, 'POST', '/v1/systems', wrong, { name: 'y' });
    await call(service, 'POST', '/v1/systems', wrong, { name: 'y' });
    await send();
    // Registered twice under one key: one event, one message.
    expect(receiver.received).toHaveLength(2);
  });

  it('is tried again later under the same id, signed anew, until it is taken', async () => {
    const { webhook, rename, owner, path } = await withWebhook();
    receiver.answers = [500, 302, 204];
    await rename('x');
    await send();
    expect(await send()).toBe(0);
    at(30_000);
    await send();
    at(120_000);
    await send();
    at(0);
    expect(receiver.received).toHaveLength(3);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    for (const message of receiver.received) verify(webhook.secret, message);
    const { items } = (await call(service, 'GET', `${path}/deliveries`, owner)).body;
    expect(items.map(({ error }: { error: string }) => error)).toEqual([null, 'http_302', 'http_500']);
    expect((await call(service, 'GET', path, owner)).body.failingSince).toBeNull();
  });

  it('signs with two secrets while one is being replaced', async () => {
    const { webhook, owner, path, rename } = await withWebhook();
    const rotated = await call(service, 'POST', `${path}/secrets`, owner, { overlapHours: 1 });
    expect(rotated.status).toBe(201);
    await rename('x');
    await send();
    verify(webhook.secret, receiver.received[0]!);
    verify(rotated.body.secret, receiver.received[0]!);
    await rename('y');
    service.setNow(new Date(Date.now() + 3_700_000).toISOString());
    await send();
    const late = receiver.received[1]!.headers['webhook-signature'] as string;
    expect(late.split(' ')).toHaveLength(1);
    at(0);
    const third = await call(service, 'POST', `${path}/secrets`, owner, { overlapHours: 0 });
    await rename('z');
    await send();
    expect(() => verify(rotated.body.secret, receiver.received[2]!)).toThrow();
    verify(third.body.secret, receiver.received[2]!);
  });

  it('sends again what somebody wants again', async () => {
    const { owner, path, rename } = await withWebhook();
    await rename('x');
    await rename('y');
    await send();
    const [first] = (await call(service, 'GET', `${path}/messages`, owner)).body.items;
    const one = await call(service, 'POST', `${path}/replays`, owner, { messageId: first.id });
    expect([one.status, one.body.count]).toEqual([202, 1]);
    await send();
    expect(receiver.received.filter(({ headers }) => headers['webhook-id'] === first.id)).toHaveLength(2);
    const span = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() };
    expect((await call(service, 'POST', `${path}/replays`, owner, span)).body.count).toBe(0);
    expect((await call(service, 'POST', `${path}/replays`, owner, { ...span, only: 'all' })).body.count).toBe(2);
    await send();
    expect(receiver.received).toHaveLength(5);
    expect((await call(service, 'POST', `${path}/replays`, owner, { messageId: 'msg_x' })).status).toBe(404);
  });

  it('is switched off after days of failing, and says so; what waited can be sent again', async () => {
    const { owner, path, rename, webhook, company } = await withWebhook();
    receiver.answers = [503];
    await rename('x');
    await send();
    service.setNow(new Date(Date.now() + 5 * 86_400_000 - 60_000).toISOString());
    await send();
    expect((await call(service, 'GET', path, owner)).body.status).toBe('active');
    service.setNow(new Date(Date.now() + 6 * 86_400_000).toISOString());
    await send();
    expect((await call(service, 'GET', path, owner)).body.status).toBe('disabled');
    const events = await service.asOwner(
      `select kind from event where organisation_id = '${company.id}' and kind = 'webhook.disabled'`,
    );
    expect(events).toHaveLength(1);
    service.setNow(new Date(Date.now() + 8 * 86_400_000).toISOString());
    await send();
    const [message] = (await call(service, 'GET', `${path}/messages`, owner)).body.items;
    expect(message).toMatchObject({ state: 'given_up', error: 'endpoint_disabled' });
    const before = receiver.received.length;
    receiver.answers = [204];
    const on = await call(service, 'PATCH', path, { ...owner, 'If-Match': '*' }, { status: 'active' });
    expect(on.body).toMatchObject({ status: 'active', failingSince: null });
    await call(service, 'POST', `${path}/replays`, owner, { messageId: message.id });
    await send();
    expect(receiver.received).toHaveLength(before + 1);
    expect(webhook.id).toBe(on.body.id);
  });

  it('answers a test, holds while paused, ends at 410 and when removed', async () => {
    const { owner, path, rename, webhook } = await withWebhook();
    const test = await call(service, 'POST', `${path}/test`, owner);
    expect(test.status).toBe(202);
    await send();
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ type: 'webhook.test' });
    verify(webhook.secret, receiver.received[0]!);
    await call(service, 'PATCH', path, { ...owner, 'If-Match': '*' }, { status: 'paused' });
    await rename('x');
    await send();
    expect(receiver.received).toHaveLength(1);
    await call(service, 'PATCH', path, { ...owner, 'If-Match': '*' }, { status: 'active' });
    // What happened meanwhile was waiting: it is sent when its pause is over.
    at(60_000);
    await send();
    expect(receiver.received).toHaveLength(2);
    expect(JSON.parse(receiver.received[1]!.body)).toMatchObject({ type: 'system.registered' });
    receiver.answers = [410];
    await rename('y');
    await send();
    expect((await call(service, 'GET', path, owner)).body.status).toBe('disabled');
    expect((await call(service, 'DELETE', path, owner)).status).toBe(204);
    expect((await call(service, 'GET', path, owner)).status).toBe(404);
    expect(await service.asOwner(`select id from webhook_secret where endpoint_id = '${webhook.id}'`)).toEqual([]);
  });
});

describe('who may have webhooks', () => {
  it.each([
    'http://example.vn/',
    'https://10.0.0.1/',
    'https://[fd00::1]/',
    'https://user:pass@example.vn/',
    'https://example.vn/#x',
    'nonsense',
    'http://10.1.1.1/',
  ])('%s is refused', async (url) => {
    const owner = await (await service.organisation('company')).as('owner');
    const answer = await call(service, 'POST', '/v1/webhooks', owner, { url, events: ['*'] });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/url']);
  });

  it('another organisation, and who may not, find nothing', async () => {
    const { path, webhook, company } = await withWebhook();
    const stranger = await (await service.organisation('company')).as('owner');
    for (const [method, place, body] of [
      ['GET', path, undefined],
      ['GET', `${path}/messages`, undefined],
      ['GET', `${path}/deliveries`, undefined],
      ['POST', `${path}/test`, undefined],
      ['POST', `${path}/secrets`, {}],
      ['POST', `${path}/replays`, { messageId: 'msg_x' }],
      ['DELETE', path, undefined],
    ] as const) {
      expect((await call(service, method, place, stranger, body)).status).toBe(404);
    }
    expect((await call(service, 'GET', '/v1/webhooks', stranger)).body.items).toEqual([]);
    expect((await call(service, 'GET', path, await company.as('contributor'))).status).toBe(403);
    expect(webhook.status).toBe('active');
  });
});
