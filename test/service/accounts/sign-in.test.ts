import { describe, expect, it } from 'vitest';
import { forgetExpired } from '../../../src/features/accounts/index.ts';
import { PASSWORD, startAccounts, uniqueEmail } from '../../support/people.ts';

const service = startAccounts();

describe('signing up and in', () => {
  it('gives a session in a cookie that scripts cannot read, and ids of ours', async () => {
    const browser = service.browser();
    const email = uniqueEmail();
    const up = await browser.call('POST', '/auth/sign-up/email', { name: 'Lê Thị Hoa', email, password: PASSWORD });
    expect([up.status, up.body]).toEqual([200, { email, next: 'sign_in' }]);
    expect(browser.cookies.size).toBe(0);
    const signedIn = await browser.call('POST', '/auth/sign-in/email', { email, password: PASSWORD });
    expect(signedIn.body).toMatchObject({
      twoFactorRequired: false,
      user: { id: expect.stringMatching(/^usr_[0-9a-f]{32}$/), name: 'Lê Thị Hoa', email, emailVerified: false },
    });
    const [cookie] = signedIn.headers.getSetCookie();
    expect(cookie).toMatch(/^luongtri\.session_token=.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const here = await browser.call('GET', '/auth/get-session');
    expect(here.body).toMatchObject({
      user: { email },
      session: { current: true, id: expect.stringMatching(/^ses_/) },
    });
    expect(JSON.stringify(here.body)).not.toContain('token');
    expect((await service.browser().call('GET', '/auth/get-session')).body).toEqual({ user: null, session: null });
  });

  it('keeps passwords and session tokens out of what is answered, and hashes the password', async () => {
    const person = await service.person();
    const [account] = await service.asOwner(`select * from auth_account where user_id = '${person.userId}'`);
    expect(account!.password).not.toContain(PASSWORD);
    expect(String(account!.password).length).toBeGreaterThan(60);
  });

  it('answers the same for a wrong password and for nobody, and for an address that is taken', async () => {
    const person = await service.person();
    const browser = service.browser();
    const wrong = await browser.call('POST', '/auth/sign-in/email', {
      email: person.email,
      password: 'sai mật khẩu rồi',
    });
    const nobody = await browser.call('POST', '/auth/sign-in/email', {
      email: uniqueEmail(),
      password: 'sai mật khẩu rồi',
    });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('Content-Type')).toBe('application/problem+json');
    expect(wrong.body).toMatchObject({
      type: '/problems/sign-in-failed',
      errors: [{ code: 'invalid_email_or_password' }],
    });
    const same = ({ requestId: _, ...body }: Record<string, unknown>) => body;
    expect(same(nobody.body)).toEqual(same(wrong.body));
    const again = await browser.call('POST', '/auth/sign-up/email', {
      name: 'X',
      email: person.email,
      password: PASSWORD,
    });
    expect([again.status, again.body]).toEqual([200, { email: person.email, next: 'sign_in' }]);
    const other = await browser.call('POST', '/auth/sign-in/email', {
      email: person.email.toUpperCase(),
      password: PASSWORD,
    });
    expect(other.body.user.name).toBe('Trần Văn Bình');
  });

  it('names every mistake at once', async () => {
    const { status, body } = await service
      .browser()
      .call('POST', '/auth/sign-up/email', { name: ' ', email: 'không phải', password: 'ngắn', isOperator: true });
    expect(status).toBe(422);
    expect(
      body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort(),
    ).toEqual(['/email invalid_format', '/isOperator unknown_key', '/name too_short', '/password too_short']);
  });

  it('refuses what another site sends with the cookies of a browser', async () => {
    const person = await service.person();
    const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    for (const path of ['/auth/revoke-sessions', '/auth/sign-out']) {
      const { status, body } = await person.call('POST', path, undefined, foreign);
      expect([path, status, body.type]).toEqual([path, 403, '/problems/cross-origin']);
    }
    const login = await service
      .browser()
      .call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD }, foreign);
    expect(login.status).toBe(403);
    expect((await person.call('GET', '/auth/get-session')).body.user).not.toBeNull();
  });

  it('knows nothing else below /auth', async () => {
    const person = await service.person();
    for (const path of [
      '/auth/delete-user',
      '/auth/update-user',
      '/auth/change-email',
      '/auth/verify-password',
      '/auth/ok',
    ]) {
      expect([path, (await person.call('POST', path, {})).status]).toEqual([path, 404]);
    }
  });
});

