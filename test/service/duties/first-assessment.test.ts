/** @module A system that nobody has assessed: what is not known about it is said, and is not "nothing to do". */
import { describe, expect, it } from 'vitest';
import { runReminders } from '../../../src/features/duties/index.ts';
import { type Answered, call, startService } from '../../support/service.ts';
import { newClient } from '../reviews/support.ts';

const service = startService();

async function registered(system: object = {}) {
  service.setNow('2026-11-22T00:00:00Z');
  const company = await service.organisation('company');
  const owner = await company.as('owner');
  const { body } = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý', ...system });
  const read = async (path = '/v1/duties') => (await call(service, 'GET', path, owner)).body;
  return { company, owner, systemId: body.id as string, read };
}

describe('a system without a submission', () => {
  it('stands among the duties as undetermined, with its articles and who classifies', async () => {
    const { read, systemId } = await registered({ roles: ['provider'] });
    const { duties, citations } = await read();
    expect(duties).toHaveLength(1);
    expect(duties[0]).toMatchObject({
      id: `assessment:${systemId}`,
      kind: 'assessment',
      applies: 'unknown',
      yours: 'yes',
      done: 'unknown',
      state: 'undetermined',
      dueOn: null,
      possibleDates: [],
      source: { kind: 'system', id: systemId },
    });
    expect(duties[0].basis).toContain('law-134-2025:10.1');
    for (const id of duties[0].basis) expect(citations[id].vi).toContain('Điều');
    expect(duties[0].notes).toEqual([{ vi: 'Chưa ghi ngày đưa vào sử dụng.', en: expect.any(String) }]);
    expect((await read(`/v1/duties?system=${systemId}`)).duties).toHaveLength(1);
  });

  it('is not a deployer’s to classify, and not known to be nobody’s', async () => {
    const { read } = await registered({ roles: ['deployer'] });
    expect((await read()).duties[0]).toMatchObject({ yours: 'unknown', state: 'undetermined' });
  });

  it('has the day before use as the safe one while that is still to come, and never claims to be late afterwards', async () => {
    const { read } = await registered({ roles: ['provider'], goLiveOn: '2026-12-01' });
    const early = (await read()).duties[0];
    expect(early).toMatchObject({ dueOn: null, possibleDates: ['2026-11-30'], state: 'undetermined' });
    expect(early.notes[0].vi).toContain('trước ngày đó');
    service.setNow('2026-12-01T00:00:00Z');
    const late = (await read()).duties[0];
    expect(late).toMatchObject({ id: early.id, possibleDates: [], state: 'undetermined' });
    expect(late.notes[0].en).toContain('depends on whether the Law applies');
  });

  it('is in the calendar and reminded of once', async () => {
    const { read, company, systemId } = await registered();
    expect(await read('/v1/duties/calendar.ics?lang=vi')).toContain('SUMMARY:1 việc chưa tính được ngày');
    await runReminders(service.ctx);
    await runReminders(service.ctx);
    const reminded = await service.asOwner(
      `select duty_id, moment from reminder where organisation_id = '${company.id}'`,
    );
    expect(reminded).toEqual([{ duty_id: `assessment:${systemId}`, moment: 'noticed' }]);
  });

  it('is one again when its submission is withdrawn, and none once one is there or it is retired', async () => {
    service.setNow('2026-11-22T00:00:00Z');
    const client = await newClient(service);
    const kinds = async (): Promise<string[]> =>
      (await call(service, 'GET', '/v1/duties?limit=200', client.owner.headers)).body.duties.map(
        ({ kind }: Answered) => kind,
      );
    expect(await kinds()).not.toContain('assessment');
    const path = `/v1/assessments/${client.assessmentId}/withdraw`;
    const headers = { ...client.owner.headers, 'If-Match': '*' };
    const withdrawn = await call(service, 'POST', path, headers, { reason: 'Nộp nhầm' });
    expect(withdrawn.status, JSON.stringify(withdrawn.body)).toBe(200);
    expect(await kinds()).toEqual(['assessment']);
    await call(service, 'PATCH', `/v1/systems/${client.systemId}`, headers, { status: 'retired' });
    expect(await kinds()).toEqual([]);
  });
});
