import { describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/adapters/node/fetcher.ts';
import { createVault } from '../../../src/adapters/vault.ts';
import { createApp } from '../../../src/app/app.ts';
import { runReminders } from '../../../src/features/duties/index.ts';
import { type Answered, call, startService } from '../../support/service.ts';
import { newClient, underReview } from '../reviews/support.ts';

const service = startService({ fetcher: createFetcher(), vault: createVault('secret of the tests') });

async function withSystem() {
  service.setNow('2026-11-22T00:00:00Z');
  const company = await service.organisation('company');
  const owner = await company.as('owner');
  const { body } = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý', roles: ['provider'] });
  const post = async (path: string, sent: object) =>
    (await call(service, 'POST', path, owner, { systemId: body.id, ...sent })).body;
  const retire = () =>
    call(service, 'PATCH', `/v1/systems/${body.id}`, { ...owner, 'If-Match': '*' }, { status: 'retired' });
  const duties = async (): Promise<Answered[]> => (await call(service, 'GET', '/v1/duties', owner)).body.duties;
  return { company, owner, systemId: body.id as string, post, retire, duties };
}

const at = '2026-11-20T09:00:00+07:00';
const incident = { title: 'Sự cố', detectedAt: at, confirmedAt: at, test: { lifeOrHealth: 'yes' } };

describe('a system that is retired', () => {
  it('leaves what its incident started: the 72 hours run on', async () => {
    const { post, retire, duties } = await withSystem();
    const { id } = await post('/v1/incidents', incident);
    const running = (await duties()).filter(({ kind }) => kind === 'incident').map((duty) => duty.id);
    expect(running.length).toBeGreaterThan(0);
    expect((await retire()).body.status).toBe('retired');
    const after = await duties();
    expect(after.map((duty) => duty.id)).toEqual(running);
    const report = after.find((duty) => duty.id === `incident:${id}:VN-AI-062`);
    expect(report).toMatchObject({ dueOn: '2026-11-23', state: 'upcoming' });
    expect(report!.notes[0].en).toContain('retired');
    service.setNow('2026-11-22T18:00:00Z');
    await runReminders(service.ctx);
    const reminded = await service.asOwner(`select moment from reminder where duty_id = '${report!.id}'`);
    expect(reminded).toEqual([{ moment: 'before-0' }]);
  });

  it('leaves the notice of a higher level, and nothing that has no clock running', async () => {
    const { post, retire, duties, owner } = await withSystem();
    const change = { kind: 'significant_change', description: 'x', happenedOn: '2026-11-02', affectsCriteria: 'yes' };
    const reviewed = await post('/v1/changes', change);
    const open = await post('/v1/changes', change);
    const review = { reviewCompletedOn: '2026-11-03', result: 'higher' };
    await call(service, 'PATCH', `/v1/changes/${reviewed.id}`, { ...owner, 'If-Match': '*' }, review);
    expect((await duties()).map(({ id }) => id)).toContain(`change:${open.id}:review`);
    await retire();
    expect((await duties()).map(({ id }) => id)).toEqual([`change:${reviewed.id}:notice`]);
  });
});

describe('what has no day', () => {
  it('is reminded of once: an incident of which nothing is known yet is not "nothing to do"', async () => {
    const { post, duties } = await withSystem();
    const { id } = await post('/v1/incidents', { title: 'Chưa rõ', detectedAt: at });
    expect((await duties()).map(({ state }) => state)).not.toContain('due');
    await runReminders(service.ctx);
    service.setNow('2026-11-23T00:00:00Z');
    await runReminders(service.ctx);
    const rows = await service.asOwner(`select duty_id, moment from reminder where duty_id like 'incident:${id}:%'`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ moment }) => moment)).toEqual(rows.map(() => 'noticed'));
    expect(new Set(rows.map(({ duty_id }) => duty_id)).size).toBe(rows.length);
  });

  it('stands in the calendar under the day of reading, in Viet Nam', async () => {
    const { post, owner, duties } = await withSystem();
    const calendar = async (lang: string): Promise<string> =>
      (await call(service, 'GET', `/v1/duties/calendar.ics?lang=${lang}`, owner)).body;
    expect(await calendar('en')).toContain('SUMMARY:1 duty without a day');
    await post('/v1/incidents', { title: 'Chưa rõ', detectedAt: at });
    const count = (await duties()).length;
    service.setNow('2026-11-22T17:00:00Z');
    const file = await calendar('en');
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(file).toContain(`SUMMARY:${count} duties without a day`);
    expect(file).toContain('DTSTART;VALUE=DATE:20261123');
    expect(await calendar('vi')).toContain(`SUMMARY:${count} việc chưa tính được ngày`);
  });

  it('a finding that is open without a day is listed', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const { client, team, audit } = await underReview(service);
    const finding = {
      severity: 'high',
      title: 'Thiếu nhật ký',
      description: 'Ba tháng',
      basis: ['law-134-2025:14.1.d'],
    };
    const made = await call(service, 'POST', `${audit}/findings`, team.first.headers, finding);
    expect([made.status, made.body.due]).toEqual([201, null]);
    const listed = async () => (await call(service, 'GET', '/v1/duties?limit=200', client.owner.headers)).body.duties;
    const duty = (await listed()).find(({ id }: Answered) => id === `finding:${made.body.id}`);
    expect(duty).toMatchObject({ state: 'due', dueOn: null, possibleDates: [], binding: false });
    expect(duty.text.en).toContain('nobody has set a day');
  });
});

