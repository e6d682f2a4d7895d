/** @module A web server of the test, which receives webhooks and answers as it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** Status of the next answers; the last one stays. */
  answers: number[];
  /** What is done before an answer is sent. */
  before?: (() => Promise<void>) | undefined;
}

/** Listens during the tests of a file. */
export function startReceiver(): Receiver {
  const receiver: Receiver = { url: '', received: [], answers: [204] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    receiver.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    await receiver.before?.();
    const status = receiver.answers.length > 1 ? receiver.answers.shift()! : receiver.answers[0]!;
    response.writeHead(status, status >= 300 && status < 400 ? { Location: `${receiver.url}/elsewhere` } : {});
    response.end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return receiver;
}
