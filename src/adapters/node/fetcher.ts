/**
 * @module Posts to addresses that strangers chose. The name is resolved here, every address behind it is checked, and the
 * connection is made to the checked addresses: a name that points elsewhere a moment later gains nothing.
 */
import { lookup } from 'node:dns/promises';
import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Fetcher, FetchFailure } from '../../app/context.ts';
import { isLoopbackAddress, isPublicAddress, literalAddress } from '../../features/webhooks/index.ts';

export interface FetcherSettings {
  /** For development and tests. */
  allowsLoopback?: boolean;
  timeoutMs?: number;
  /** Of an answer; what it says is not kept. */
  maxBytes?: number;
  /** Addresses behind a name. */
  resolve?: (hostname: string) => Promise<string[]>;
}

class Refused extends Error {}

const resolveName = async (hostname: string): Promise<string[]> =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

export function createFetcher(settings: FetcherSettings = {}): Fetcher {
  const { allowsLoopback = false, timeoutMs = 10_000, maxBytes = 65_536, resolve = resolveName } = settings;
  const may = (address: string): boolean => isPublicAddress(address) || (allowsLoopback && isLoopbackAddress(address));
  /** Plain HTTP is for this machine alone, whatever name it goes by. */
  const mayPlainly = (address: string): boolean => allowsLoopback && isLoopbackAddress(address);
  /** One refused address among several is reason enough: which of them is used is not ours to choose. */
  const checked = async (hostname: string, isPlain: boolean): Promise<string[]> => {
    const addresses = await resolve(hostname);
    if (addresses.length === 0 || !addresses.every(isPlain ? mayPlainly : may)) throw new Refused(hostname);
    return addresses;
  };
  return {
    allowsLoopback,
    async post({ url: text, headers, body }) {
      const url = new URL(text);
      const literal = literalAddress(url.hostname);
      const isPlain = url.protocol === 'http:';
      if (literal !== undefined && !(isPlain ? mayPlainly(literal) : may(literal)))
        return { failure: 'address_refused' };
      if (!isPlain && url.protocol !== 'https:') return { failure: 'address_refused' };
      const options: RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' },
        // A connection of its own: none that was opened for another name is used again.
        agent: false,
        lookup: lookupOf((hostname) => checked(hostname, isPlain)),
        maxHeaderSize: 16_384,
      };
      try {
        const request = (isPlain ? httpRequest : httpsRequest)(url, options);
        return { status: await exchange(request, body, { timeoutMs, maxBytes }) };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    },
  };
}

function lookupOf(checked: (hostname: string) => Promise<string[]>): LookupFunction {
  return (hostname, options, callback) => {
    checked(hostname).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
        if (options.all) return (callback as unknown as (error: null, all: typeof found) => void)(null, found);
        return callback(null, found[0]!.address, found[0]!.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

/** @returns the status; what is answered beyond it is read up to a size and thrown away */
function exchange(
  request: ClientRequest,
  body: string,
  { timeoutMs, maxBytes }: { timeoutMs: number; maxBytes: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    // Over everything: name, connection, and a receiver that answers one byte at a time.
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })),
      timeoutMs,
    );
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(timer);
      reject(new Error('closed without an answer'));
    });
    request.on('response', (response) => {
      let received = 0;
      const finish = (): void => resolve(response.statusCode ?? 0);
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > maxBytes) {
          finish();
          request.destroy();
        }
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    request.end(body);
  });
}

function failureOf(error: unknown): FetchFailure {
  if (error instanceof Refused) return 'address_refused';
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'name_not_found';
  if (code === 'ETIMEDOUT') return 'timeout';
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/.test(code)
    ? 'tls_failed'
    : 'connection_failed';
}
