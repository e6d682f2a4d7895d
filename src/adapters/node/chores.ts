/** @module What the service does by itself while it runs: each chore on its own beat, never twice at once. */
import type { ServiceContext } from '../../app/context.ts';
import { WORKERS } from '../../app/workers.ts';
import { failureOf } from '../../db/failures.ts';
import { forgetExpired } from '../../features/accounts/index.ts';
import { applyRetention } from '../../features/evidence/index.ts';
import { lastCheckpoint, sequenceEvents } from '../../features/log/index.ts';
import { keepCheckpoint, pruneCheckpoints } from './kept-checkpoints.ts';

export interface Chore {
  name: string;
  everyMs: number;
  run: (ctx: ServiceContext) => Promise<unknown>;
}

/** Keys of writes are remembered for a day. */
const IDEMPOTENCY_MS = 86_400_000;

export const CHORES: readonly Chore[] = [
  { name: 'sequence events', everyMs: 1_000, run: sequenceEvents },
  { name: 'forget old idempotency keys', everyMs: 3_600_000, run: forgetKeys },
  { name: 'forget ended sessions', everyMs: 3_600_000, run: forgetExpired },
  { name: 'apply retention rules', everyMs: 6 * 3_600_000, run: applyRetention },
  ...WORKERS,
];

export const checkpointChores = (folder: string): Chore[] => [
  {
    name: 'keep a checkpoint outside of the database',
    everyMs: 60_000,
    run: async (ctx) => {
      const checkpoint = await ctx.db.transaction({ role: 'worker' }, lastCheckpoint);
      if (checkpoint) keepCheckpoint(folder, checkpoint);
    },
  },
  {
    name: 'thin out kept checkpoints',
    everyMs: 6 * 3_600_000,
    run: async ({ clock }) => pruneCheckpoints(folder, clock.now()),
  },
];

async function forgetKeys(ctx: ServiceContext): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - IDEMPOTENCY_MS);
  await ctx.db.transaction({ role: 'worker' }, (trx) =>
    trx.deleteFrom('idempotency').where('created_at', '<', before).execute(),
  );
}

/** @returns `stop` waits for what is running, and runs nothing more */
export function startChores(ctx: ServiceContext, chores: readonly Chore[]): { stop: () => Promise<void> } {
  let stopped = false;
  const wakers = new Set<() => void>();
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        wakers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      wakers.add(wake);
    });
  const loops = chores.map(async ({ name, everyMs, run }) => {
    while (!stopped) {
      try {
        await run(ctx);
      } catch (error) {
        // A database that is away is said once for each try; the chore goes on when it is back.
        ctx.log.error('chore failed', { chore: name, kind: failureOf(error)?.kind, error });
      }
      if (!stopped) await pause(everyMs);
    }
  });
  return {
    async stop() {
      stopped = true;
      for (const wake of wakers) wake();
      await Promise.all(loops);
    },
  };
}
