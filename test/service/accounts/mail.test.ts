import { describe, expect, it } from 'vitest';
import { PASSWORD, startAccounts, uniqueEmail } from '../../support/people.ts';
import { BASE_URL } from '../../support/service.ts';

const service = startAccounts(() => ({ mail: true, operatorEmail: 'Van.Hanh@vi-du.vn' }));

/** The link in the last message to an address; mail is sent behind the answer. */
async function linkTo(email: string, part: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const text = service.mails.findLast(({ to, text }) => to === email && text.includes(part))?.text;
    const link = text && /https?:\/\/\S+/.exec(text)?.[0];
    if (link) return link.replace(BASE_URL, '');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no mail to ${email}: ${JSON.stringify(service.mails)}`);
}

async function verified(email = uniqueEmail()) {
  const browser = service.browser();
  await browser.call('POST', '/auth/sign-up/email', { name: 'Đỗ Minh', email, password: PASSWORD });
  const opened = await browser.call('GET', await linkTo(email, '/auth/verify-email'));
  expect([opened.status, opened.headers.get('Location')]).toEqual([302, '/sign-in?verified=1']);
  const { status, body } = await browser.call('POST', '/auth/sign-in/email', { email, password: PASSWORD });
  expect(status).toBe(200);
  return { ...browser, email, userId: body.user.id };
}

describe('with mail', () => {
  it('an address counts once its link was opened', async () => {
    const browser = service.browser();
    const email = uniqueEmail();
    const up = await browser.call('POST', '/auth/sign-up/email', { name: 'Đỗ Minh', email, password: PASSWORD });
    expect(up.body).toEqual({ email, next: 'verify_email' });
    const early = await browser.call('POST', '/auth/sign-in/email', { email, password: PASSWORD });
    expect([early.status, early.body.errors[0].code]).toEqual([403, 'email_not_verified']);
    const wrong = await browser.call('POST', '/auth/sign-in/email', { email, password: 'không phải mật khẩu' });
    expect(wrong.status).toBe(401);
    await browser.call('GET', await linkTo(email, '/auth/verify-email'));
    const late = await browser.call('POST', '/auth/sign-in/email', { email, password: PASSWORD });
    expect(late.body.user.emailVerified).toBe(true);
    const bad = await browser.call('GET', '/auth/verify-email?token=khong.phai.that&callbackURL=%2Fsign-in');
    expect([bad.status, bad.headers.get('Location')]).toEqual([302, expect.stringContaining('error=')]);
    const away = await browser.call('GET', '/auth/verify-email?token=x&callbackURL=https%3A%2F%2Fevil.example');
    expect(away.status).toBe(422);
  });

  it('tells nobody but the owner of an address that it is taken', async () => {
    const person = await verified();
    const again = await service
      .browser()
      .call('POST', '/auth/sign-up/email', { name: 'X', email: person.email, password: PASSWORD });
    expect([again.status, again.body]).toEqual([200, { email: person.email, next: 'verify_email' }]);
    expect(await linkTo(person.email, 'đã có tài khoản')).toBe('/sign-in');
  });

  it('resets a password once, ends every session, and answers the same for nobody', async () => {
    const person = await verified();
    const browser = service.browser();
    const [known, unknown] = [
      await browser.call('POST', '/auth/request-password-reset', { email: person.email }),
      await browser.call('POST', '/auth/request-password-reset', { email: uniqueEmail() }),
    ];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    const link = await linkTo(person.email, '/reset-password');
    const token = new URL(link, BASE_URL).searchParams.get('token');
    const short = await browser.call('POST', '/auth/reset-password', { token, newPassword: 'ngắn' });
    expect([short.status, short.body.errors[0].pointer]).toEqual([422, '/newPassword']);
    const newPassword = 'một mật khẩu khác dài';
    expect((await browser.call('POST', '/auth/reset-password', { token, newPassword })).status).toBe(200);
    expect((await person.call('GET', '/v1/me')).status).toBe(401);
    const twice = await browser.call('POST', '/auth/reset-password', { token, newPassword });
    expect([twice.status, twice.body.errors[0].code]).toEqual([422, 'invalid_token']);
    const old = await browser.call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    expect(old.status).toBe(401);
    const fresh = await browser.call('POST', '/auth/sign-in/email', { email: person.email, password: newPassword });
    expect(fresh.status).toBe(200);
  });

  it('carries invitations, whose link is then shown to nobody else', async () => {
    const owner = await verified();
    await owner.call('POST', '/v1/organisations', { kind: 'company', name: 'Công ty Sen' });
    const invitee = await verified();
    const sent = await owner.call('POST', '/v1/organisation/invitations', { email: invitee.email, role: 'viewer' });
    expect(sent.body).toMatchObject({ mailed: true, token: null, link: null });
    const link = await linkTo(invitee.email, '/invitations/accept');
    const token = new URL(link, BASE_URL).searchParams.get('token');
    expect((await invitee.call('POST', '/v1/invitations/accept', { token })).status).toBe(200);
  });
});

describe('the first operator', () => {
  it('is whoever proved to own the address that the environment names', async () => {
    const operator = await verified('van.hanh@vi-du.vn');
    expect((await operator.call('GET', '/v1/me')).body.isOperator).toBe(true);
    expect((await operator.call('GET', '/v1/operator/organisations')).status).toBe(200);
    const other = await verified();
    expect((await other.call('GET', '/v1/operator/organisations')).status).toBe(404);
  });
});
