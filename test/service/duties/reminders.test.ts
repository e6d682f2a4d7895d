import { describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/adapters/node/fetcher.ts';
import { createMailer } from '../../../src/adapters/node/mailer.ts';
import { createVault } from '../../../src/adapters/vault.ts';
import { WORKERS } from '../../../src/app/workers.ts';
import { runReminders } from '../../../src/features/duties/index.ts';
import { startReceiver } from '../../support/receiver.ts';
import { call, startService } from '../../support/service.ts';
import { startSmtp, textOf } from '../../support/smtp.ts';

const service = startService({
  fetcher: createFetcher({ allowsLoopback: true }),
  vault: createVault('secret of the tests'),
});
const receiver = startReceiver();
const smtp = startSmtp();

/** Everything that runs by itself, once. */
async function work(): Promise<void> {
  const ctx = { ...service.ctx, mailer: createMailer({ url: smtp.url, from: 'no-reply@example.vn' }) };
  for (const { name, run } of WORKERS) if (name === 'remind of duties') await run(ctx);
  for (const { name, run } of WORKERS) if (name === 'send messages') await run(ctx);
}

/** A company with one incident: what the law wants of it is due on 23 November 2026 at 09:00 in Viet Nam. */
async function withIncident() {
  service.setNow('2026-11-20T12:00:00Z');
  const company = await service.organisation('company');
  const owner = await company.person('owner');
  await service.asOwner(`insert into auth_user (id, name, email, email_verified, created_at, updated_at)
    values ('${owner.userId}', 'Nguyễn Thị Ánh', '${owner.userId}@example.vn', true, now(), now())`);
  const system = await call(service, 'POST', '/v1/systems', owner.headers, { name: 'Trợ lý', roles: ['provider'] });
  const at = '2026-11-20T09:00:00+07:00';
  const incident = await call(service, 'POST', '/v1/incidents', owner.headers, {
    systemId: system.body.id,
    title: 'Rò dữ liệu mật',
    detectedAt: at,
    confirmedAt: at,
    test: { lifeOrHealth: 'yes', otherLaw: 'no', providerUnreachable: 'no' },
  });
  const dutyId = `incident:${incident.body.id}:VN-AI-062`;
  const moments = async (): Promise<unknown[]> =>
    (await service.asOwner(`select moment from reminder where duty_id = '${dutyId}' order by sent_at, moment`)).map(
      ({ moment }) => moment,
    );
  return { company, owner, incident: incident.body, dutyId, moments };
}

describe('reminders', () => {
  it('come before, on and after the day, each once, however often and wherever they are computed', async () => {
    const { moments } = await withIncident();
    await Promise.all([runReminders(service.ctx), runReminders(service.ctx)]);
    await runReminders(service.ctx);
    // Three days are left: the mark of seven was reached.
    expect(await moments()).toEqual(['before-7']);
    service.setNow('2026-11-22T00:00:00Z');
    await runReminders(service.ctx);
    service.setNow('2026-11-22T17:00:00Z');
    await runReminders(service.ctx);
    expect(await moments()).toEqual(['before-7', 'before-1', 'before-0']);
    // Nothing ran for ten days: one reminder makes up for them.
    service.setNow('2026-12-04T00:00:00Z');
    await runReminders(service.ctx);
    await runReminders(service.ctx);
    expect((await moments()).at(-1)).toBe('overdue-1');
    expect(await moments()).toHaveLength(4);
  });

  it('stop when it is done', async () => {
    const { owner, incident, moments } = await withIncident();
    const filing = { kind: 'preliminary', filedAt: '2026-11-20T10:00:00+07:00', addressee: 'Cổng' };
    await call(service, 'POST', `/v1/incidents/${incident.id}/filings`, owner.headers, filing);
    await runReminders(service.ctx);
    expect(await moments()).toEqual([]);
  });

  it('go out by mail in both languages and by webhook without a word of what was written', async () => {
    const { owner, dutyId } = await withIncident();
    const hook = { url: `${receiver.url}/`, events: ['duty.reminded'] };
    expect((await call(service, 'POST', '/v1/webhooks', owner.headers, hook)).status).toBe(201);
    smtp.received.length = 0;
    receiver.received.length = 0;
    await work();
    const mails = smtp.received.filter(({ to }) => to.includes(`${owner.userId}@example.vn`));
    expect(mails).toHaveLength(1);
    const text = textOf(mails[0]!.data);
    expect(text).toContain('Báo cáo sơ bộ trong 72 giờ – Trợ lý: sắp đến hạn, ngày cuối 2026-11-23');
    expect(text).toContain('Preliminary report within 72 hours – Trợ lý: coming up, last day 2026-11-23');
    const told = receiver.received.map(({ body }) => JSON.parse(body).data.details);
    expect(told).toContainEqual(expect.objectContaining({ dutyId, moment: 'before-7', dueOn: '2026-11-23' }));
    expect(JSON.stringify(receiver.received)).not.toMatch(/mật|Trợ lý/);
    await work();
    expect(smtp.received.filter(({ to }) => to.includes(`${owner.userId}@example.vn`))).toHaveLength(1);
  });

  it('are as the organisation wants them', async () => {
    const { owner, moments, company } = await withIncident();
    const path = '/v1/duties/reminders';
    const usual = await call(service, 'GET', path, owner.headers);
    expect(usual.body).toMatchObject({ daysBefore: [30, 7, 1, 0], overdueEveryDays: 7 });
    const wanted = { daysBefore: [2], overdueEveryDays: 3, mail: false, webhook: false, roles: [] };
    const before = await service.asOwner(`select settings from organisation where organisation_id = '${company.id}'`);
    expect(before[0]!.settings).toEqual({});
    expect((await call(service, 'PUT', path, owner.headers, wanted)).status).toBe(200);
    expect((await call(service, 'GET', path, owner.headers)).body).toEqual(wanted);
    await runReminders(service.ctx);
    expect(await moments()).toEqual([]);
    service.setNow('2026-11-21T00:00:00Z');
    await runReminders(service.ctx);
    service.setNow('2026-11-27T00:00:00Z');
    await runReminders(service.ctx);
    expect(await moments()).toEqual(['before-2', 'overdue-1']);
    const events = await service.asOwner(
      `select id from event where organisation_id = '${company.id}' and kind = 'duty.reminded'`,
    );
    expect(events).toEqual([]);
    const viewer = await company.person('viewer');
    expect((await call(service, 'PUT', path, viewer.headers, wanted)).status).toBe(403);
  });
});
