/** @module What leaves the service by itself: messages that are due, reminders of duties. Run on a beat by the adapter. */
import { runReminders } from '../features/duties/index.ts';
import { deliverMail, type Handler, runOutbox, sweepOutbox } from '../features/outbox/index.ts';
import { deliverWebhook, sweepDeliveries } from '../features/webhooks/index.ts';
import type { ServiceContext } from './context.ts';

export interface Worker {
  name: string;
  everyMs: number;
  run: (ctx: ServiceContext) => Promise<unknown>;
}

/** Who sends the messages of a topic. */
export const HANDLERS: Record<string, Handler> = { webhook: deliverWebhook, mail: deliverMail };

const BATCH = 20;
/** A long queue must not keep a process from stopping: it goes on with the next beat. */
const ROUND_MS = 5_000;

async function sendMessages(ctx: ServiceContext): Promise<void> {
  const until = ctx.clock.now().getTime() + ROUND_MS;
  while ((await runOutbox(ctx, { handlers: HANDLERS, batch: BATCH })) === BATCH) {
    if (ctx.clock.now().getTime() >= until) return;
  }
}

/** Each may run in several processes at once, and more often than here: nothing is sent twice by it. */
export const WORKERS: readonly Worker[] = [
  { name: 'send messages', everyMs: 2_000, run: sendMessages },
  { name: 'remind of duties', everyMs: 3_600_000, run: runReminders },
  { name: 'forget delivered messages', everyMs: 6 * 3_600_000, run: sweepOutbox },
  { name: 'forget old deliveries', everyMs: 6 * 3_600_000, run: sweepDeliveries },
];