describe('sessions', () => {
  it('end at once: one, the others, and all', async () => {
    const first = await service.person();
    const sign = async () => {
      const browser = service.browser();
      await browser.call('POST', '/auth/sign-in/email', { email: first.email, password: PASSWORD });
      return browser;
    };
    const [second, third] = [await sign(), await sign()];
    const isIn = async (browser: typeof second) => (await browser.call('GET', '/auth/list-sessions')).status === 200;
    const { body } = await first.call('GET', '/auth/list-sessions');
    expect(body.items).toHaveLength(3);
    expect(JSON.stringify(body)).not.toContain('token');
    const secondId = (await second.call('GET', '/auth/get-session')).body.session.id;
    expect((await first.call('POST', '/auth/revoke-session', { id: secondId })).body).toEqual({ done: true });
    expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([true, false, true]);
    expect((await first.call('POST', '/auth/revoke-session', { id: secondId })).status).toBe(404);
    await third.call('POST', '/auth/revoke-other-sessions');
    expect([await isIn(first), await isIn(third)]).toEqual([false, true]);
    await third.call('POST', '/auth/revoke-sessions');
    expect(await isIn(third)).toBe(false);
  });

  it('of somebody else cannot be ended', async () => {
    const [one, other] = [await service.person(), await service.person()];
    const { body } = await other.call('GET', '/auth/get-session');
    expect((await one.call('POST', '/auth/revoke-session', { id: body.session.id })).status).toBe(404);
    expect((await other.call('GET', '/auth/list-sessions')).status).toBe(200);
  });

  it('that have ended are forgotten, with the address they came from', async () => {
    const [ended, lasting] = [await service.person(), await service.person()];
    await service.asOwner(`update auth_session set expires_at = '2026-01-01' where user_id = '${ended.userId}'`);
    expect((await ended.call('GET', '/auth/list-sessions')).status).toBe(401);
    await forgetExpired(service.ctx);
    const rows = await service.asOwner('select user_id from auth_session');
    const users = rows.map(({ user_id }) => user_id);
    expect([users.includes(ended.userId), users.includes(lasting.userId)]).toEqual([false, true]);
  });

  it('signing out ends the session, not only the cookie', async () => {
    const person = await service.person();
    const cookies = new Map(person.cookies);
    expect((await person.call('POST', '/auth/sign-out')).body).toEqual({ done: true });
    expect(person.cookies.has('luongtri.session_token')).toBe(false);
    for (const [name, value] of cookies) person.cookies.set(name, value);
    expect((await person.call('GET', '/auth/list-sessions')).status).toBe(401);
  });

  it('changing the password ends the others, and needs the old one', async () => {
    const person = await service.person();
    const other = service.browser();
    await other.call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    const wrong = await person.call('POST', '/auth/change-password', {
      currentPassword: 'sai',
      newPassword: 'mật khẩu mới dài',
    });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/currentPassword']);
    const changed = await person.call('POST', '/auth/change-password', {
      currentPassword: PASSWORD,
      newPassword: 'mật khẩu mới dài',
    });
    expect(changed.status).toBe(200);
    expect((await other.call('GET', '/auth/list-sessions')).status).toBe(401);
    expect((await person.call('GET', '/auth/list-sessions')).status).toBe(200);
    const old = await other.call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    expect(old.status).toBe(401);
  });
});
