/** @module Opens the port. */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { answerFailure, answerUnreadable, requireOneHost } from './unreadable-requests.ts';

/** How many ports after the default one are tried. */
const TRIES = 20;

export interface Address {
  host: string;
  port: number;
  /** Address to type into a browser on this machine. */
  url: string;
}

interface ListenOptions {
  fetch: (request: Request, clientAddress: string | undefined) => Response | Promise<Response>;
  host: string;
  port: number;
  /** When the port is taken: try the following ones, or fail. */
  nextIfTaken: boolean;
  /** How many proxies in front append to `X-Forwarded-For`; what a sender wrote itself is never believed. */
  trustedProxies?: number;
}

/** @throws the error of the port (`EADDRINUSE`, `EACCES`) when it cannot be opened */
export async function listen({
  fetch,
  host,
  port,
  nextIfTaken,
  trustedProxies = 0,
}: ListenOptions): Promise<{ server: Server; address: Address }> {
  for (let candidate = port; ; candidate += 1) {
    const answer = getRequestListener(
      (request, bindings) => {
        const { incoming } = bindings as { incoming: IncomingMessage };
        requireOneHost(incoming);
        return fetch(request, clientAddress(incoming, trustedProxies));
      },
      // The globals stay as they are: other code of the process may rely on them.
      { overrideGlobalObjects: false, errorHandler: answerFailure },
    );
    // A request without a host is answered here like others that name nothing.
    const server = createServer({ requireHostHeader: false }, answer);
    limitTime(server);
    answerUnreadable(server);
    try {
      await opened(server, candidate, host);
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (taken && nextIfTaken && candidate < port + TRIES) continue;
      throw error;
    }
    const actual = (server.address() as AddressInfo).port;
    const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return { server, address: { host, port: actual, url: `http://${name}:${actual}` } };
  }
}

/** How long a sender may take with its headers, and with a whole request: the largest body is 25 MB. */
const [HEADERS_MS, REQUEST_MS] = [10_000, 120_000];

function limitTime(server: Server): void {
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
}

/** The address that the outermost trusted proxy saw, or that of the connection. */
function clientAddress({ headers, socket }: IncomingMessage, trustedProxies: number): string | undefined {
  const forwarded = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim());
  const seen = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined;
  return seen || socket.remoteAddress;
}

function opened(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
