import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../src/adapters/node/limiter.ts';
import { createMetrics } from '../../../src/adapters/node/metrics.ts';
import { Problem } from '../../../src/app/problems.ts';
import { operationRoutes } from '../../../src/features/operation/index.ts';
import type { TestContext } from '../../support/app.ts';
import { BASE_URL, call, startService } from '../../support/service.ts';

let stopping = false;
const service = startService({
  limiter: createLimiter(30),
  metrics: createMetrics('a token of the operator'),
  isStopping: () => stopping,
});

const from = (address: string, path: string, headers: Record<string, string> = {}) =>
  service.app.request(`${BASE_URL}${path}`, { headers }, { clientAddress: address });

describe('for those who run the service', () => {
  it('readiness follows the database and the order to stop', async () => {
    const ready = await call(service, 'GET', '/readyz', {});
    expect([ready.status, ready.body.status]).toEqual([200, 'ready']);
    stopping = true;
    const stopped = await call(service, 'GET', '/readyz', {});
    stopping = false;
    expect([stopped.status, stopped.headers.get('Retry-After')]).toEqual([503, '5']);
  });

  it('metrics name operations, not records, and only whoever has the token reads them', async () => {
    const owner = await (await service.organisation('company')).as('owner');
    const { body } = await call(service, 'POST', '/v1/systems', owner, { name: 'Hệ thống' });
    await call(service, 'GET', `/v1/systems/${body.id}`, owner);
    expect((await from('127.0.0.1', '/metrics')).status).toBe(404);
    const metrics = await from('203.0.113.9', '/metrics', { Authorization: 'Bearer a token of the operator' });
    const text = await metrics.text();
    expect(text).toContain('route="/v1/systems/:id",status="200"');
    expect(text).not.toContain(body.id);
  });

  it('without a token only the machine itself reads them, not whoever a proxy on it speaks for', async () => {
    const app = operationRoutes({ ...service.ctx, metrics: createMetrics(undefined) });
    app.onError((error, c) => c.text('', error instanceof Problem && error.type === 'not-found' ? 404 : 500));
    const read = async (clientAddress: string, headers = {}) =>
      (await app.request('/metrics', { headers }, { clientAddress })).status;
    expect(await read('127.0.0.1')).toBe(200);
    expect(await read('203.0.113.9')).toBe(404);
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'])
      expect(await read('127.0.0.1', { [name]: '127.0.0.1' }), name).toBe(404);
  });

  it('each request leaves one line: its id, operation, status and time, and nothing that was sent', async () => {
    const { requests, logged } = service.ctx as unknown as TestContext;
    const owner = await (await service.organisation('company')).as('owner');
    requests.length = 0;
    await call(service, 'POST', '/v1/systems?x=secret-query', owner, { name: 'Bí mật kinh doanh' });
    expect(requests.map(({ event }) => event)).toEqual(['request']);
    expect(Object.keys(requests[0]!.fields).sort()).toEqual(['method', 'ms', 'requestId', 'route', 'status']);
    expect(JSON.stringify([requests, logged])).not.toMatch(/Bí mật|secret-query|lt_/);
  });

  it('an address that asks too often is told when to come back; others are not held up; a key is counted by itself', async () => {
    const statuses = async (address: string, count: number, headers = {}) =>
      Promise.all(Array.from({ length: count }, () => from(address, '/v1/law/coverage', headers)));
    const answers = await statuses('198.51.100.7', 40);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(Number(refused[0]!.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await from('198.51.100.8', '/v1/law/coverage')).status).toBe(200);
    const key = { Authorization: 'Bearer lt_one-key-from-many-addresses' };
    const spread = await Promise.all(
      Array.from({ length: 40 }, (_, index) => from(`192.0.2.${index}`, '/v1/law/coverage', key)),
    );
    expect(spread.filter(({ status }) => status === 429)).toHaveLength(10);
  });
});
