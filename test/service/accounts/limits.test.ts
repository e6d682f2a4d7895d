import { describe, expect, it } from 'vitest';
import { PASSWORD, startAccounts, uniqueEmail } from '../../support/people.ts';
import { BASE_URL } from '../../support/service.ts';

const byName = startAccounts(() => ({
  limits: { perAddress: { window: 60, max: 1_000 }, perName: { window: 900, max: 3 } },
}));
const byAddress = startAccounts(() => ({
  limits: { perAddress: { window: 60, max: 4 }, perName: { window: 900, max: 1_000 } },
}));

describe('attempts to sign in', () => {
  it('are limited for each name, known or not, and signing in clears them', async () => {
    const person = await byName.person();
    for (const email of [person.email, uniqueEmail()]) {
      const browser = byName.browser();
      const statuses: number[] = [];
      let last: Awaited<ReturnType<typeof browser.call>> | undefined;
      for (let attempt = 0; attempt < 4; attempt += 1) {
        last = await browser.call('POST', '/auth/sign-in/email', { email, password: 'sai mật khẩu rồi' });
        statuses.push(last.status);
      }
      expect(statuses).toEqual([401, 401, 401, 429]);
      expect(Number(last!.headers.get('Retry-After'))).toBeGreaterThan(800);
      expect(last!.body.type).toBe('/problems/too-many-requests');
    }
    const locked = await byName
      .browser()
      .call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    expect(locked.status).toBe(429);
    const other = await byName.person();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const { status } = await byName
        .browser()
        .call('POST', '/auth/sign-in/email', { email: other.email, password: PASSWORD });
      expect(status).toBe(200);
    }
    const kept = JSON.stringify(await byName.asOwner('select * from auth_attempt'));
    expect(kept).not.toContain(person.email);
  });

  it('are limited for each address, which a caller cannot choose', async () => {
    const attempt = async (clientAddress: string, forwarded: string) => {
      const response = await byAddress.app.request(
        `${BASE_URL}/auth/sign-in/email`,
        {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            'X-Forwarded-For': forwarded,
            'X-Luongtri-Address': forwarded,
          },
          body: JSON.stringify({ email: uniqueEmail(), password: 'sai mật khẩu rồi' }),
        },
        { clientAddress },
      );
      return response.status;
    };
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push(await attempt('203.0.113.7', `198.51.100.${count}`));
    expect(statuses).toEqual([401, 401, 401, 401, 429]);
    expect(await attempt('203.0.113.8', '198.51.100.9')).toBe(401);
  });
});
