/** @module Puts a message before whoever sends it, in the transaction of the change it tells of. */
import type { ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { insertMessage } from './store.ts';

export interface NewMessage {
  topic: string;
  /** JSON. Ids and states; a text only where it is the message itself. */
  payload: object;
  organisationId: string;
  /** Not sent before this moment. */
  availableAt?: Date;
  /** A message with the same id is written once. */
  id?: string;
  /** What the message is about, so that it can be listed. */
  subjectId?: string;
}

/** @returns the id of the message: it stays the same however often it is sent */
export async function enqueue(
  trx: Trx,
  ctx: Pick<ServiceContext, 'clock' | 'ids'>,
  message: NewMessage,
): Promise<string> {
  const now = ctx.clock.now();
  const id = message.id ?? ctx.ids.next('msg');
  await insertMessage(trx, {
    organisation_id: message.organisationId,
    id,
    topic: message.topic,
    payload: message.payload,
    created_at: now,
    available_at: message.availableAt ?? now,
    subject_id: message.subjectId ?? null,
  });
  return id;
}
