/**
 * @module What is answered to bytes that are no request: the app never sees them, and its senders too are told what is the matter
 * in a problem document (RFC 9457).
 */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestError } from '@hono/node-server';
import type { ProblemType } from '../../app/problem-types.ts';
import { Problem, problemDocument } from '../../app/problems.ts';
import { jsonLog } from './context.ts';

const TYPES: Record<string, ProblemType> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

const UNREADABLE = {
  vi: 'Đây không phải là một yêu cầu HTTP/1.1 đúng cú pháp: dòng đầu, tên máy chủ, một trường đầu hoặc độ dài bị sai.',
  en: 'This is not a well-formed HTTP/1.1 request: its first line, its host, a header field or its length is wrong.',
};

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

function answerOf(type: ProblemType, requestId: string = randomUUID()): Answer {
  const problem = new Problem(type, type === 'bad-request' ? UNREADABLE : undefined);
  const document = problemDocument(problem, 'vi', '', requestId);
  return {
    status: document.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Content-Language': 'vi',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': requestId,
    },
    body: JSON.stringify(document),
  };
}

/** For a request whose address or host names nothing that can be asked for; the app answers for its own failures. */
export function answerFailure(error: unknown): Response {
  const requestId = randomUUID();
  const isUnreadable = error instanceof RequestError;
  if (!isUnreadable) jsonLog.error('request failed', { requestId, error });
  const { status, headers, body } = answerOf(isUnreadable ? 'bad-request' : 'internal-error', requestId);
  return new Response(body, { status, headers });
}

/** @throws RequestError for two names: which of them a proxy in front went by is not known */
export function requireOneHost({ headersDistinct: { host = [] } }: IncomingMessage): void {
  if (host.length > 1) throw new RequestError('more than one host');
}

/** Answers on the connection itself, and ends it: where the next request would begin is not known. */
export function answerUnreadable(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => answering.set(socket, response));
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Duplex) => {
    const begun = answering.get(socket);
    // In the middle of an answer other bytes would be taken for part of it.
    const isAnswering = begun?.headersSent === true && !begun.writableEnded;
    if (code === 'ECONNRESET' || !socket.writable || isAnswering) {
      socket.destroy();
      return;
    }
    const { status, headers, body } = answerOf(TYPES[code] ?? 'bad-request');
    const fields = { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' };
    const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
  });
}
