/** @module Counts attempts in the database, so that several processes share one limit. One statement counts and decides. */
import { sql } from 'kysely';
import type { Clock } from '../../app/context.ts';
import type { Database } from '../../db/database.ts';

export interface Limit {
  /** Length of a window, in seconds. */
  window: number;
  /** Attempts in it. */
  max: number;
}

export interface Attempts {
  /** @returns whether this attempt is within the limit, and after how many seconds the window ends */
  consume(key: string, limit: Limit): Promise<{ allowed: boolean; retryAfter: number | null }>;
  forget(key: string): Promise<void>;
}

export function countAttempts(db: Pick<Database, 'kysely'>, clock: Clock): Attempts {
  const { kysely } = db;
  return {
    async consume(key, { window, max }) {
      const now = clock.now();
      const endsAt = new Date(now.getTime() + window * 1_000);
      const isOver = sql<boolean>`auth_attempt.ends_at <= ${now}`;
      const row = await kysely
        .insertInto('auth_attempt')
        .values({ key, count: 1, ends_at: endsAt })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            count: sql<number>`case when ${isOver} then 1 else auth_attempt.count + 1 end`,
            ends_at: sql<Date>`case when ${isOver} then ${endsAt} else auth_attempt.ends_at end`,
          }),
        )
        .returning(['count', 'ends_at'])
        .executeTakeFirstOrThrow();
      // A new window is the moment to sweep: old keys hold addresses, which are kept no longer than they are used.
      if (row.count === 1) await kysely.deleteFrom('auth_attempt').where('ends_at', '<', now).execute();
      const allowed = row.count <= max;
      return { allowed, retryAfter: allowed ? null : Math.ceil((row.ends_at.getTime() - now.getTime()) / 1_000) };
    },
    async forget(key) {
      await kysely.deleteFrom('auth_attempt').where('key', '=', key).execute();
    },
  };
}
