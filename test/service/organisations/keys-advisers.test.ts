import { describe, expect, it } from 'vitest';
import { hashSecret } from '../../../src/app/authenticate.ts';
import { call, startService } from '../../support/service.ts';

const service = startService();
const IN_HALF_A_YEAR = '2027-05-01T00:00:00Z';

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

describe('API keys', () => {
  it('shows a secret once and keeps only its hash', async () => {
    const company = await service.organisation('company');
    const { headers } = await company.person('owner');
    const wanted = { name: 'Đêm', role: 'contributor', scopes: ['systems.read'], expiresAt: IN_HALF_A_YEAR };
    const once = { ...headers, 'Idempotency-Key': 'khoa-1' };
    const made = await call(service, 'POST', '/v1/api-keys', once, wanted);
    expect(made.status).toBe(201);
    const { secret } = made.body;
    expect(secret).toMatch(/^lt_[\w-]{43}$/);
    const again = await call(service, 'POST', '/v1/api-keys', once, wanted);
    expect(again.body).toEqual({ ...made.body, secret: null });
    const [row] = await service.asOwner(`select * from api_key where id = '${made.body.id}'`);
    expect(row!.key_hash).toBe(hashSecret(secret));
    for (const table of ['api_key', 'idempotency', 'event', 'event_personal']) {
      const rows = await service.asOwner(`select * from ${table}`);
      expect([table, JSON.stringify(rows).includes(secret)]).toEqual([table, false]);
    }
    const list = await call(service, 'GET', '/v1/api-keys', headers);
    expect(list.body.items).toMatchObject([{ id: made.body.id, hint: secret.slice(0, 8), lastUsedAt: null }]);
    expect((await call(service, 'GET', '/v1/systems', bearer(secret))).status).toBe(200);
    const used = await call(service, 'GET', '/v1/api-keys', headers);
    expect(used.body.items[0].lastUsedAt).not.toBeNull();
  });

  it('does what its scopes say, until it expires or is revoked', async () => {
    const company = await service.organisation('company');
    const { headers } = await company.person('owner');
    const make = async (scopes: string[]) =>
      (
        await call(service, 'POST', '/v1/api-keys', headers, {
          name: 'x',
          role: 'owner',
          scopes,
          expiresAt: IN_HALF_A_YEAR,
        })
      ).body;
    const reading = await make(['systems.read']);
    expect((await call(service, 'POST', '/v1/systems', bearer(reading.secret), { name: 'x' })).status).toBe(403);
    expect((await call(service, 'DELETE', `/v1/api-keys/${reading.id}`, headers)).status).toBe(204);
    expect((await call(service, 'GET', '/v1/systems', bearer(reading.secret))).status).toBe(401);
    const soon = await make(['systems.read']);
    expect((await call(service, 'GET', '/v1/systems', bearer(soon.secret))).status).toBe(200);
    service.setNow('2027-05-02T00:00:00Z');
    expect((await call(service, 'GET', '/v1/systems', bearer(soon.secret))).status).toBe(401);
    service.setNow('2026-11-21T23:30:00Z');
  });

  it('is never stronger than whoever makes it', async () => {
    const company = await service.organisation('company');
    const manager = (await company.person('manager')).headers;
    const wrong = await call(service, 'POST', '/v1/api-keys', manager, {
      name: 'x',
      role: 'viewer',
      scopes: ['systems.read', 'systems.write', 'organisation.manage'],
      expiresAt: '2028-01-01T00:00:00Z',
    });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/scopes/1',
      '/scopes/2',
      '/expiresAt',
    ]);
    const over = { name: 'x', role: 'owner', scopes: ['systems.read'], expiresAt: IN_HALF_A_YEAR };
    expect((await call(service, 'POST', '/v1/api-keys', manager, over)).body.errors[0].pointer).toBe('/role');
    const body = await service.organisation('audit_body');
    const lead = (await body.person('manager')).headers;
    const auditing = { name: 'x', role: 'auditor', scopes: ['audits.work'], expiresAt: IN_HALF_A_YEAR };
    expect((await call(service, 'POST', '/v1/api-keys', lead, auditing)).body.errors[0].pointer).toBe('/scopes/0');
    const viewer = (await company.person('viewer')).headers;
    expect((await call(service, 'POST', '/v1/api-keys', viewer, { ...over, role: 'viewer' })).status).toBe(403);
  });

  it('a key makes no key that can do more than itself', async () => {
    const company = await service.organisation('company');
    const { headers } = await company.person('owner');
    const narrow = await call(service, 'POST', '/v1/api-keys', headers, {
      name: 'x',
      role: 'owner',
      scopes: ['keys.manage'],
      expiresAt: IN_HALF_A_YEAR,
    });
    const wider = await call(service, 'POST', '/v1/api-keys', bearer(narrow.body.secret), {
      name: 'y',
      role: 'owner',
      scopes: ['systems.read'],
      expiresAt: IN_HALF_A_YEAR,
    });
    expect(wider.status).toBe(422);
  });

  it('of another organisation cannot be seen or revoked', async () => {
    const [ours, theirs] = [await service.organisation('company'), await service.organisation('company')];
    const [a, b] = [(await ours.person('owner')).headers, (await theirs.person('owner')).headers];
    const made = await call(service, 'POST', '/v1/api-keys', a, {
      name: 'x',
      role: 'viewer',
      scopes: ['systems.read'],
      expiresAt: IN_HALF_A_YEAR,
    });
    expect((await call(service, 'DELETE', `/v1/api-keys/${made.body.id}`, b)).status).toBe(404);
    expect((await call(service, 'GET', '/v1/api-keys', b)).body.items).toEqual([]);
    expect((await call(service, 'GET', '/v1/systems', bearer(made.body.secret))).status).toBe(200);
  });
});

