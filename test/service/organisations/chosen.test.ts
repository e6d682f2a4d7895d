import { describe, expect, it } from 'vitest';
import { ORGANISATION_COOKIE } from '../../../src/app/authenticate.ts';
import { call, startService } from '../../support/service.ts';

const service = startService();

describe('an organisation chosen on a page', () => {
  it('whose leave has ended takes no write for another: what was meant for the client does not land with the adviser', async () => {
    const [client, adviser] = [await service.organisation('company'), await service.organisation('adviser')];
    const person = await adviser.person('owner');
    const owner = await client.as('owner');
    const grant = await call(service, 'POST', '/v1/organisation/advisers', owner, { adviserId: adviser.id });
    const headers = { Cookie: `${person.headers.Cookie}; ${ORGANISATION_COOKIE}=${client.id}` };
    expect((await call(service, 'POST', '/v1/systems', headers, { name: 'Của khách hàng' })).status).toBe(201);
    await call(service, 'DELETE', `/v1/organisation/advisers/${grant.body.id}`, owner);
    expect((await call(service, 'POST', '/v1/systems', headers, { name: 'Của khách hàng' })).status).toBe(404);
    const own = await call(service, 'GET', '/v1/systems', headers);
    expect([own.status, own.body.items]).toEqual([200, []]);
  });

  it('that cannot be one is none, for reading, and takes no write', async () => {
    const person = await (await service.organisation('adviser')).person('owner');
    for (const chosen of ['%00', 'a%00b', '%F0%9F', 'x'.repeat(500), '']) {
      const headers = { Cookie: `${person.headers.Cookie}; ${ORGANISATION_COOKIE}=${chosen}` };
      expect([chosen, (await call(service, 'GET', '/v1/clients', headers)).status]).toEqual([chosen, 200]);
      expect([chosen, (await call(service, 'POST', '/v1/systems', headers, { name: 'x' })).status]).toEqual([
        chosen,
        404,
      ]);
    }
  });
});

describe('a temporary table', () => {
  it('does not stand in for one of ours in a function that runs with its owner’s rights', async () => {
    const rows = await service.asOwner(
      `select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
         and not ('search_path=public, pg_temp' = any(coalesce(proconfig, '{}')))`,
    );
    expect(rows).toEqual([]);
  });
});
