import { describe, expect, it } from 'vitest';
import { BASE_URL, startService } from '../../support/service.ts';

const service = startService();

const FOREIGN: Record<string, string>[] = [
  { Origin: 'https://evil.example' },
  // A form in a sandbox, or behind a page without a referrer.
  { Origin: 'null' },
  // Another port, scheme or subdomain is another site's page.
  { Origin: 'http://localhost:81' },
  { Origin: 'https://localhost' },
  { Origin: 'http://a.localhost' },
  { Origin: 'http://localhost.evil.example' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'none' },
];

/** What a form or a script can send without asking the server first, and what it can send after. */
const BODIES: [type: string | undefined, body: string | undefined][] = [
  ['text/plain', '{"name":"Hệ thống"}'],
  ['application/x-www-form-urlencoded', 'name=a'],
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\na\r\n--x--\r\n'],
  ['application/json', '{"name":"Hệ thống"}'],
  [undefined, undefined],
];

async function post(path: string, headers: Record<string, string>, type?: string, body?: string) {
  return service.app.request(`${BASE_URL}${path}`, {
    method: 'POST',
    headers: { ...headers, ...(type ? { 'Content-Type': type } : {}) },
    ...(body === undefined ? {} : { body }),
  });
}

describe('a request with the cookie of a session', () => {
  it('from another site’s page does nothing, whatever it sends', async () => {
    const { headers } = await (await service.organisation('company')).person('owner');
    for (const foreign of FOREIGN) {
      for (const [type, body] of BODIES) {
        const paths = ['/v1/systems', '/v1/evidence/files?filename=a.txt', '/v1/assessments/asm_x/reopen'];
        for (const path of paths) {
          const response = await post(path, { ...headers, ...foreign }, type, body);
          expect([path, type, JSON.stringify(foreign), response.status]).toEqual([
            path,
            type,
            JSON.stringify(foreign),
            403,
          ]);
        }
      }
    }
    const rows = await service.asOwner(
      'select 1 from event union all select 1 from system union all select 1 from evidence',
    );
    expect(rows).toEqual([]);
  });

  it('from a page of ours, or from a program that is no browser, is done; JSON is JSON', async () => {
    const { headers } = await (await service.organisation('company')).person('owner');
    const json = (own: Record<string, string>) =>
      post('/v1/systems', { ...headers, ...own }, 'application/json', '{"name":"Hệ thống"}');
    expect((await json({ Origin: BASE_URL })).status).toBe(201);
    expect((await json({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(201);
    expect((await json({})).status).toBe(201);
    expect((await post('/v1/systems', headers, 'text/plain', '{"name":"Hệ thống"}')).status).toBe(415);
  });
});