describe('advisers', () => {
  it('act for a client only while it lets them, and only there', async () => {
    const [one, two, adviser] = [
      await service.organisation('company', 'Khách Một'),
      await service.organisation('company', 'Khách Hai'),
      await service.organisation('adviser', 'Tư vấn Lam'),
    ];
    const helper = await adviser.person('manager');
    const as = (id: string) => ({ ...helper.headers, 'Organisation-Id': id });
    const owner = (await one.person('owner')).headers;
    expect((await call(service, 'GET', '/v1/systems', as(one.id))).status).toBe(404);
    const granted = await call(service, 'POST', '/v1/organisation/advisers', owner, { adviserId: adviser.id });
    expect([granted.status, granted.body.adviserName]).toEqual([201, 'Tư vấn Lam']);
    expect((await call(service, 'POST', '/v1/organisation/advisers', owner, { adviserId: adviser.id })).status).toBe(
      409,
    );
    const twoOwner = (await two.person('owner')).headers;
    await call(service, 'POST', '/v1/organisation/advisers', twoOwner, { adviserId: adviser.id });
    expect((await call(service, 'POST', '/v1/systems', as(one.id), { name: 'Của Một' })).status).toBe(201);
    expect((await call(service, 'GET', '/v1/systems', as(two.id))).body.items).toEqual([]);
    expect((await call(service, 'GET', '/v1/systems', as(one.id))).body.items).toHaveLength(1);
    expect((await call(service, 'GET', '/v1/systems', { ...twoOwner, 'Organisation-Id': one.id })).status).toBe(404);
    const clients = await call(service, 'GET', '/v1/clients', helper.headers);
    expect(clients.body.items.map(({ name }: { name: string }) => name).sort()).toEqual(['Khách Hai', 'Khách Một']);
    const mine = await call(service, 'GET', '/v1/organisations', helper.headers);
    expect(mine.body.items[0].clients).toHaveLength(2);
    // What belongs to the client's owner stays with it.
    for (const path of ['/v1/organisation/members', '/v1/api-keys', '/v1/organisation/advisers', '/v1/organisation']) {
      expect([path, (await call(service, 'GET', path, as(one.id))).status]).toEqual([path, 403]);
    }
    expect((await call(service, 'DELETE', `/v1/organisation/advisers/${granted.body.id}`, owner)).status).toBe(204);
    expect((await call(service, 'GET', '/v1/systems', as(one.id))).status).toBe(404);
    expect((await call(service, 'GET', '/v1/clients', helper.headers)).body.items).toHaveLength(1);
    const grants = await call(service, 'GET', '/v1/organisation/advisers', owner);
    expect(grants.body.items).toMatchObject([{ status: 'ended', adviserName: 'Tư vấn Lam' }]);
    expect((await call(service, 'POST', '/v1/organisation/advisers', owner, { adviserId: adviser.id })).status).toBe(
      201,
    );
  });

  it('a grant runs out by itself', async () => {
    const [client, adviser] = [await service.organisation('company'), await service.organisation('adviser')];
    const owner = (await client.person('owner')).headers;
    const as = { ...(await adviser.person('owner')).headers, 'Organisation-Id': client.id };
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const wrong = await call(service, 'POST', '/v1/organisation/advisers', owner, {
      adviserId: client.id,
      expiresAt: '2026-01-01T00:00:00Z',
    });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/adviserId', '/expiresAt']);
    service.setNow(new Date().toISOString());
    const made = await call(service, 'POST', '/v1/organisation/advisers', owner, { adviserId: adviser.id, expiresAt });
    expect(made.status).toBe(201);
    expect((await call(service, 'GET', '/v1/systems', as)).status).toBe(200);
    service.setNow(new Date(Date.now() + 7_200_000).toISOString());
    expect((await call(service, 'GET', '/v1/systems', as)).status).toBe(404);
    expect((await call(service, 'POST', '/v1/organisation/advisers', owner, { adviserId: adviser.id })).status).toBe(
      201,
    );
    service.setNow('2026-11-21T23:30:00Z');
  });

  it('under the role of a member, SQL lets nobody touch another organisation', async () => {
    const [ours, theirs] = [await service.organisation('company'), await service.organisation('company')];
    const scope = {
      role: 'member',
      organisationId: ours.id,
      actorOrganisationId: theirs.id,
      actorId: 'usr_x',
    } as const;
    const seen = await service.db.transaction(scope, async (trx) => ({
      organisations: await trx.selectFrom('organisation').selectAll().where('organisation_id', '=', ours.id).execute(),
      members: await trx.selectFrom('member').selectAll().where('organisation_id', '=', ours.id).execute(),
      changed: await trx
        .updateTable('organisation')
        .set({ name: 'x' })
        .where('organisation_id', '=', ours.id)
        .returning('name')
        .execute(),
    }));
    expect(seen).toEqual({ organisations: [], members: [], changed: [] });
    for (const table of [
      'auth_user',
      'auth_session',
      'auth_account',
      'auth_two_factor',
      'auth_verification',
      'operator',
    ] as const) {
      for (const role of ['member', 'reader', 'auditor', 'regulator', 'worker'] as const) {
        const attempt = service.db.transaction({ ...scope, role }, (trx) =>
          trx
            .selectFrom(table as 'operator')
            .selectAll()
            .execute(),
        );
        await expect(attempt, `${role} reads ${table}`).rejects.toThrow(/permission denied/);
      }
    }
  });
});
