/** @module Counts requests in memory, for this process. Behind several processes the limits add up. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limiter } from '../../app/context.ts';

const WINDOW_S = 60;

/** @param perMinute of one address; a key, which is one program, has as much again to itself */
export function createLimiter(perMinute: number): Limiter {
  const purses = {
    address: new RateLimiterMemory({ points: perMinute, duration: WINDOW_S, keyPrefix: 'address' }),
    key: new RateLimiterMemory({ points: perMinute, duration: WINDOW_S, keyPrefix: 'key' }),
  };
  return {
    async take(kind, id) {
      const answer = await purses[kind].consume(id).then(
        (left) => ({ left, allowed: true }),
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return { left: refused, allowed: false };
          throw refused;
        },
      );
      const { remainingPoints, msBeforeNext } = answer.left;
      return {
        allowed: answer.allowed,
        limit: perMinute,
        remaining: Math.max(0, remainingPoints),
        resetS: Math.ceil(msBeforeNext / 1_000),
      };
    },
  };
}
