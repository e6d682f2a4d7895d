import { describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/adapters/node/fetcher.ts';
import { isPublicAddress } from '../../../src/features/webhooks/index.ts';

const INSIDE = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.7',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::1',
  '2002:a00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'not an address',
];
const OUTSIDE = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
];

const request = (url: string) => ({ url, headers: {}, body: '{}' });

describe('addresses that webhooks may reach', () => {
  it.each(INSIDE)('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(OUTSIDE)('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://1.1.1.1/',
    'ftp://1.1.1.1/',
  ])('%s is refused without a connection', async (url) => {
    expect(await createFetcher().post(request(url))).toEqual({ failure: 'address_refused' });
  });

  it.each([
    ['a private address', ['10.0.0.5']],
    ['a private address beside a public one', ['1.1.1.1', '192.168.0.1']],
    ['this machine', ['127.0.0.1']],
    ['nothing', []],
  ])('a name that points to %s is refused', async (_, addresses) => {
    const fetcher = createFetcher({ resolve: async () => addresses });
    expect(await fetcher.post(request('https://hooks.example.vn/'))).toEqual({ failure: 'address_refused' });
  });

  it('a name is resolved once for a connection: rebinding it meanwhile gains nothing', async () => {
    const asked: string[] = [];
    // Public to the one who checks, private to whoever would ask again.
    const answers = [['192.0.2.1'], ['127.0.0.1']];
    const fetcher = createFetcher({
      timeoutMs: 300,
      resolve: async (name) => {
        asked.push(name);
        return answers.shift()!;
      },
    });
    expect(await fetcher.post(request('https://rebind.example.vn/'))).toEqual({ failure: 'address_refused' });
    expect(asked).toEqual(['rebind.example.vn']);
  });

  it('loopback is reached only where it is allowed', async () => {
    const allowed = createFetcher({ allowsLoopback: true });
    // Port 9 is closed: the connection was tried, not refused by us.
    expect(await allowed.post(request('http://127.0.0.1:9/'))).toEqual({ failure: 'connection_failed' });
    expect(await allowed.post(request('http://10.0.0.1:9/'))).toEqual({ failure: 'address_refused' });
    expect(await createFetcher().post(request('http://127.0.0.1:9/'))).toEqual({ failure: 'address_refused' });
  });
});
