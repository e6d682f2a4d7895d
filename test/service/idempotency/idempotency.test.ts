import { describe, expect, it } from 'vitest';
import { createVault } from '../../../src/adapters/vault.ts';
import { call, startService } from '../../support/service.ts';

let vault = createVault('a secret of this test that is long enough');
const service = startService({
  vault: { seal: (text, context) => vault.seal(text, context), open: (text, context) => vault.open(text, context) },
  fetcher: { allowsLoopback: true, post: async () => ({ status: 200 }) },
});

type Headers = Record<string, string>;

const keyed = (headers: Headers, key: string): Headers => ({ ...headers, 'Idempotency-Key': key });
const register = (headers: Headers, name: string) => call(service, 'POST', '/v1/systems', headers, { name });
const countOf = async (headers: Headers) => (await call(service, 'GET', '/v1/systems', headers)).body.items.length;

describe('a key', () => {
  it('answers a repeated request as it was answered first, whatever happened since', async () => {
    const owner = await (await service.organisation('company')).as('owner');
    const first = await register(keyed(owner, 'một-lần'.normalize('NFD').replaceAll(/[^a-z-]/g, '')), 'Chấm điểm');
    expect(first.status).toBe(201);
    const path = `/v1/systems/${first.body.id}`;
    const renamed = await call(service, 'PATCH', path, { ...owner, 'If-Match': '*' }, { name: 'Tên mới' });
    expect(renamed.status, JSON.stringify(renamed.body)).toBe(200);
    const again = await register(keyed(owner, 'mot-lan'), 'Chấm điểm');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    expect((await call(service, 'GET', path, owner)).body.name).toBe('Tên mới');
  });

  it('belongs to one request: another body, operation, query, revision or client is refused, and does nothing', async () => {
    const company = await service.organisation('company');
    const adviser = await service.organisation('adviser');
    const owner = await company.as('owner');
    await service.asOwner(`insert into adviser_grant (organisation_id, id, adviser_id, granted_by, granted_at)
      values ('${company.id}', '${service.ctx.ids.next('grt')}', '${adviser.id}', 'usr_test', now())`);
    const advising = await adviser.as('owner');
    expect((await register(keyed(advising, 'k'), 'Hệ thống')).status).toBe(201);
    const forClient = await register(keyed({ ...advising, 'Organisation-Id': company.id }, 'k'), 'Hệ thống');
    expect(forClient.status).toBe(422);
    expect(await countOf(owner)).toBe(0);

    const made = await register(keyed(owner, 'k'), 'Hệ thống');
    expect((await register(keyed(owner, 'k'), 'Hệ thống khác')).status).toBe(422);
    const draft = await call(service, 'POST', '/v1/assessments', keyed(owner, 'k'), { systemId: made.body.id });
    expect(draft.status).toBe(422);
    const path = `/v1/systems/${made.body.id}`;
    const change = (ifMatch: string) =>
      call(service, 'PATCH', path, keyed({ ...owner, 'If-Match': ifMatch }, 'sửa'.slice(0, 1)), { name: 'Tên mới' });
    expect((await change('"1"')).status).toBe(200);
    expect((await change('"2"')).status).toBe(422);
    expect(await countOf(owner)).toBe(1);
  });

  it('is one person’s: a colleague with the same key does their own work, also by SQL', async () => {
    const company = await service.organisation('company');
    const [an, binh] = [await company.person('owner'), await company.person('owner')];
    const first = await register(keyed(an.headers, 'k'), 'Một');
    const second = await register(keyed(binh.headers, 'k'), 'Một');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
    const scope = { role: 'member', organisationId: company.id, actorOrganisationId: company.id } as const;
    for (const [actorId, count] of [
      [an.userId, 1],
      ['usr_stranger', 0],
    ] as const) {
      const rows = await service.db.transaction({ ...scope, actorId }, (trx) =>
        trx.selectFrom('idempotency').select('key').execute(),
      );
      expect(rows).toHaveLength(count);
    }
  });

  it('of a request that was refused can be used again', async () => {
    const owner = await (await service.organisation('company')).as('owner');
    const path = '/v1/assessments';
    const send = (systemId: string) => call(service, 'POST', path, keyed(owner, 'k'), { systemId });
    expect((await send('sys_nothing')).status).toBe(422);
    const { id } = (await register(owner, 'Một')).body;
    expect((await send(id)).status).toBe(201);
  });

  it('fifty at once do the work once, and get one answer', async () => {
    const owner = await (await service.organisation('company')).as('owner');
    const answers = await Promise.all(Array.from({ length: 50 }, () => register(keyed(owner, 'k'), 'Một')));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await countOf(owner)).toBe(1);
  });

  it('ends with what it was for: whoever may no longer ask is not answered again', async () => {
    const company = await service.organisation('company');
    const { userId, headers } = await company.person('owner');
    expect((await register(keyed(headers, 'k'), 'Một')).status).toBe(201);
    await service.asOwner(`delete from member where user_id = '${userId}'`);
    expect((await register(keyed(headers, 'k'), 'Một')).status).toBe(403);
  });
});

describe('what is kept of an answer', () => {
  it('is sealed: neither secrets nor names can be read in the database', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const send = () =>
      call(service, 'POST', '/v1/webhooks', keyed(owner, 'k'), {
        url: 'https://hooks.example.vn/a',
        events: ['*'],
        description: 'Nguyễn Thị Ánh',
      });
    const made = await send();
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const rows = await service.asOwner(`select body, headers from idempotency where organisation_id = '${company.id}'`);
    expect(rows).toHaveLength(1);
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain(made.body.secret);
    expect(kept).not.toContain('Ánh');
    expect((await send()).body).toEqual(made.body);
  });

  it('under a secret that is no longer the service’s: the answer is gone, and nothing is done again', async () => {
    const owner = await (await service.organisation('company')).as('owner');
    await register(keyed(owner, 'k'), 'Một');
    vault = createVault('another secret of this test, long enough');
    expect((await register(keyed(owner, 'k'), 'Một')).status).toBe(409);
    expect(await countOf(owner)).toBe(1);
  });
});
