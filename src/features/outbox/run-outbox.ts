/**
 * @module Sends what is due. A message is taken, sent outside of any transaction, then marked: a process that dies in
 * between sends it again after its lease, under the same id. At least once, never silently lost.
 */
import type { Ids, ServiceContext } from '../../app/context.ts';
import { claimMessages, forgetDone, markDone, markFailed, type OutboxRow } from './store.ts';

export interface Message {
  organisationId: string;
  /** The same at every attempt: a receiver tells repetitions by it. */
  id: string;
  payload: unknown;
  /** 1 for the first. */
  attempt: number;
}

/** Sends one message. @throws DeliveryFailure with the reason as it may be shown */
export type Handler = (ctx: ServiceContext, message: Message) => Promise<void>;

export class DeliveryFailure extends Error {
  constructor(
    /** Short, without addresses or contents: shown to the owner of the message. */
    readonly reason: string,
    /** Trying again cannot help. */
    readonly isFinal = false,
  ) {
    super(`not delivered: ${reason}`);
  }
}

export const MAX_ATTEMPTS = 12;

/** Longer than any sender may take: a message is not sent twice merely because its receiver is slow. */
export const LEASE_MS = 180_000;

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 12 * 3_600_000;
const KEEP_DONE_MS = 30 * 86_400_000;

/**
 * Pause after the n-th attempt: 10 s, 30 s, 90 s … up to 12 h, of which one half is drawn, so that many messages to one
 * receiver do not come back at the same moment.
 */
export function pauseAfter(attempt: number, fraction: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 3 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * fraction);
}

/** @returns a number from 0 up to 1, drawn from the only source of randomness */
function draw(ids: Ids): number {
  const characters = atob(`${ids.secret(3).replaceAll('-', '+').replaceAll('_', '/')}`);
  return [...characters].reduce((sum, character) => sum * 256 + character.charCodeAt(0), 0) / 256 ** 3;
}

export interface OutboxOptions {
  handlers: Record<string, Handler>;
  /** Messages taken at a time; all of them are sent at once. */
  batch?: number;
}

/** Takes and sends one batch. @returns how many messages were taken */
export async function runOutbox(ctx: ServiceContext, { handlers, batch = 20 }: OutboxOptions): Promise<number> {
  const now = ctx.clock.now();
  const rows = await ctx.db.transaction({ role: 'worker' }, (trx) =>
    claimMessages(trx, {
      now,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      limit: batch,
      topics: Object.keys(handlers),
    }),
  );
  await Promise.all(rows.map((row) => sendOne(ctx, row, handlers[row.topic]!)));
  return rows.length;
}

async function sendOne(ctx: ServiceContext, row: OutboxRow, handler: Handler): Promise<void> {
  const message = { organisationId: row.organisation_id, id: row.id, payload: row.payload, attempt: row.attempts };
  try {
    await handler(ctx, message);
  } catch (error) {
    await settleFailure(ctx, row, error);
    return;
  }
  await ctx.db.transaction({ role: 'worker' }, (trx) => markDone(trx, row, ctx.clock.now()));
}

async function settleFailure(ctx: ServiceContext, row: OutboxRow, error: unknown): Promise<void> {
  const isKnown = error instanceof DeliveryFailure;
  const reason = isKnown ? error.reason : 'internal_error';
  if (!isKnown) ctx.log.error('message failed', { topic: row.topic, message: row.id, error });
  const now = ctx.clock.now();
  const isDead = (isKnown && error.isFinal) || row.attempts >= MAX_ATTEMPTS;
  const next = new Date(now.getTime() + pauseAfter(row.attempts, draw(ctx.ids)));
  await ctx.db.transaction({ role: 'worker' }, (trx) =>
    markFailed(trx, row, { last_error: reason, ...(isDead ? { dead_at: now } : { available_at: next }) }),
  );
  if (isDead) ctx.log.error('message given up', { topic: row.topic, message: row.id, reason });
}

/** Delivered messages are forgotten after a month. */
export const sweepOutbox = (ctx: ServiceContext): Promise<unknown> =>
  ctx.db.transaction({ role: 'worker' }, (trx) => forgetDone(trx, new Date(ctx.clock.now().getTime() - KEEP_DONE_MS)));
