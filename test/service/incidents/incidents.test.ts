import { describe, expect, it } from 'vitest';
import { type Answered, call, startService, type TestOrganisation } from '../../support/service.ts';

const service = startService();

async function withSystem(roles: string[] = ['deployer']) {
  const company = await service.organisation('company');
  const owner = await company.as('owner');
  const { body } = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý tư vấn thuốc', roles });
  return { company, owner, systemId: body.id as string };
}

type Company = Awaited<ReturnType<typeof withSystem>>;

const register = ({ owner, systemId }: Company, incident: object) =>
  call(service, 'POST', '/v1/incidents', owner, { systemId, title: 'Sự cố', ...incident });

const clockOf = (incident: Answered, id: string) => incident.clocks.find((clock: { id: string }) => clock.id === id);
const settled = {
  lifeOrHealth: 'no',
  propertyOrOperation: 'no',
  rights: 'no',
  servicesOrSecurity: 'no',
  uncontrolled: 'no',
  riskOnly: 'no',
  otherLaw: 'no',
  providerUnreachable: 'no',
};

describe('the test of Decree 142, article 19', () => {
  it.each([
    [{ lifeOrHealth: 'yes' }, ['72h'], 'yes'],
    [{ servicesOrSecurity: 'yes' }, ['72h'], 'yes'],
    [{ propertyOrOperation: 'yes' }, ['5_working_days'], 'yes'],
    [{ rights: 'yes' }, ['5_working_days'], 'yes'],
    [{ rights: 'yes', uncontrolled: 'yes' }, ['72h'], 'yes'],
    [{ rights: 'yes', uncontrolled: 'unknown' }, ['72h', '5_working_days'], 'yes'],
    [{ propertyOrOperation: 'yes', lifeOrHealth: 'unknown' }, ['72h', '5_working_days'], 'yes'],
    [{ lifeOrHealth: 'unknown' }, ['72h', 'none'], 'unknown'],
    [{ rights: 'unknown' }, ['5_working_days', 'none'], 'unknown'],
    [{}, ['none'], 'no'],
  ])('%j leaves %j', async (answers, limits, serious) => {
    service.setNow('2026-11-22T00:00:00Z');
    const company = await withSystem();
    const { body } = await register(company, {
      detectedAt: '2026-11-20T08:00:00+07:00',
      confirmedAt: '2026-11-20T15:00:00+07:00',
      test: { ...settled, ...answers },
    });
    expect([body.possibleLimits, body.serious, body.unsettled]).toEqual([limits, serious, false]);
    const preliminary = body.clocks.filter(({ filing }: { filing: string }) => filing === 'preliminary');
    expect(preliminary.map(({ id }: { id: string }) => id)).toEqual([
      ...(limits.includes('72h') ? ['VN-AI-062'] : []),
      ...(limits.includes('5_working_days') ? ['VN-AI-063'] : []),
    ]);
    // What is not settled is never stated as a duty, and never as "nothing to do".
    for (const clock of preliminary) expect(clock.applies).toBe(limits.length === 1 ? 'yes' : 'unknown');
  });

  it('a mere risk is serious under the Law, and its time limit is a point of law that no answer settles', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const { body } = await register(await withSystem(), {
      detectedAt: '2026-11-20T08:00:00+07:00',
      test: { ...settled, riskOnly: 'yes' },
    });
    expect(body).toMatchObject({ serious: 'yes', possibleLimits: ['72h', '5_working_days'], unsettled: true });
    expect(clockOf(body, 'VN-AI-060').state).toBe('due');
    expect(clockOf(body, 'VN-AI-062')).toMatchObject({ applies: 'unknown', state: 'undetermined' });
    // Duties of the Decree alone stay open; those of the Law do not.
    expect(body.consequence).toBe('no');
    for (const id of ['VN-AI-065', 'VN-AI-066']) expect(clockOf(body, id).applies).toBe('unknown');
    for (const id of ['VN-AI-060', 'VN-AI-061']) expect(clockOf(body, id).applies).toBe('yes');
  });

  it('an incident of which nothing is answered is not "no incident"', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const { body } = await register(await withSystem(), { detectedAt: '2026-11-20T08:00:00+07:00' });
    expect(body.serious).toBe('unknown');
    expect(body.possibleLimits).toEqual(['72h', '5_working_days', 'none']);
    expect(body.clocks.length).toBeGreaterThan(5);
    for (const { applies, state } of body.clocks) expect([applies, state]).toEqual(['unknown', 'undetermined']);
  });
});

const urgent = { ...settled, lifeOrHealth: 'yes' };
const lesser = { ...settled, propertyOrOperation: 'yes' };

