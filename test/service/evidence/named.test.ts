import { expect, it } from 'vitest';
import { applyRetention } from '../../../src/features/evidence/index.ts';
import { call, startService } from '../../support/service.ts';
import { PDF, send } from './files.ts';

const service = startService();

it('the retention rule keeps what an answer that is still edited names, linked or not', async () => {
  const owner = await (await service.organisation('company')).person('owner');
  const { headers } = owner;
  const system = await call(service, 'POST', '/v1/systems', headers, { name: 'Hệ thống' });
  const made = await call(service, 'POST', '/v1/assessments', headers, { systemId: system.body.id });
  const path = `/v1/assessments/${made.body.id}/answers`;
  const { id } = (await send(service, headers, PDF, {})).body;
  const edit = (body: object) => call(service, 'PATCH', path, { ...headers, 'If-Match': '*' }, body);
  expect((await edit({ answers: { 'scope.kind': { value: 'system', evidence: [id] } } })).status).toBe(200);
  await call(service, 'PUT', '/v1/evidence-retention', headers, { keepYears: 1 });
  service.setNow('2029-01-01T00:00:00Z');
  expect((await applyRetention(service.ctx)).removed).toBe(0);
  await edit({ remove: ['scope.kind'] });
  expect((await applyRetention(service.ctx)).removed).toBe(1);
});
