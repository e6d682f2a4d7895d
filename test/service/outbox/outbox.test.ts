import { describe, expect, it } from 'vitest';
import { createMailer } from '../../../src/adapters/node/mailer.ts';
import type { ServiceContext } from '../../../src/app/context.ts';
import {
  DeliveryFailure,
  deliverMail,
  enqueue,
  type Handler,
  LEASE_MS,
  MAX_ATTEMPTS,
  pauseAfter,
  runOutbox,
  sweepOutbox,
} from '../../../src/features/outbox/index.ts';
import { call, startService } from '../../support/service.ts';
import { startSmtp, textOf } from '../../support/smtp.ts';

const service = startService();
const smtp = startSmtp();
const START = Date.parse('2026-11-22T00:00:00Z');
const later = (ms: number): void => service.setNow(new Date(START + ms).toISOString());

let topics = 0;

/** A topic of its own for each test: a dispatcher takes only what it has handlers for. */
async function topicWith(messages: number) {
  later(0);
  topics += 1;
  const topic = `test_${topics}`;
  const { id: organisationId } = await service.organisation('company');
  const ids: string[] = [];
  await service.db.transaction({ role: 'auth' }, async (trx) => {
    for (let index = 0; index < messages; index += 1) {
      ids.push(await enqueue(trx, service.ctx, { topic, payload: { index }, organisationId }));
    }
  });
  const run = (handler: Handler, ctx: ServiceContext = service.ctx, batch = 20) =>
    runOutbox(ctx, { handlers: { [topic]: handler }, batch });
  const row = async (id = ids[0]!) => (await service.asOwner(`select * from outbox where id = '${id}'`))[0]!;
  return { topic, ids, run, row, organisationId };
}

it('many messages of one organisation keep nobody else waiting', async () => {
  const { topic, run, ids } = await topicWith(50);
  const { id: other } = await service.organisation('company');
  later(1_000);
  const last = await service.db.transaction({ role: 'auth' }, (trx) =>
    enqueue(trx, service.ctx, { topic, payload: {}, organisationId: other }),
  );
  const taken: string[] = [];
  await run(async (_, { id }) => void taken.push(id));
  expect(taken).toContain(last);
  expect(taken.filter((id) => ids.includes(id))).toHaveLength(19);
});

describe('the outbox', () => {
  it('two dispatchers at once send each message once', async () => {
    const { ids, run } = await topicWith(60);
    const sent: string[] = [];
    const slow: Handler = async (_, { id }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      sent.push(id);
    };
    const untilEmpty = async (): Promise<void> => {
      while ((await run(slow, service.ctx, 7)) > 0);
    };
    await Promise.all([untilEmpty(), untilEmpty(), untilEmpty()]);
    expect(sent.toSorted()).toEqual(ids.toSorted());
  });

  it('a process that dies between sending and marking sends again, under the same id', async () => {
    const { ids, run, row } = await topicWith(1);
    const sent: string[] = [];
    let isDead = false;
    const dying = {
      ...service.ctx,
      db: {
        transaction: (...args: Parameters<typeof service.db.transaction>) =>
          isDead ? Promise.reject(new Error('killed')) : service.db.transaction(...args),
      },
    } as unknown as ServiceContext;
    await expect(
      run(async (_, { id }) => {
        sent.push(id);
        isDead = true;
      }, dying),
    ).rejects.toThrow('killed');
    expect((await row()).done_at).toBeNull();
    const take: Handler = async (_, { id }) => void sent.push(id);
    expect(await run(take)).toBe(0);
    later(LEASE_MS - 1);
    expect(await run(take)).toBe(0);
    later(LEASE_MS);
    expect(await run(take)).toBe(1);
    expect(sent).toEqual([ids[0], ids[0]]);
    expect(await run(take)).toBe(0);
  });

  it('a late failure of an attempt whose lease ended does not undo the success of the next', async () => {
    const { run, row } = await topicWith(1);
    let fail: () => void = () => undefined;
    const first = run(() => new Promise((_, reject) => (fail = () => reject(new DeliveryFailure('slow')))));
    while ((await row()).attempts === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    later(LEASE_MS);
    await run(async () => undefined);
    fail();
    await first;
    expect(await row()).toMatchObject({ attempts: 2, last_error: null });
    expect((await row()).done_at).not.toBeNull();
  });

  it('pauses grow, are drawn, and end at twelve hours', () => {
    expect(Array.from({ length: 5 }, (_, index) => pauseAfter(index + 1, 1))).toEqual([
      10_000, 30_000, 90_000, 270_000, 810_000,
    ]);
    expect(pauseAfter(3, 0)).toBe(45_000);
    expect(pauseAfter(40, 1)).toBe(12 * 3_600_000);
  });

  it('is given up after the last attempt, stays visible, and can be sent again by whoever runs the service', async () => {
    const { run, row, ids, topic } = await topicWith(1);
    const refuse: Handler = async () => {
      throw new DeliveryFailure('http_500');
    };
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      later(attempt * 13 * 3_600_000);
      expect(await run(refuse)).toBe(1);
    }
    later(MAX_ATTEMPTS * 26 * 3_600_000);
    expect(await run(refuse)).toBe(0);
    expect(await row()).toMatchObject({ attempts: MAX_ATTEMPTS, last_error: 'http_500', done_at: null });
    const company = await service.organisation('company');
    const { userId, headers } = await company.person('owner');
    const path = '/v1/outbox/given-up';
    expect((await call(service, 'GET', path, headers)).status).toBe(404);
    for (const person of service.ctx.accounts.people.values()) if (person.userId === userId) person.isOperator = true;
    const { items } = (await call(service, 'GET', path, headers)).body;
    expect(items.find(({ id }: { id: string }) => id === ids[0])).toMatchObject({ topic, error: 'http_500' });
    const replay = await call(service, 'POST', `${path}/${ids[0]}/replay`, headers);
    expect([replay.status, replay.body]).toEqual([202, { count: 1 }]);
    expect((await call(service, 'POST', `${path}/${ids[0]}/replay`, headers)).status).toBe(404);
    expect(await run(async () => undefined)).toBe(1);
    expect((await row()).dead_at).toBeNull();
  });

  it('a fault of ours says nothing of the inside, and is tried again', async () => {
    const { run, row } = await topicWith(1);
    await run(async () => {
      throw new Error('password=hunter2');
    });
    expect(await row()).toMatchObject({ last_error: 'internal_error', dead_at: null, attempts: 1 });
  });

  it('delivered messages are forgotten after a month, given up ones are not', async () => {
    const { run, row, ids } = await topicWith(2);
    await run(async (_, { id }) => {
      if (id === ids[1]) throw new DeliveryFailure('no', true);
    });
    later(29 * 86_400_000);
    await sweepOutbox(service.ctx);
    expect(await row(ids[0])).toBeDefined();
    later(31 * 86_400_000);
    await sweepOutbox(service.ctx);
    expect(await row(ids[0])).toBeUndefined();
    expect(await row(ids[1])).toBeDefined();
  });
});