it('an incident on record before the submission and confirmed after it is a reason to assess again', async () => {
  service.setNow('2026-11-22T00:00:00Z');
  const { owner, systemId } = await newClient(service);
  const unclear = { systemId, title: 'Chưa rõ', detectedAt: at };
  const { body } = await call(service, 'POST', '/v1/incidents', owner.headers, unclear);
  await service.asOwner(`update incident set created_at = '2026-11-21' where id = '${body.id}'`);
  const reasons = async () =>
    (await call(service, 'GET', '/v1/duties?limit=200', owner.headers)).body.duties.filter(
      ({ source, kind }: Answered) => kind === 'reassessment' && source.id === body.id,
    );
  expect(await reasons()).toEqual([]);
  service.setNow('2026-11-24T00:00:00Z');
  const change = { confirmedAt: '2026-11-23T09:00:00+07:00', test: { lifeOrHealth: 'yes' } };
  await call(service, 'PATCH', `/v1/incidents/${body.id}`, { ...owner.headers, 'If-Match': '*' }, change);
  expect(await reasons()).toHaveLength(1);
});

it('settings of reminders are told in the log as they are, and hold nothing about people', async () => {
  const { company, owner } = await withSystem();
  const wanted = { daysBefore: [2], overdueEveryDays: 3, mail: false, webhook: false, roles: ['viewer'] };
  await call(service, 'PUT', '/v1/duties/reminders', owner, wanted);
  const [event] = await service.asOwner(
    `select content from event where organisation_id = '${company.id}' and kind = 'duty.reminders_set'`,
  );
  expect(JSON.parse(event!.content as string).details).toEqual(wanted);
});

describe('what is limited to a number', () => {
  it('webhooks: no more than twenty, also when many are made at once', async () => {
    const { owner } = await withSystem();
    const make = () =>
      call(service, 'POST', '/v1/webhooks', owner, { url: 'https://example.vn/hook', events: ['incident.*'] });
    const answers = await Promise.all(Array.from({ length: 24 }, make));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
  });

  it('feeds: no more than fifty', async () => {
    const { owner } = await withSystem();
    const make = () => call(service, 'POST', '/v1/duty-feeds', owner, { name: 'Lịch' });
    const answers = await Promise.all(Array.from({ length: 53 }, make));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
  });
});

it('the secret address of a calendar stays out of the log when a request fails', async () => {
  const lines: unknown[] = [];
  const note = (event: string, fields?: object) => void lines.push([event, { ...fields, error: undefined }]);
  const fail = () => Promise.reject(new Error('broken'));
  const db = Object.assign(Object.create(service.db), { transaction: fail });
  const app = createApp({ ...service.ctx, db, log: { ...service.ctx.log, info: note, error: note } });
  const answer = await app.request('/v1/duty-feeds/bi-mat-khong-ai-biet/calendar.ics');
  expect(answer.status).toBe(500);
  expect(lines.map((line) => (line as [string])[0])).toContain('request failed');
  expect(JSON.stringify(lines)).not.toContain('bi-mat');
  expect(JSON.stringify(lines)).toContain('/v1/duty-feeds/:token/calendar.ics');
});
