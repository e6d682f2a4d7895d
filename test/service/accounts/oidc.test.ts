import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomIds } from '../../../src/adapters/ids.ts';
import { signInAtProvider, startProvider, type TestProvider } from '../../support/oidc.ts';
import { PASSWORD, startAccounts, uniqueEmail } from '../../support/people.ts';
import { BASE_URL } from '../../support/service.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider(`${BASE_URL}/auth/callback/oidc`);
});
afterAll(() => provider.stop());

const service = startAccounts(() => ({
  oidc: [{ id: 'oidc', name: 'Cổng định danh', ...provider }],
}));

function someone(email = uniqueEmail(), verified = true) {
  const sub = randomIds.next('sub');
  provider.people.set(sub, { sub, name: 'Phan Thị Mai', email, email_verified: verified });
  return { sub, email };
}

async function begin(browser: ReturnType<typeof service.browser>) {
  const { status, body } = await browser.call('POST', '/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/account',
  });
  expect(status).toBe(200);
  return body.url as string;
}

async function signIn(sub: string) {
  const browser = service.browser();
  const back = await signInAtProvider(await begin(browser), sub);
  const returned = await browser.call('GET', back.replace(BASE_URL, ''));
  return { browser, returned };
}

describe('signing in with an identity provider', () => {
  it('asks the real provider, and signs its person in', async () => {
    const { sub, email } = someone();
    const { browser, returned } = await signIn(sub);
    expect([returned.status, returned.headers.get('Location')]).toEqual([302, '/account']);
    const { body } = await browser.call('GET', '/v1/me');
    expect(body).toMatchObject({
      id: expect.stringMatching(/^usr_/),
      name: 'Phan Thị Mai',
      email,
      emailVerified: true,
    });
    const told = await service.asOwner(`select kind, content from event where subject_id = '${body.id}'`);
    expect(told).toMatchObject([{ kind: 'person.signed_in', content: expect.stringContaining('"method":"provider"') }]);
    const again = await signIn(sub);
    expect((await again.browser.call('GET', '/v1/me')).body.id).toBe(body.id);
    const rows = JSON.stringify(
      await service.asOwner(`select access_token from auth_account where account_id = '${sub}'`),
    );
    expect(rows).toMatch(/access_token":"[0-9a-f]{40,}/);
  });

  it('erases such a person, who has no password, soon after signing in', async () => {
    const { sub } = someone();
    const { browser } = await signIn(sub);
    service.setNow(new Date(Date.now() + 3_600_000).toISOString());
    expect((await browser.call('DELETE', '/v1/me', {})).status).toBe(403);
    service.setNow(new Date().toISOString());
    expect((await browser.call('DELETE', '/v1/me', {})).status).toBe(204);
    expect((await browser.call('GET', '/v1/me')).status).toBe(401);
  });

  it('does not hand an account to whoever claims its address elsewhere', async () => {
    const person = await service.person();
    for (const verified of [true, false]) {
      const { sub } = someone(person.email, verified);
      const { browser, returned } = await signIn(sub);
      expect(returned.headers.get('Location')).toMatch(/\/sign-in\?error=account_not_linked/);
      expect((await browser.call('GET', '/v1/me')).status).toBe(401);
    }
    const still = await service
      .browser()
      .call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    expect(still.status).toBe(200);
  });

  it('an answer of the provider serves the browser that asked, once', async () => {
    const { sub } = someone();
    const asked = service.browser();
    const back = (await signInAtProvider(await begin(asked), sub)).replace(BASE_URL, '');
    const other = service.browser();
    const stolen = await other.call('GET', back);
    expect(stolen.headers.get('Location')).toContain('error=');
    expect((await other.call('GET', '/v1/me')).status).toBe(401);
    for (const forged of [
      '/auth/callback/oidc?code=x&state=y',
      '/auth/callback/oidc',
      '/auth/callback/nobody?code=x&state=y',
    ]) {
      const { status, headers } = await asked.call('GET', forged);
      expect([forged, status, headers.get('Location')]).toEqual([forged, 302, expect.stringContaining('error=')]);
    }
  });

  it('leads nowhere else, and knows only its providers', async () => {
    const browser = service.browser();
    for (const callbackURL of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const { status, body } = await browser.call('POST', '/auth/sign-in/social', { provider: 'oidc', callbackURL });
      expect([callbackURL, status, body.errors?.[0].pointer]).toEqual([callbackURL, 422, '/callbackURL']);
    }
    const unknown = await browser.call('POST', '/auth/sign-in/social', { provider: 'google' });
    expect([unknown.status, unknown.body.type]).toEqual([404, '/problems/not-found']);
  });
});
