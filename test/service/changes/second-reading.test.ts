import { expect, it } from 'vitest';
import { type Answered, call, startService } from '../../support/service.ts';

const service = startService();

async function withChange(change: object) {
  service.setNow('2026-11-22T00:00:00Z');
  const owner = await (await service.organisation('company')).as('owner');
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Chấm hồ sơ', roles: ['provider'] });
  const { body } = await call(service, 'POST', '/v1/changes', owner, {
    systemId: system.body.id,
    kind: 'significant_change',
    description: 'Tự động từ chối hồ sơ',
    happenedOn: '2026-10-20',
    ...change,
  });
  const edit = (values: object) =>
    call(service, 'PATCH', `/v1/changes/${body.id}`, { ...owner, 'If-Match': '*' }, values);
  return { body, edit };
}

const clockOf = (change: Answered, step: string) =>
  change.clocks.find((clock: { step: string }) => clock.step === step);

it('a review that found a higher level asks for notice, whatever was noted of the criteria before it', async () => {
  const { edit } = await withChange({ affectsCriteria: 'unknown' });
  const { body } = await edit({ reviewCompletedOn: '2026-10-22', result: 'higher', tierAfter: 'high' });
  expect(clockOf(body, 'notice')).toMatchObject({ applies: 'yes', state: 'overdue', dueOn: '2026-11-12' });
  expect(clockOf(body, 'measures')).toMatchObject({ applies: 'yes', state: 'due' });
});

it.each(['significant_change', 'routine', 'deployer_change', 'list_amended'])(
  '%s: a higher level contradicts "does not affect the criteria", and is not passed over',
  async (kind) => {
    const { edit } = await withChange({ kind, affectsCriteria: 'no' });
    const review = { reviewCompletedOn: '2026-10-22', result: 'higher' };
    const { status, body } = await edit(review);
    expect([status, body.errors?.map(({ pointer }: Answered) => pointer)]).toEqual([422, ['/result']]);
    if (kind === 'routine') return;
    const settled = await edit({ ...review, affectsCriteria: 'yes' });
    expect(clockOf(settled.body, 'notice')).toMatchObject({ applies: 'yes', state: 'overdue' });
  },
);

it('a change before the Decree whose review is not completed is not told that no time limit can be counted', async () => {
  const { body } = await withChange({ affectsCriteria: 'yes', happenedOn: '2026-04-01' });
  const notes = (step: string) =>
    clockOf(body, step)
      .notes.map(({ en }: { en: string }) => en)
      .join(' ');
  expect(notes('notice')).not.toContain('lies before the day');
  expect(notes('notice')).toContain('once the day of completion');
  expect(notes('review')).toContain('lies before the day');
});
