import { describe, expect, it } from 'vitest';
import { PASSWORD, startAccounts } from '../../support/people.ts';
import { totp } from '../../support/totp.ts';

const service = startAccounts();

async function protectedPerson() {
  const person = await service.person();
  const setUp = await person.call('POST', '/auth/two-factor/enable', { password: PASSWORD });
  expect(setUp.status).toBe(200);
  const { totpURI, backupCodes } = setUp.body as { totpURI: string; backupCodes: string[] };
  const first = await person.call('POST', '/auth/two-factor/verify-totp', { code: totp(totpURI) });
  expect(first.body).toMatchObject({ twoFactorRequired: false, user: { email: person.email } });
  return { ...person, totpURI, backupCodes };
}

const wrongCode = (uri: string): string => String((Number(totp(uri)) + 111_111) % 1_000_000).padStart(6, '0');

async function begin(email: string) {
  const browser = service.browser();
  const { body } = await browser.call('POST', '/auth/sign-in/email', { email, password: PASSWORD });
  expect(body).toEqual({ twoFactorRequired: true, user: null });
  return browser;
}

describe('two-factor authentication', () => {
  it('is on after a first code, and then the password alone opens nothing', async () => {
    const person = await protectedPerson();
    expect(person.totpURI).toMatch(/^otpauth:\/\/totp\//);
    const browser = await begin(person.email);
    expect((await browser.call('GET', '/v1/me')).status).toBe(401);
    const wrong = await browser.call('POST', '/auth/two-factor/verify-totp', { code: wrongCode(person.totpURI) });
    expect([wrong.status, wrong.body.errors[0].code]).toEqual([401, 'invalid_code']);
    const right = await browser.call('POST', '/auth/two-factor/verify-totp', { code: totp(person.totpURI) });
    expect(right.status).toBe(200);
    expect((await browser.call('GET', '/v1/me')).body.email).toBe(person.email);
    expect((await browser.call('GET', '/auth/get-session')).body.user.twoFactorEnabled).toBe(true);
  });

  it('set up without a first code asks for none', async () => {
    const person = await service.person();
    await person.call('POST', '/auth/two-factor/enable', { password: PASSWORD });
    const browser = service.browser();
    const { body } = await browser.call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    expect(body.twoFactorRequired).toBe(false);
  });

  it('a backup code works once', async () => {
    const person = await protectedPerson();
    const [code] = person.backupCodes;
    const first = await begin(person.email);
    expect((await first.call('POST', '/auth/two-factor/verify-backup-code', { code })).status).toBe(200);
    const second = await begin(person.email);
    const used = await second.call('POST', '/auth/two-factor/verify-backup-code', { code });
    expect([used.status, used.body.errors[0].code]).toEqual([401, 'invalid_backup_code']);
    const renewed = await first.call('POST', '/auth/two-factor/generate-backup-codes', { password: PASSWORD });
    expect(renewed.body.backupCodes).not.toContain(person.backupCodes[1]);
    const old = await second.call('POST', '/auth/two-factor/verify-backup-code', { code: person.backupCodes[1] });
    expect(old.status).toBe(401);
  });

  it('cannot be guessed: a sign-in ends after a few wrong codes', async () => {
    const person = await protectedPerson();
    const browser = await begin(person.email);
    const codes: string[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const { body } = await browser.call('POST', '/auth/two-factor/verify-totp', { code: wrongCode(person.totpURI) });
      codes.push(body.errors[0].code);
    }
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('invalid_code'));
    expect(codes.at(-1)).not.toBe('invalid_code');
    const late = await browser.call('POST', '/auth/two-factor/verify-totp', { code: totp(person.totpURI) });
    expect(late.status).toBe(401);
  });

  it('is turned on and off with the password only, and a code without a sign-in says so', async () => {
    const person = await protectedPerson();
    const wrong = await person.call('POST', '/auth/two-factor/disable', { password: 'sai mật khẩu rồi' });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/password']);
    expect((await person.call('POST', '/auth/two-factor/enable', { password: PASSWORD })).status).toBe(409);
    expect((await person.call('POST', '/auth/two-factor/disable', { password: PASSWORD })).status).toBe(200);
    const { body } = await service
      .browser()
      .call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    expect(body.twoFactorRequired).toBe(false);
    const stray = await service.browser().call('POST', '/auth/two-factor/verify-totp', { code: '000000' });
    expect([stray.status, stray.body.errors[0].code]).toEqual([401, 'invalid_two_factor_cookie']);
  });

  it('keeps neither the secret nor the codes readable', async () => {
    const person = await protectedPerson();
    const [row] = await service.asOwner(`select * from auth_two_factor where user_id = '${person.userId}'`);
    expect(JSON.stringify(row)).not.toContain(new URL(person.totpURI).searchParams.get('secret')!);
    for (const code of person.backupCodes) expect(row!.backup_codes).not.toContain(code);
  });
});