describe('mail', () => {
  async function person(verified: boolean): Promise<string> {
    const id = service.ctx.ids.next('usr');
    await service.asOwner(`insert into auth_user (id, name, email, email_verified, created_at, updated_at)
      values ('${id}', 'Nguyễn Thị Ánh', '${id}@example.vn', ${verified}, now(), now())`);
    return id;
  }

  const mailTo = async (userId: string): Promise<string> => {
    const { id: organisationId } = await service.organisation('company');
    const payload = { userId, subject: 'Nhắc việc / Reminder', text: 'Đến hạn ngày mai.\n\nDue tomorrow.\n' };
    return service.db.transaction({ role: 'auth' }, (trx) =>
      enqueue(trx, service.ctx, { topic: 'mail', payload, organisationId }),
    );
  };

  const send = () =>
    runOutbox(
      { ...service.ctx, mailer: createMailer({ url: smtp.url, from: 'Lương Tri <no-reply@example.vn>' }) },
      { handlers: { mail: deliverMail } },
    );

  it('goes over SMTP in both languages, is repeated when refused, under one Message-ID', async () => {
    later(0);
    const userId = await person(true);
    const id = await mailTo(userId);
    smtp.refusals = 1;
    await send();
    expect(smtp.received).toHaveLength(0);
    later(60_000);
    await send();
    const [mail] = smtp.received as [(typeof smtp.received)[number]];
    expect(mail.to).toEqual([`${userId}@example.vn`]);
    expect(mail.from).toBe('no-reply@example.vn');
    expect(mail.data).toContain(`<${id}@luongtri>`);
    expect(textOf(mail.data)).toContain('Đến hạn ngày mai.');
    const [row] = await service.asOwner(`select payload::text from outbox where id = '${id}'`);
    expect(JSON.stringify(row)).not.toContain('@example.vn');
  });

  it('to an address nobody confirmed, or without a mailer, is given up at once', async () => {
    later(0);
    const id = await mailTo(await person(false));
    await send();
    const reason = async (message: string) =>
      (await service.asOwner(`select last_error, dead_at from outbox where id = '${message}'`))[0]!;
    expect(await reason(id)).toMatchObject({ last_error: 'no_confirmed_address' });
    const other = await mailTo(await person(true));
    await runOutbox(service.ctx, { handlers: { mail: deliverMail } });
    expect(await reason(other)).toMatchObject({ last_error: 'no_mailer' });
  });
});
