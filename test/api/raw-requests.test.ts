import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/adapters/node/listen.ts';
import { PROBLEM_TYPES, type ProblemType } from '../../src/app/problem-types.ts';
import { app } from '../support/app.ts';

let opened: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  opened = await listen({
    fetch: (request, clientAddress) => app.fetch(request, { clientAddress }),
    host: '127.0.0.1',
    port: 0,
    nextIfTaken: false,
  });
});
afterAll(() => opened.server.close());

/** Sends bytes, and says that no more come. @returns everything that comes back until the connection ends */
const send = (bytes: string | Uint8Array, { leaves = false } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect((opened.server.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write(bytes);
      if (leaves) socket.end();
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error(`still open after: ${answer}`)));
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });

const HEAD = 'Host: x\r\nConnection: close\r\n';
const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\n${HEAD}${more}\r\n`;
const post = (headers: string, body: string): string =>
  `POST /v1/assess HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\n${headers}\r\n${body}`;

/** The head and the document of one answer. */
function read(answer: string): { status: number; head: string; body: string } {
  const [head = '', body = ''] = answer.split(/\r\n\r\n(.*)/s);
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body };
}

describe('bytes that are no request', () => {
  it.each<[string, string | Uint8Array, ProblemType]>([
    ['any bytes', Uint8Array.of(1, 2, 3, 255, 254, 10, 13, 10, 13, 10), 'bad-request'],
    ['a handshake of TLS', Buffer.from('16030100a5010000a10303', 'hex'), 'bad-request'],
    ['a version that does not exist', `GET / HTTP/9.9\r\n${HEAD}\r\n`, 'bad-request'],
    ['a method that does not exist', `FOO / HTTP/1.1\r\n${HEAD}\r\n`, 'bad-request'],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 'bad-request'],
    ['two hosts', get('/healthz', 'Host: y\r\n'), 'bad-request'],
    ['a host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 'bad-request'],
    ['half an address as host', 'GET /healthz HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n', 'bad-request'],
    ['a path as host', 'GET /healthz HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n', 'bad-request'],
    ['a field without a colon', get('/healthz', 'abc\r\n'), 'bad-request'],
    ['NUL in a field', get('/healthz', 'X: a\0b\r\n'), 'bad-request'],
    ['a folded field', get('/healthz', 'X: a\r\n b\r\n'), 'bad-request'],
    ['a space after a name', get('/healthz', 'X : a\r\n'), 'bad-request'],
    ['a length that is no number', post('Content-Length: abc\r\n', '{}'), 'bad-request'],
    ['a negative length', post('Content-Length: -1\r\n', '{}'), 'bad-request'],
    ['two lengths', post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}'), 'bad-request'],
    ['a length and chunks', post('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 'bad-request'],
    ['a chunk without a size', post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'), 'bad-request'],
    ['raw letters in the path', get('/về'), 'bad-request'],
    ['a backslash in the path', get('/\\..\\x'), 'bad-request'],
    ['a star', `OPTIONS * HTTP/1.1\r\n${HEAD}\r\n`, 'bad-request'],
    ['100,000 characters of a field', get('/healthz', `X: ${'a'.repeat(100_000)}\r\n`), 'headers-too-large'],
    ['20,000 characters of a path', get(`/${'a'.repeat(20_000)}`), 'headers-too-large'],
  ])('%s: told in a problem document, and the connection ends', async (_, bytes, type) => {
    const { status, head, body } = read(await send(bytes));
    expect([status, head]).toEqual([
      PROBLEM_TYPES[type].status,
      expect.stringMatching(/content-type: application\/problem\+json/i),
    ]);
    expect(JSON.parse(body)).toMatchObject({ type: `/problems/${type}`, status });
    expect(head).toContain(JSON.parse(body).requestId);
    expect((await fetch(`${opened.address.url}/healthz`)).status).toBe(200);
  });
});

describe('a length that is not the one of the body', () => {
  it('longer: nothing is assessed, and the sender who left is missed by nobody', async () => {
    const { status, body } = read(
      await send(post('Content-Length: 100\r\n', '{"system":{"name":"x"}}'), { leaves: true }),
    );
    expect([status, JSON.parse(body).type]).toEqual([400, '/problems/bad-request']);
  });

  it('shorter: what is left over is not taken for more of it', async () => {
    const answer = await send(`${post('Content-Length: 2\r\n', '{}')}{"system":{"name":"x"}}`);
    expect(answer).not.toContain('HTTP/1.1 200');
    expect(read(answer).status).toBeGreaterThanOrEqual(400);
  });

  it('paths that decode to nothing sensible are answered like any that do not exist', async () => {
    for (const path of ['/%00', '/v1/questionnaires/%ff', '//evil.example/x', '/v1/questionnaires/%zz']) {
      expect([path, read(await send(get(path))).status]).toEqual([path, 404]);
    }
  });
});
