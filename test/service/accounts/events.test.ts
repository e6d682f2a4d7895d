import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../support/app.ts';
import { PASSWORD, startAccounts, uniqueEmail } from '../../support/people.ts';
import { totp } from '../../support/totp.ts';

const service = startAccounts(() => ({ mail: true }));

/** Kinds of the events of an organisation, oldest first, with what they say. */
async function eventsOf(organisationId: string): Promise<string[]> {
  const rows = await service.asOwner(
    `select kind, content from event where organisation_id = '${organisationId}' and kind like 'person.%' order by id`,
  );
  return rows.map(({ kind, content }) => {
    const { details } = JSON.parse(String(content)) as { details: Record<string, string> };
    return [kind, ...Object.values(details)].join(' ');
  });
}

async function newPerson() {
  const [email, browser] = [uniqueEmail(), service.browser()];
  await browser.call('POST', '/auth/sign-up/email', { name: 'Trần Văn Bình', email, password: PASSWORD });
  const link = /\/auth\/verify-email\S+/.exec(service.mails.findLast(({ to }) => to === email)!.text)![0];
  await browser.call('GET', link);
  const [row] = await service.asOwner(`select id from auth_user where email = '${email}'`);
  return { email, browser, userId: String(row!.id) };
}

async function member(userId: string): Promise<string> {
  const { id } = await service.organisation('company');
  await service.asOwner(
    `insert into member (organisation_id, user_id, role, joined_at) values ('${id}', '${userId}', 'viewer', now())`,
  );
  return id;
}

describe('what happens to an account', () => {
  it('stands in the log of every organisation of the person, and says nothing but what happened', async () => {
    const { email, browser, userId } = await newPerson();
    const organisations = [await member(userId), await member(userId)];
    const signIn = (password = PASSWORD) => browser.call('POST', '/auth/sign-in/email', { email, password });
    expect((await signIn()).status).toBe(200);
    const { totpURI } = (await browser.call('POST', '/auth/two-factor/enable', { password: PASSWORD })).body;
    await browser.call('POST', '/auth/two-factor/verify-totp', { code: totp(totpURI) });
    await browser.call('POST', '/auth/revoke-other-sessions');
    await browser.call('POST', '/auth/sign-out');
    expect((await signIn()).body.twoFactorRequired).toBe(true);
    await browser.call('POST', '/auth/two-factor/verify-totp', { code: totp(totpURI) });
    expect((await browser.call('POST', '/auth/two-factor/disable', { password: PASSWORD })).status).toBe(200);
    const newPassword = `${PASSWORD} mới`;
    const change = { currentPassword: PASSWORD, newPassword };
    expect((await browser.call('POST', '/auth/change-password', change)).status).toBe(200);
    expect((await browser.call('POST', '/auth/revoke-sessions')).status).toBe(200);
    for (const id of organisations) {
      expect(await eventsOf(id)).toEqual([
        'person.signed_in password',
        'person.second_factor_on',
        'person.sessions_ended others',
        'person.signed_in authenticator',
        'person.second_factor_off',
        'person.password_changed',
        'person.sessions_ended all',
      ]);
    }
    const kept =
      await service.asOwner(`select e.content, p.ip from event e left join event_personal p on p.event_id = e.id
      where e.kind like 'person.%' and e.organisation_id = '${organisations[0]}'`);
    expect(JSON.stringify(kept)).not.toContain(email);
    expect(kept.every(({ ip }) => ip === null)).toBe(true);
  });

  it('a password that was reset by mail, and forms of pages, stand there too', async () => {
    const { email, browser, userId } = await newPerson();
    const organisation = await member(userId);
    await browser.call('POST', '/auth/request-password-reset', { email });
    const token = /reset-password\?token=([^\s&]+)/.exec(service.mails.findLast(({ to }) => to === email)!.text)![1]!;
    const reset = { token: decodeURIComponent(token), newPassword: `${PASSWORD} mới` };
    expect((await browser.call('POST', '/auth/reset-password', reset)).status).toBe(200);
    await browser.submit('/sign-in', { email, password: `${PASSWORD} mới` });
    await browser.submit('/account/sign-out-everywhere', {});
    expect(await eventsOf(organisation)).toEqual([
      'person.password_reset',
      'person.signed_in password',
      'person.sessions_ended all',
    ]);
  });

  it('of a person without an organisation stands in the log of the service', async () => {
    const { email, browser, userId } = await newPerson();
    await browser.call('POST', '/auth/sign-in/email', { email, password: PASSWORD });
    const rows = await service.asOwner(
      `select kind from event where organisation_id = 'service' and subject_id = '${userId}'`,
    );
    expect(rows).toEqual([{ kind: 'person.signed_in' }]);
  });

  it('what was refused is in the operator’s log, without a name, and makes the signed log no longer', async () => {
    const { email, browser, userId } = await newPerson();
    const organisation = await member(userId);
    const { logged } = service.ctx as unknown as { logged: LogEntry[] };
    logged.length = 0;
    await browser.call('POST', '/auth/sign-in/email', { email, password: 'không phải mật khẩu' });
    expect(logged).toMatchObject([{ event: 'sign-in refused', fields: { path: '/sign-in/email', status: 401 } }]);
    expect(JSON.stringify(logged)).not.toContain(email);
    expect(await eventsOf(organisation)).toEqual([]);
  });
});
