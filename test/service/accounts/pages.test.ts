import { describe, expect, it } from 'vitest';
import { type Browser, PASSWORD, startAccounts, uniqueEmail } from '../../support/people.ts';
import { BASE_URL } from '../../support/service.ts';
import { totp } from '../../support/totp.ts';

const service = startAccounts();

/** Follows where a form leads to. */
async function follow(browser: Browser, answer: Awaited<ReturnType<Browser['call']>>) {
  expect(answer.status).toBe(303);
  const location = new URL(answer.headers.get('Location')!, BASE_URL);
  expect(location.origin).toBe(BASE_URL);
  return browser.call('GET', `${location.pathname}${location.search}`);
}

async function signUp(browser: Browser, email = uniqueEmail(), next = '') {
  const form = { name: 'Vũ Thị Lan', email, password: PASSWORD, next };
  const shown = await follow(browser, await browser.submit('/sign-up?lang=vi', form));
  expect(shown.body).toContain('Tài khoản đã sẵn sàng');
  return email;
}

describe('the pages of accounts', () => {
  it('lead from signing up to an organisation, in Vietnamese and without a script', async () => {
    const browser = service.browser();
    const away = await browser.call('GET', '/organisations?lang=vi');
    expect(decodeURIComponent(away.headers.get('Location')!)).toContain('/sign-in?next=/organisations');
    const email = await signUp(browser);
    const inside = await follow(browser, await browser.submit('/sign-in?lang=vi', { email, password: PASSWORD }));
    expect(inside.status).toBe(200);
    expect(inside.body).toContain('Chưa thuộc tổ chức nào');
    expect(inside.body).not.toContain('<script');
    expect(inside.headers.get('Content-Security-Policy')).toContain("form-action 'self'");
    expect(inside.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(inside.headers.get('Referrer-Policy')).toBe('same-origin');
    const form = { kind: 'company', name: 'Công ty <Sen & Cúc>' };
    const made = await follow(browser, await browser.submit('/organisations?lang=vi', form));
    expect(made.body).toContain('Công ty &lt;Sen &amp; Cúc&gt;');
    expect(made.body).toContain('chủ sở hữu');
    const account = await browser.call('GET', '/account?lang=en');
    expect(account.body).toContain('this session');
    await follow(browser, await browser.submit('/sign-out', {}));
    expect((await browser.call('GET', '/v1/me')).status).toBe(401);
  });

  it('say what is wrong at the field and above the form, keep what was typed except passwords', async () => {
    const { status, body } = await service
      .browser()
      .submit('/sign-up?lang=vi', { name: 'Vũ "Lan"', email: 'không-phải', password: 'ngắn' });
    expect(status).toBe(422);
    expect(body).toContain('role="alert"');
    expect(body).toContain('href="#email"');
    expect(body).toContain('Viết dạng ten@vi-du.vn');
    expect(body).toContain('Dùng ít nhất 12 ký tự');
    expect(body).toContain('aria-invalid="true"');
    expect(body).toContain('value="Vũ &quot;Lan&quot;"');
    expect(body).not.toContain('ngắn"');
    const wrong = await service
      .browser()
      .submit('/sign-in?lang=en', { email: uniqueEmail(), password: 'sai mật khẩu' });
    expect([wrong.status, wrong.body.includes('The email address or the password is wrong')]).toEqual([401, true]);
  });

  it('refuse what another site sends, what is no form, and what is too much', async () => {
    const browser = service.browser();
    const form = { email: uniqueEmail(), password: PASSWORD };
    const foreign = { Origin: 'https://evil.example' };
    for (const path of [
      '/sign-in',
      '/sign-up',
      '/sign-out',
      '/account/erase',
      '/organisations',
      '/invitations/accept',
    ]) {
      expect([path, (await browser.submit(path, form, foreign)).status]).toEqual([path, 403]);
    }
    expect((await browser.submit('/sign-in', form, { Origin: 'null' })).status).toBe(403);
    expect((await browser.call('POST', '/sign-in', form)).status).toBe(415);
    expect((await browser.submit('/sign-in', { ...form, more: 'x'.repeat(30_000) })).status).toBe(413);
    expect((await browser.submit('/sign-in', { ...form, email: 'a\0@b.vn' })).status).toBe(400);
  });

  it('lead nowhere but to this server', async () => {
    const browser = service.browser();
    const email = await signUp(browser, undefined, 'https://evil.example/');
    const elsewhere = [
      ...['https://evil.example', '//evil.example', '///evil.example', '/\\evil.example', '/\t/evil.example'],
      ...['/.//evil.example', '/..//evil.example', '/%2e//evil.example', '/a/..//evil.example', '//[', 'javascript:1'],
    ];
    for (const next of elsewhere) {
      const { headers } = await browser.submit('/sign-in', { email, password: PASSWORD, next });
      expect([next, headers.get('Location')]).toEqual([next, '/organisations?lang=vi']);
    }
    const inside = await browser.submit('/sign-in', { email, password: PASSWORD, next: '/account?x=1' });
    expect(inside.headers.get('Location')).toBe('/account?x=1&lang=vi');
  });

  it('an invitation leads through signing in back to itself', async () => {
    const owner = await service.person();
    await owner.call('POST', '/v1/organisations', { kind: 'company', name: 'Công ty Mời' });
    const email = uniqueEmail();
    const { body: sent } = await owner.call('POST', '/v1/organisation/invitations', { email, role: 'viewer' });
    const path = sent.link.replace(BASE_URL, '');
    const guest = service.browser();
    const first = await guest.call('GET', `${path}&lang=vi`);
    expect(first.body).toContain('Lời mời tham gia Công ty Mời');
    const next = /href="\/sign-up\?next=([^&"]+)/.exec(first.body)?.[1];
    await signUp(guest, email, decodeURIComponent(next!));
    const back = await follow(
      guest,
      await guest.submit('/sign-in', { email, password: PASSWORD, next: decodeURIComponent(next!) }),
    );
    expect(back.body).toContain('name="token"');
    const joined = await follow(guest, await guest.submit('/invitations/accept', { token: sent.token }));
    expect(joined.body).toContain('Công ty Mời');
    expect((await guest.call('GET', '/v1/organisation')).body.name).toBe('Công ty Mời');
    const twice = await guest.submit('/invitations/accept?lang=vi', { token: sent.token });
    expect([twice.status, twice.body.includes('đã được nhận')]).toEqual([409, true]);
    expect(
      (await guest.call('GET', '/invitations/accept?token=khong-co', undefined, { Accept: 'text/html' })).status,
    ).toBe(404);
  });

  it('turn the second step on, ask for it, and turn it off', async () => {
    const browser = service.browser();
    const email = await signUp(browser);
    await browser.submit('/sign-in', { email, password: PASSWORD });
    const wrong = await browser.submit('/account/two-factor?lang=vi', { password: 'sai mật khẩu rồi' });
    expect([wrong.status, wrong.body.includes('id="password-mistake"')]).toEqual([422, true]);
    const shown = await browser.submit('/account/two-factor?lang=vi', { password: PASSWORD });
    expect([shown.status, shown.body.includes('<svg')]).toEqual([200, true]);
    const secret = /<code>([A-Z2-7 ]{20,})<\/code>/.exec(shown.body)![1]!.replaceAll(' ', '');
    const uri = `otpauth://totp/x?secret=${secret}`;
    await follow(browser, await browser.submit('/account/two-factor/confirm', { code: totp(uri) }));
    const other = service.browser();
    const step = await follow(other, await other.submit('/sign-in?lang=vi', { email, password: PASSWORD }));
    expect(step.body).toContain('Bước xác thực thứ hai');
    const bad = await other.submit('/sign-in/two-factor?lang=vi', { code: '000000' });
    expect([bad.status, bad.body.includes('Mã xác thực không đúng')]).toEqual([401, true]);
    await follow(other, await other.submit('/sign-in/two-factor', { code: totp(uri).replace(/(...)/, '$1 ') }));
    expect((await other.call('GET', '/v1/me')).status).toBe(200);
    await follow(other, await other.submit('/account/two-factor/off', { password: PASSWORD }));
    expect((await other.call('GET', '/account?lang=en')).body).toContain('It is off.');
  });

  it('end other sessions, and erase the account', async () => {
    const [one, two] = [service.browser(), service.browser()];
    const email = await signUp(one);
    for (const browser of [one, two]) await browser.submit('/sign-in', { email, password: PASSWORD });
    const account = await one.call('GET', '/account');
    const id = /name="id" value="([^"]+)"/.exec(account.body)![1]!;
    await follow(one, await one.submit('/account/end-session', { id }));
    expect((await two.call('GET', '/v1/me')).status).toBe(401);
    const refused = await one.submit('/account/erase?lang=vi', { password: 'sai mật khẩu rồi' });
    expect([refused.status, refused.body.includes('id="erase-password-mistake"')]).toEqual([422, true]);
    expect(refused.body).toContain('href="#erase-password"');
    const gone = await follow(one, await one.submit('/account/erase?lang=vi', { password: PASSWORD }));
    expect(gone.body).toContain('Tài khoản đã bị xóa');
    expect((await one.submit('/sign-in', { email, password: PASSWORD })).status).toBe(401);
  });

  it('an adviser chooses for whom to work, and what has ended is no longer chosen', async () => {
    const [client, adviser] = [await service.person(), await service.person()];
    const { body: company } = await client.call('POST', '/v1/organisations', { kind: 'company', name: 'Khách' });
    const { body: office } = await adviser.call('POST', '/v1/organisations', { kind: 'adviser', name: 'Tư vấn' });
    const grant = await client.call('POST', '/v1/organisation/advisers', { adviserId: office.id });
    expect((await adviser.submit('/organisations/choose', { id: company.id })).status).toBe(303);
    expect((await adviser.call('POST', '/v1/systems', { name: 'Cho khách' })).status).toBe(201);
    expect((await client.call('GET', '/v1/systems')).body.items).toHaveLength(1);
    await client.call('DELETE', `/v1/organisation/advisers/${grant.body.id}`);
    expect((await adviser.call('GET', '/v1/systems')).body.items).toEqual([]);
    const stranger = await service.person();
    expect((await stranger.submit('/organisations/choose', { id: company.id })).status).toBe(404);
  });
});
