import { describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/adapters/node/fetcher.ts';
import { urlIssues } from '../../../src/features/webhooks/check-url.ts';
import { isPublicAddress } from '../../../src/features/webhooks/index.ts';
import { startReceiver } from '../../support/receiver.ts';

const receiver = startReceiver();
const post = (fetcher: ReturnType<typeof createFetcher>, url: string) => fetcher.post({ url, headers: {}, body: '{}' });

describe('a webhook goes where it was checked to go', () => {
  it.each([301, 302, 303, 307, 308])('%d is an answer, not a way: nothing follows it', async (status) => {
    receiver.received.length = 0;
    receiver.answers = [status];
    expect(await post(createFetcher({ allowsLoopback: true }), `${receiver.url}/`)).toEqual({ status });
    expect(receiver.received).toHaveLength(1);
    receiver.answers = [204];
  });

  it('a name is looked up once, and the connection is made to what was checked', async () => {
    receiver.received.length = 0;
    const answers = [['127.0.0.1'], ['10.0.0.5']];
    let asked = 0;
    const resolve = async () => answers[asked++]!;
    const { port } = new URL(receiver.url);
    const fetcher = createFetcher({ allowsLoopback: true, resolve });
    expect(await post(fetcher, `http://rebind.example.vn:${port}/`)).toEqual({ status: 204 });
    expect([asked, receiver.received.length]).toEqual([1, 1]);
    // The next delivery asks again, and finds the name elsewhere.
    expect(await post(fetcher, `http://rebind.example.vn:${port}/`)).toEqual({ failure: 'address_refused' });
    expect([asked, receiver.received.length]).toEqual([2, 1]);
  });

  it.each([
    'fe80::1%eth0',
    '::ffff:0.0.0.0',
    '::ffff:a9fe:a9fe',
    '::169.254.169.254',
    '0:0:0:0:0:ffff:127.0.0.1',
    '64:ff9b::169.254.169.254',
    '2001:0:a9fe:a9fe::1',
    '2002:a9fe:a9fe::1',
    '0.1.2.3',
    '192.88.99.1',
    '198.51.100.1',
    '239.255.255.250',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    'https://localhost/',
    'https://LOCALHOST/',
    'https://0.0.0.0/',
    'https://0/',
    'https://127.1/',
    'https://[::]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://169.254.169.254/latest/meta-data',
    'https://①②⑦.⓪.⓪.①/',
    'http://example.vn/',
    'https://user@example.vn/',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ])('%s is refused before anything is kept', (url) => {
    expect(urlIssues(url, false).map(({ pointer }) => pointer)).toEqual(['/url']);
  });

  it('a name of this machine with a dot at its end passes as a name, and goes nowhere', async () => {
    const fetcher = createFetcher({ timeoutMs: 2_000 });
    const { port } = new URL(receiver.url);
    receiver.received.length = 0;
    const answer = await post(fetcher, `https://localhost.:${port}/`);
    expect('failure' in answer && ['address_refused', 'name_not_found'].includes(answer.failure)).toBe(true);
    expect(receiver.received).toEqual([]);
  });
});
