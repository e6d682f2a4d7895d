import { describe, expect, it } from 'vitest';
import { type Answered, call, startService } from '../../support/service.ts';

const service = startService();

async function withSystem(roles: string[] = ['provider']) {
  service.setNow('2026-11-22T00:00:00Z');
  const company = await service.organisation('company');
  const owner = await company.as('owner');
  const { body } = await call(service, 'POST', '/v1/systems', owner, { name: 'Chấm hồ sơ', roles });
  return { company, owner, systemId: body.id as string };
}

type Company = Awaited<ReturnType<typeof withSystem>>;

const record = async ({ owner, systemId }: Company, change: object) =>
  call(service, 'POST', '/v1/changes', owner, {
    systemId,
    kind: 'significant_change',
    description: 'Tự động từ chối hồ sơ',
    happenedOn: '2026-10-20',
    affectsCriteria: 'yes',
    ...change,
  });

const edit = async ({ owner }: Company, id: string, change: object) =>
  call(service, 'PATCH', `/v1/changes/${id}`, { ...owner, 'If-Match': '*' }, change);

const clockOf = (change: Answered, step: string) =>
  change.clocks.find((clock: { step: string }) => clock.step === step);

describe('changes of a system (Decree 142, article 11)', () => {
  it('an event asks for a review at once, without a number of days', async () => {
    const { body, status } = await record(await withSystem(), {});
    expect(status).toBe(201);
    expect(clockOf(body, 'review')).toMatchObject({
      id: 'VN-AI-026',
      applies: 'yes',
      state: 'due',
      dueOn: null,
      yours: 'yes',
    });
    expect(clockOf(body, 'review').basis).toContain('decree-142-2026:11.1.a');
    expect(clockOf(body, 'notice')).toMatchObject({ applies: 'unknown', state: 'undetermined', dueOn: null });
  });

  it.each([
    [{ affectsCriteria: 'no' }, []],
    [{ kind: 'routine', affectsCriteria: 'no' }, []],
    [{ kind: 'authority_order', affectsCriteria: 'no' }, ['yes']],
    [{ kind: 'incident_higher_risk', affectsCriteria: 'unknown' }, ['yes']],
    [{ affectsCriteria: 'unknown' }, ['unknown']],
    [{ kind: 'routine', affectsCriteria: 'unknown' }, ['unknown']],
  ])('%j: review %j', async (change, applies) => {
    const { body } = await record(await withSystem(), change);
    const reviews = body.clocks.filter(({ step }: { step: string }) => step === 'review');
    expect(reviews.map((clock: { applies: string }) => clock.applies)).toEqual(applies);
  });

  it('what changes the nature of the risk is no routine change', async () => {
    const wrong = await record(await withSystem(), { kind: 'routine', affectsCriteria: 'yes' });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/affectsCriteria']);
  });

  it.each([
    ['2026-11-02', ['2026-11-23']],
    // 24 November, Viet Nam Culture Day, is the fifteenth day if it is worked.
    ['2026-11-03', ['2026-11-24', '2026-11-25']],
  ])('a higher level found on %s is notified by %j', async (reviewCompletedOn, dates) => {
    const company = await withSystem();
    const { body } = await record(company, {});
    const { body: reviewed } = await edit(company, body.id, { reviewCompletedOn, result: 'higher', tierAfter: 'high' });
    const { dueOn, possibleDates } = clockOf(reviewed, 'notice');
    const worked = dueOn === null ? possibleDates : [dueOn];
    expect(worked).toEqual(dates);
    expect(clockOf(reviewed, 'review').state).toBe('done');
    expect(clockOf(reviewed, 'measures')).toMatchObject({ state: 'due', dueOn: null });
  });

  it('before, on and after the fifteenth working day', async () => {
    const company = await withSystem();
    const { body } = await record(company, {});
    await edit(company, body.id, { reviewCompletedOn: '2026-11-02', result: 'higher', tierAfter: 'high' });
    const stateAt = async (instant: string): Promise<string> => {
      service.setNow(instant);
      return clockOf((await call(service, 'GET', `/v1/changes/${body.id}`, company.owner)).body, 'notice').state;
    };
    expect(await stateAt('2026-11-22T16:59:59Z')).toBe('upcoming');
    expect(await stateAt('2026-11-23T16:59:59Z')).toBe('due');
    expect(await stateAt('2026-11-23T17:00:00Z')).toBe('overdue');
    const inTime = await edit(company, body.id, { notifiedAt: '2026-11-23T23:59:00+07:00', noticeReference: 'TB-7' });
    expect(clockOf(inTime.body, 'notice')).toMatchObject({ state: 'done', inTime: 'yes' });
    const late = await edit(company, body.id, { notifiedAt: '2026-11-24T00:00:00+07:00' });
    expect(clockOf(late.body, 'notice').inTime).toBe('no');
  });

  it('a lower or equal level asks for no notice; an unknown result leaves it open', async () => {
    const company = await withSystem();
    const { body } = await record(company, {});
    const review = { reviewCompletedOn: '2026-11-02' };
    for (const result of ['lower', 'same']) {
      expect(clockOf((await edit(company, body.id, { ...review, result })).body, 'notice')).toBeUndefined();
    }
    const open = (await edit(company, body.id, { ...review, result: 'unknown' })).body;
    expect(clockOf(open, 'notice')).toMatchObject({ applies: 'unknown', state: 'undetermined', dueOn: '2026-11-23' });
  });

  it('an amendment of the list gives twelve months to what became high-risk by it', async () => {
    const company = await withSystem();
    const { body } = await record(company, { kind: 'list_amended', listEffectiveOn: '2026-11-01' });
    expect(clockOf(body, 'dossier')).toMatchObject({ applies: 'unknown', state: 'undetermined' });
    const reviewed = { reviewCompletedOn: '2026-11-10', result: 'higher' };
    const high = (await edit(company, body.id, { ...reviewed, tierAfter: 'high' })).body;
    expect(clockOf(high, 'dossier')).toMatchObject({
      id: 'VN-AI-028',
      applies: 'yes',
      dueOn: '2027-11-01',
      state: 'upcoming',
    });
    const medium = (await edit(company, body.id, { ...reviewed, tierAfter: 'medium' })).body;
    expect(clockOf(medium, 'dossier')).toBeUndefined();
  });

  it('no clock runs from before the Decree', async () => {
    const company = await withSystem();
    const { body } = await record(company, { happenedOn: '2026-04-01' });
    const { body: reviewed } = await edit(company, body.id, { reviewCompletedOn: '2026-04-30', result: 'higher' });
    expect(clockOf(reviewed, 'notice')).toMatchObject({ state: 'undetermined', dueOn: null });
    const { body: after } = await edit(company, body.id, { reviewCompletedOn: '2026-05-01' });
    expect(clockOf(after, 'notice').state).toBe('overdue');
  });

  it('keeps its history, and is nobody else’s', async () => {
    const company = await withSystem();
    const { body } = await record(company, {});
    await edit(company, body.id, { result: 'higher', reviewCompletedOn: '2026-11-02', why: 'Họp ngày 2/11' });
    const { items } = (await call(service, 'GET', `/v1/changes/${body.id}/timeline`, company.owner)).body;
    expect(items[1]).toMatchObject({ kind: 'changed', note: 'Họp ngày 2/11' });
    expect(items[1].changes.map(({ field }: { field: string }) => field)).toEqual(['reviewCompletedOn', 'result']);
    const stranger = await withSystem();
    expect((await call(service, 'GET', `/v1/changes/${body.id}`, stranger.owner)).status).toBe(404);
    expect((await edit(stranger, body.id, { result: 'same' })).status).toBe(404);
    const foreign = await record({ ...stranger, systemId: company.systemId }, { incidentId: 'inc_x' });
    expect(foreign.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/systemId',
      '/incidentId',
    ]);
  });

  it('refuses days that cannot be, all at once', async () => {
    const company = await withSystem();
    const { body } = await record(company, {});
    const wrong = await edit(company, body.id, { reviewCompletedOn: '2026-10-01', measuresAppliedOn: '2027-01-01' });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/measuresAppliedOn',
      '/reviewCompletedOn',
    ]);
  });
});
