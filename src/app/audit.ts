/** @module The audit event: written in the transaction of the change it tells of, so that neither exists without the other. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import type { Trx } from '../db/scope.ts';
import type { ServiceContext } from './context.ts';

/** The organisation of events that belong to none. */
export const SERVICE = 'service';

/** Whoever has the machine, at its command line; the log says that it happened, and to whom. */
export const MACHINE = { id: 'machine', organisationId: SERVICE };

/** What is hashed. People and keys are ids; texts that people wrote are hashes. */
export interface EventContent {
  schema: 'luongtri.event/1';
  id: string;
  at: string;
  kind: string;
  organisation: string;
  actor: { id: string; organisation: string };
  subject: string;
  details: Record<string, unknown>;
}

export interface EventInput {
  /** What happened, e.g. `answers.saved`. */
  kind: string;
  /** Whose record it is part of; `service` where it belongs to no organisation. */
  organisationId: string;
  actor: { id: string; organisationId: string };
  /** Id of what was changed. */
  subject: string;
  /** Ids, states, hashes, counts; never names, answers or addresses. */
  details?: Record<string, unknown>;
  /** Where the request came from; kept beside the event, not in what is hashed. */
  origin?: { ip: string | undefined; userAgent: string | undefined } | undefined;
}

/** RFC 6962, section 2.1: the hash of a leaf. */
export const eventLeafHash = (content: string): string =>
  bytesToHex(sha256(concatBytes(Uint8Array.of(0), utf8ToBytes(content))));

/** The row of an event, as it is hashed; whoever writes it many at once tells no webhooks. */
export function eventRow(ctx: Pick<ServiceContext, 'clock' | 'ids'>, input: Omit<EventInput, 'origin'>) {
  const at = ctx.clock.now();
  const content: EventContent = {
    schema: 'luongtri.event/1',
    id: ctx.ids.next('evt'),
    at: at.toISOString(),
    kind: input.kind,
    organisation: input.organisationId,
    actor: { id: input.actor.id, organisation: input.actor.organisationId },
    subject: input.subject,
    details: input.details ?? {},
  };
  const text = canonicalize(content)!;
  return {
    organisation_id: content.organisation,
    id: content.id,
    actor_organisation_id: content.actor.organisation,
    kind: content.kind,
    subject_id: content.subject,
    at,
    content: text,
    leaf_hash: eventLeafHash(text),
  };
}

/** @returns the id of the event, which is part of `trx` */
export async function recordEvent(
  ctx: Pick<ServiceContext, 'clock' | 'ids'>,
  trx: Trx,
  input: EventInput,
): Promise<string> {
  const row = eventRow(ctx, input);
  await trx.insertInto('event').values(row).execute();
  await tellWebhooks(trx, { organisationId: row.organisation_id, id: row.id, actorId: input.actor.id }, input.origin);
  return row.id;
}

/** One statement for both: where the request came from is kept, and webhooks that asked for this kind get a message. */
async function tellWebhooks(
  trx: Trx,
  event: { organisationId: string; id: string; actorId: string },
  origin: EventInput['origin'],
): Promise<void> {
  const { ip, userAgent } = origin ?? {};
  const told = sql`notify_webhooks(${event.organisationId}, ${event.id})`.as('told');
  if (ip === undefined && userAgent === undefined) {
    await trx.selectNoFrom(told).execute();
    return;
  }
  await trx
    .with('personal', (db) =>
      db.insertInto('event_personal').values({
        organisation_id: event.organisationId,
        event_id: event.id,
        actor_id: event.actorId,
        ip: ip ?? null,
        user_agent: userAgent?.slice(0, 300) ?? null,
      }),
    )
    .selectNoFrom(told)
    .execute();
}
