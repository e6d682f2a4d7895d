/** @module Limits how often one key, one session or one address may ask. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Context, MiddlewareHandler } from 'hono';
import type { AppContext, AppEnv, Limiter } from '../context.ts';
import { Problem } from '../problems.ts';

/** Who asks, as far as it can be told without asking the database; a secret is only ever kept as its hash. */
function callerOf(c: Context<AppEnv>): { kind: 'key' | 'address'; id: string } | undefined {
  const authorization = c.req.header('Authorization');
  if (authorization) return { kind: 'key', id: bytesToHex(sha256(utf8ToBytes(authorization))).slice(0, 32) };
  const address = c.env?.clientAddress;
  return address === undefined ? undefined : { kind: 'address', id: networkOf(address) };
}

const GROUPS = 4;

/**
 * Whoever has one IPv6 address has all of its network (64 bits): they count as one, or nothing would be limited.
 * @returns the address itself for IPv4, also where it is written as IPv6
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/**
 * Every request counts for its address, one with a key for the key as well: a wrong key must not open a second purse.
 * @throws Problem 429 with Retry-After
 */
export const limitRequests = ({ limiter }: Pick<AppContext, 'limiter'>): MiddlewareHandler<AppEnv> =>
  async function limitRequests(c, next) {
    if (!limiter) return next();
    const address = c.env?.clientAddress;
    if (address !== undefined) await take(c, limiter, 'address', networkOf(address));
    const caller = callerOf(c);
    if (caller?.kind === 'key') await take(c, limiter, 'key', caller.id);
    await next();
  };

async function take(c: Context<AppEnv>, limiter: Limiter, kind: 'key' | 'address', id: string): Promise<void> {
  const { allowed, limit, remaining, resetS } = await limiter.take(kind, id);
  c.header('RateLimit-Limit', String(limit));
  c.header('RateLimit-Remaining', String(remaining));
  c.header('RateLimit-Reset', String(resetS));
  if (!allowed) {
    throw new Problem('too-many-requests', undefined, {
      headers: {
        'Retry-After': String(Math.max(1, resetS)),
        'RateLimit-Limit': String(limit),
        'RateLimit-Remaining': '0',
      },
    });
  }
}