describe('clocks', () => {
  it('72 hours run from the moment of confirmation through a weekend, to the minute', async () => {
    service.setNow('2026-11-20T12:00:00Z');
    const company = await withSystem();
    const { body } = await register(company, {
      detectedAt: '2026-11-20T07:00:00+07:00',
      // Friday, 17:45 in Viet Nam, sent from another zone.
      confirmedAt: '2026-11-20T11:45:00+01:00',
      test: urgent,
    });
    expect(clockOf(body, 'VN-AI-062')).toMatchObject({
      startsAt: '2026-11-20T10:45:00.000Z',
      dueAt: '2026-11-23T10:45:00.000Z',
      dueOn: '2026-11-23',
      state: 'upcoming',
      yours: 'yes',
    });
    const stateAt = async (instant: string): Promise<string> => {
      service.setNow(instant);
      return clockOf((await call(service, 'GET', `/v1/incidents/${body.id}`, company.owner)).body, 'VN-AI-062').state;
    };
    expect(await stateAt('2026-11-22T16:59:00Z')).toBe('upcoming');
    expect(await stateAt('2026-11-22T17:00:00Z')).toBe('due');
    expect(await stateAt('2026-11-23T10:45:00Z')).toBe('due');
    expect(await stateAt('2026-11-23T10:45:01Z')).toBe('overdue');
  });

  it.each([
    // Monday to Monday: no holiday in between.
    ['2026-11-16T09:00:00+07:00', ['2026-11-23']],
    // Saturday: Monday is the first working day.
    ['2026-11-21T09:00:00+07:00', ['2026-11-27', '2026-11-30']],
    // 23:30 UTC on Sunday is Monday morning in Viet Nam.
    ['2026-11-15T23:30:00Z', ['2026-11-23']],
    // The days before Tết 2027 are not all decided yet.
    ['2027-02-01T10:00:00+07:00', ['2027-02-11', '2027-02-17']],
    // Over 30 April and 1 May 2027, the latter made up on Monday 3 May.
    ['2027-04-28T10:00:00+07:00', ['2027-05-07']],
  ])('five working days after %s end on %j', async (confirmedAt, dates) => {
    service.setNow('2027-06-01T00:00:00Z');
    const { body } = await register(await withSystem(), { detectedAt: confirmedAt, confirmedAt, test: lesser });
    const { dueOn, possibleDates, basis } = clockOf(body, 'VN-AI-063');
    expect(dueOn === null ? possibleDates : [dueOn]).toEqual(dates);
    expect(basis).toContain('decree-142-2026:19.3.b');
  });

  it('before, on and after the last of five working days', async () => {
    const company = await withSystem();
    service.setNow('2026-11-17T00:00:00Z');
    const at = '2026-11-16T09:00:00+07:00';
    const { body } = await register(company, { detectedAt: at, confirmedAt: at, test: lesser });
    const stateAt = async (instant: string): Promise<string> => {
      service.setNow(instant);
      return clockOf((await call(service, 'GET', `/v1/incidents/${body.id}`, company.owner)).body, 'VN-AI-063').state;
    };
    expect(await stateAt('2026-11-22T16:59:59Z')).toBe('upcoming');
    expect(await stateAt('2026-11-22T17:00:00Z')).toBe('due');
    expect(await stateAt('2026-11-23T16:59:59Z')).toBe('due');
    expect(await stateAt('2026-11-23T17:00:00Z')).toBe('overdue');
  });

  it('15 days run from the preliminary report, and a withdrawn filing starts nothing', async () => {
    service.setNow('2026-11-25T00:00:00Z');
    const company = await withSystem();
    const at = '2026-11-16T09:00:00+07:00';
    const { body: incident } = await register(company, { detectedAt: at, confirmedAt: at, test: urgent });
    const path = `/v1/incidents/${incident.id}/filings`;
    const final = clockOf(incident, 'VN-AI-065');
    expect([final.state, final.dueOn]).toEqual(['undetermined', null]);
    const filing = { kind: 'preliminary', addressee: 'Cổng thông tin một cửa', reference: 'BC-01' };
    const late = await call(service, 'POST', path, company.owner, { ...filing, filedAt: '2026-11-19T09:00:01+07:00' });
    expect(late.status).toBe(201);
    expect(clockOf(late.body, 'VN-AI-062')).toMatchObject({ state: 'done', inTime: 'no', reference: 'BC-01' });
    expect(clockOf(late.body, 'VN-AI-065')).toMatchObject({ dueOn: '2026-12-04', state: 'upcoming' });
    const undone = await call(service, 'POST', `${path}/${late.body.filings[0].id}/withdrawal`, company.owner, {
      why: 'Ghi nhầm hồ sơ',
    });
    expect(clockOf(undone.body, 'VN-AI-062')).toMatchObject({ state: 'overdue', inTime: null });
    expect(undone.body.filings).toHaveLength(1);
    const again = `${path}/${late.body.filings[0].id}/withdrawal`;
    expect((await call(service, 'POST', again, company.owner, { why: 'x' })).status).toBe(409);
    const inTime = await call(service, 'POST', path, company.owner, {
      ...filing,
      filedAt: '2026-11-19T09:00:00+07:00',
    });
    expect(clockOf(inTime.body, 'VN-AI-062').inTime).toBe('yes');
  });

  it('no clock runs from before its law', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const register30April = async (at: string) =>
      (await register(await withSystem(), { detectedAt: at, confirmedAt: at, test: urgent })).body;
    expect(clockOf(await register30April('2026-04-30T23:59:00+07:00'), 'VN-AI-062')).toMatchObject({
      state: 'undetermined',
      dueAt: null,
    });
    expect(clockOf(await register30April('2026-05-01T00:00:00+07:00'), 'VN-AI-062')).toMatchObject({
      state: 'overdue',
      dueOn: '2026-05-04',
    });
  });

  it('who must file follows the roles in the register', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const at = '2026-11-20T09:00:00+07:00';
    const of = async (roles: string[], test: object) =>
      (await register(await withSystem(roles), { detectedAt: at, test: { ...urgent, ...test } })).body;
    const provider = await of(['provider'], {});
    expect([clockOf(provider, 'VN-AI-060').yours, clockOf(provider, 'VN-AI-061').yours]).toEqual(['yes', 'no']);
    expect(clockOf(provider, 'VN-AI-064')).toBeUndefined();
    const deployer = await of(['deployer'], { providerUnreachable: 'yes' });
    expect(clockOf(deployer, 'VN-AI-064')).toMatchObject({ applies: 'yes', yours: 'yes' });
    expect(clockOf(await of(['deployer'], {}), 'VN-AI-064')).toBeUndefined();
    const nobody = await of([], { providerUnreachable: 'unknown' });
    expect(nobody.clocks.map(({ yours }: { yours: string }) => yours)).toEqual(nobody.clocks.map(() => 'unknown'));
  });
});

