/**
 * @module A client that costs little: the machine that is measured runs it as well. Connections stay open, each carries one
 * request at a time, and what comes back is counted and not read.
 */
import { Agent, type IncomingMessage, request } from 'node:http';

export interface Sent {
  method?: string;
  /** Path and query, as they go over the wire. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface HttpClient {
  /** Resolves with the last byte. @throws Error that holds the answer, unless it was 200 */
  send(sent: Sent): Promise<void>;
  close(): void;
}

/** @param connections open at most; a request beyond them waits, and its waiting is measured too */
export function openClient(url: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const { hostname, port } = new URL(url);
  return {
    send: ({ method = 'GET', path, headers, body }) =>
      new Promise((resolve, reject) => {
        const sending = request({ hostname, port, agent, method, path, headers }, (response) => {
          const { statusCode } = response;
          if (statusCode !== 200) {
            failed(response).then((text) => reject(new Error(`${path} was answered ${statusCode}: ${text}`)), reject);
            return;
          }
          response.on('end', resolve).on('error', reject).resume();
        });
        sending.on('error', reject).end(body);
      }),
    close: () => agent.destroy(),
  };
}

async function failed(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
