/**
 * @module `Idempotency-Key`: a write that is sent twice happens once, and is answered the same. Answers hold names, and some a
 * secret that is shown once, so they are kept sealed, for a day (src/adapters/node/chores.ts), and only for who asked.
 */
import type { Context } from 'hono';
import { hashJson } from '../content/hash.ts';
import { DatabaseFailure } from '../db/failures.ts';
import type { Trx } from '../db/scope.ts';
import type { Actor } from './actor.ts';
import type { AppEnv, ServiceContext } from './context.ts';
import type { Reply } from './operation.ts';
import { Problem } from './problems.ts';

/** @returns the key, or undefined where none was sent @throws Problem 400 for one that cannot be kept */
export function readIdempotencyKey(c: Context<AppEnv>): string | undefined {
  const key = c.req.header('Idempotency-Key')?.trim();
  if (key === undefined) return undefined;
  if (/^[\x20-\x7e]{1,200}$/.test(key)) return key;
  throw new Problem('bad-request', {
    vi: 'Idempotency-Key gồm 1–200 ký tự ASCII in được.',
    en: 'An Idempotency-Key is 1–200 printable ASCII characters.',
  });
}

interface Once {
  service: ServiceContext;
  trx: Trx;
  actor: Actor;
  key: string;
  config: { operationId: string };
  c: Context<AppEnv>;
  raw: { params: Record<string, string>; query: unknown; bodyText: unknown };
}

/**
 * Does the work unless it was done under the same key. The row is written before the work: a second request waits for the
 * first to end, and then finds its answer.
 * @throws Problem 422 where the key belongs to another request
 */
export async function idempotently(once: Once, work: (trx: Trx) => Promise<Reply>): Promise<Reply> {
  const { service, trx, actor, key, config, raw, c } = once;
  const requestHash = hashJson([
    config.operationId,
    actor.tenantId,
    raw.params,
    raw.query ?? null,
    raw.bodyText ?? null,
    c.req.header('If-Match') ?? null,
  ]);
  const place = { organisation_id: actor.organisation.id, actor_id: actor.id, key };
  const inserted = await trx
    .insertInto('idempotency')
    .values({
      ...place,
      operation: config.operationId,
      request_hash: requestHash,
      status: null,
      body: null,
      created_at: service.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return repeat(service, trx, place, requestHash);
  const reply = await work(trx);
  await trx
    .updateTable('idempotency')
    .set({
      status: reply.status,
      headers: reply.headers ?? {},
      body: reply.body === undefined ? null : await seal(service, JSON.stringify(reply.body), place),
    })
    .where('organisation_id', '=', place.organisation_id)
    .where('actor_id', '=', place.actor_id)
    .where('key', '=', key)
    .execute();
  return reply;
}

interface Place {
  organisation_id: string;
  actor_id: string;
  key: string;
}

async function repeat(service: ServiceContext, trx: Trx, place: Place, requestHash: string): Promise<Reply> {
  const kept = await trx
    .selectFrom('idempotency')
    .selectAll()
    .where('organisation_id', '=', place.organisation_id)
    .where('actor_id', '=', place.actor_id)
    .where('key', '=', place.key)
    .executeTakeFirst();
  // Its day ended between the two statements: begin again, as with a new key.
  if (!kept) throw new DatabaseFailure('collided', 'an idempotency key was forgotten meanwhile');
  if (kept.request_hash !== requestHash) throw new Problem('idempotency-mismatch');
  return {
    status: kept.status!,
    ...(kept.body === null ? {} : { body: JSON.parse(await open(service, kept.body, place)) as unknown }),
    headers: { ...kept.headers, 'Idempotent-Replayed': 'true' },
  };
}

/** What the answer is bound to: moved to another row it does not open. */
const contextOf = ({ organisation_id, actor_id, key }: Place): string =>
  `idempotency:${organisation_id}:${actor_id}:${key}`;

/** Answers that are sealed begin with this; JSON never does. */
const SEALED = 'sealed:';

/** Without a vault there are no operations whose answers hold a secret (API keys leave theirs out, webhooks need the vault). */
const seal = async ({ vault }: ServiceContext, text: string, place: Place): Promise<string> =>
  vault ? `${SEALED}${await vault.seal(text, contextOf(place))}` : text;

async function open({ vault }: ServiceContext, kept: string, place: Place): Promise<string> {
  if (!kept.startsWith(SEALED)) return kept;
  const text = await vault?.open(kept.slice(SEALED.length), contextOf(place)).catch(() => undefined);
  if (text !== undefined) return text;
  throw new Problem('conflict', {
    vi: 'Yêu cầu này đã được thực hiện, nhưng câu trả lời đã lưu không còn mở được. Đọc lại trạng thái hiện tại.',
    en: 'This was done already, but the answer that was kept can no longer be opened. Read the present state instead.',
  });
}