describe('the register', () => {
  it('keeps every change in a timeline, and nothing of it in the event', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const company = await withSystem();
    const { body, headers } = await register(company, {
      title: 'Rò dữ liệu bí mật',
      detectedAt: '2026-11-20T08:00:00+07:00',
    });
    const path = `/v1/incidents/${body.id}`;
    const ifMatch = { ...company.owner, 'If-Match': headers.get('ETag')! };
    const changed = await call(service, 'PATCH', path, ifMatch, { test: { rights: 'yes' }, why: 'Đã xem nhật ký' });
    expect(changed.status).toBe(200);
    expect(changed.body.test).toEqual({ ...body.test, rights: 'yes' });
    expect((await call(service, 'PATCH', path, ifMatch, { title: 'Khác' })).status).toBe(412);
    await call(service, 'POST', `${path}/notes`, company.owner, { note: 'Đã gọi nhà cung cấp' });
    const timeline = (await call(service, 'GET', `${path}/timeline`, company.owner)).body.items;
    expect(timeline.map(({ kind }: { kind: string }) => kind)).toEqual(['registered', 'changed', 'noted']);
    expect(timeline[1].changes).toEqual([{ field: 'test', before: body.test, after: changed.body.test }]);
    const events = await service.asOwner(`select content from event where organisation_id = '${company.company.id}'`);
    expect(JSON.stringify(events)).not.toMatch(/bí mật|nhật ký|gọi/);
  });

  it('refuses moments that cannot be, all at once', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const wrong = await register(await withSystem(), {
      occurredAt: '2026-11-21T08:00:00+07:00',
      detectedAt: '2026-11-20T08:00:00+07:00',
      confirmedAt: '2026-11-19T08:00:00+07:00',
      resolvedAt: '2026-12-01T08:00:00+07:00',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/confirmedAt',
      '/occurredAt',
      '/resolvedAt',
    ]);
    const local = await register(await withSystem(), { detectedAt: '2026-11-20T08:00:00' });
    expect(local.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/detectedAt']);
  });

  it('nobody else sees or changes it', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const ours = await withSystem();
    const { body } = await register(ours, { detectedAt: '2026-11-20T08:00:00+07:00' });
    const theirs = await withSystem();
    const path = `/v1/incidents/${body.id}`;
    const bodies: Record<string, object> = {
      filings: { kind: 'final', filedAt: '2026-11-21T00:00:00Z', addressee: 'x' },
      notes: { note: 'x' },
    };
    for (const headers of [theirs.owner]) {
      expect((await call(service, 'GET', path, headers)).status).toBe(404);
      expect((await call(service, 'GET', `${path}/timeline`, headers)).status).toBe(404);
      for (const [name, sent] of Object.entries(bodies)) {
        expect((await call(service, 'POST', `${path}/${name}`, headers, sent)).status).toBe(404);
      }
      expect((await call(service, 'GET', '/v1/incidents', headers)).body.items).toEqual([]);
    }
    const viewer = await (ours.company as TestOrganisation).as('viewer');
    expect((await call(service, 'GET', path, viewer)).status).toBe(200);
    expect((await call(service, 'POST', `${path}/notes`, viewer, { note: 'x' })).status).toBe(403);
    const foreign = await call(service, 'POST', '/v1/incidents', theirs.owner, {
      systemId: ours.systemId,
      title: 'x',
      detectedAt: '2026-11-20T08:00:00+07:00',
    });
    expect([foreign.status, foreign.body.errors[0].pointer]).toEqual([422, '/systemId']);
  });
});
