import { describe, expect, it } from 'vitest';
import { createAccounts } from '../../../src/adapters/accounts/index.ts';
import { readOidcProviders } from '../../../src/adapters/accounts/oidc.ts';
import { randomIds } from '../../../src/adapters/ids.ts';
import { openPostgres } from '../../../src/adapters/node/database.ts';
import { createApp } from '../../../src/app/app.ts';
import { PASSWORD, startAccounts } from '../../support/people.ts';
import { BASE_URL, call } from '../../support/service.ts';

const service = startAccounts();

describe('without a database that answers', () => {
  it('nobody is told that a password is wrong, or that a session has ended', async () => {
    const person = await service.person();
    const db = openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none', poolSize: 1 });
    const accounts = createAccounts({
      db,
      baseUrl: BASE_URL,
      secret: 'a secret of the tests, long enough to sign cookies',
      ids: randomIds,
      log: service.ctx.log,
    });
    const app = createApp({ ...service.ctx, db, accounts });
    const Cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answers = [
      await call({ app }, 'POST', '/auth/sign-in/email', {}, { email: person.email, password: PASSWORD }),
      await call({ app }, 'POST', '/auth/sign-up/email', {}, { name: 'x', email: person.email, password: PASSWORD }),
      await call({ app }, 'GET', '/auth/get-session', { Cookie }),
      await call({ app }, 'GET', '/v1/me', { Cookie }),
      await call({ app }, 'POST', '/auth/sign-out', { Cookie }),
      await call({ app }, 'GET', '/v1/organisation', { Authorization: 'Bearer lt_x' }),
    ];
    for (const { status, headers, body } of answers) {
      expect([status, headers.get('Retry-After'), body.type]).toEqual([503, '5', '/problems/unavailable']);
    }
    await db.close();
  });
});

describe('identity providers from the environment', () => {
  it('are one or several, and what is missing or unsafe is said', () => {
    const one = { OIDC_ISSUER: 'https://id.example.vn/', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    const two = {
      OIDC_2_ISSUER: 'https://khac.example.vn',
      OIDC_2_CLIENT_ID: 'c',
      OIDC_2_CLIENT_SECRET: 'd',
      OIDC_2_NAME: 'Cổng',
    };
    expect(readOidcProviders({})).toEqual({ providers: [] });
    expect(readOidcProviders({ ...one, ...two })).toMatchObject({
      providers: [
        { id: 'oidc', name: 'id.example.vn', issuer: 'https://id.example.vn' },
        { id: 'oidc-2', name: 'Cổng' },
      ],
    });
    expect(readOidcProviders({ ...one, OIDC_CLIENT_SECRET: ' ' })).toEqual({
      wrong: expect.stringContaining('OIDC_CLIENT_SECRET is not set'),
    });
    expect(readOidcProviders({ ...one, OIDC_ISSUER: 'http://id.example.vn' })).toEqual({
      wrong: expect.stringContaining('OIDC_ISSUER'),
    });
  });
});
