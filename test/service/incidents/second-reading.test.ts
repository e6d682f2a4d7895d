import { expect, it } from 'vitest';
import { type Answered, call, startService } from '../../support/service.ts';

const service = startService();

async function withIncident(incident: object) {
  service.setNow('2026-11-22T00:00:00Z');
  const owner = await (await service.organisation('company')).as('owner');
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý', roles: ['deployer'] });
  const { body } = await call(service, 'POST', '/v1/incidents', owner, {
    systemId: system.body.id,
    title: 'Sự cố',
    test: { lifeOrHealth: 'yes', providerUnreachable: 'yes' },
    ...incident,
  });
  const path = `/v1/incidents/${body.id}`;
  const file = (filedAt: string) =>
    call(service, 'POST', `${path}/filings`, owner, { kind: 'preliminary', filedAt, addressee: 'Cổng' });
  const change = (values: object) => call(service, 'PATCH', path, { ...owner, 'If-Match': '*' }, values);
  return { owner, body, path, file, change };
}

const clockOf = (incident: Answered, id: string) => incident.clocks.find((clock: { id: string }) => clock.id === id);
const words = (clock: { notes: { en: string }[] }): string => clock.notes.map(({ en }) => en).join(' ');

it('an incident found before the Decree and not confirmed yet is not told that no time limit can be counted', async () => {
  const { body, change } = await withIncident({ detectedAt: '2026-04-20T08:00:00+07:00' });
  for (const id of ['VN-AI-062', 'VN-AI-065']) {
    expect(words(clockOf(body, id))).not.toContain('lies before the day');
  }
  expect(words(clockOf(body, 'VN-AI-062'))).toContain('No moment of confirmation is recorded');
  expect(clockOf(body, 'VN-AI-064').state).toBe('due');
  const confirmed = await change({ confirmedAt: '2026-05-01T00:00:00+07:00' });
  expect(clockOf(confirmed.body, 'VN-AI-062')).toMatchObject({ state: 'overdue', dueOn: '2026-05-04' });
  expect(clockOf(confirmed.body, 'VN-AI-064').state).toBe('due');
  const before = await change({ confirmedAt: '2026-04-30T23:59:59+07:00' });
  for (const id of ['VN-AI-062', 'VN-AI-064', 'VN-AI-065']) {
    expect(clockOf(before.body, id).state).toBe('undetermined');
    expect(words(clockOf(before.body, id))).toContain('lies before the day');
  }
});

it('nothing is filed before the incident was found: it would count as in time', async () => {
  const at = '2026-11-10T08:00:00+07:00';
  const { body, file, change, owner, path } = await withIncident({ detectedAt: at, confirmedAt: at });
  const early = await file('2025-11-12T08:00:00+07:00');
  expect([early.status, early.body.errors.map(({ pointer }: Answered) => pointer)]).toEqual([422, ['/filedAt']]);
  const filed = await file('2026-11-12T08:00:00+07:00');
  expect(clockOf(filed.body, 'VN-AI-062')).toMatchObject({ state: 'done', inTime: 'yes' });
  const moved = { detectedAt: '2026-11-13T08:00:00+07:00', confirmedAt: '2026-11-13T08:00:00+07:00' };
  const later = await change(moved);
  expect([later.status, later.body.errors.map(({ pointer }: Answered) => pointer)]).toEqual([422, ['/detectedAt']]);
  const filing = filed.body.filings[0].id;
  await call(service, 'POST', `${path}/filings/${filing}/withdrawal`, owner, { why: 'Ghi nhầm' });
  const now = await change(moved);
  expect([now.status, now.body.detectedAt]).toEqual([200, new Date(moved.detectedAt).toISOString()]);
  expect(body.id).toBe(now.body.id);
});
