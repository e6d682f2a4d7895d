/** @module Gives events their place in the Merkle log, and signs how long it is now. */
import { issuerOf, type ServiceContext } from '../../app/context.ts';
import { appendLeaves, edgeOf, originOf, rootOf, signCheckpoint } from '../attestations/index.ts';
import {
  appendEntries,
  type CheckpointRow,
  insertCheckpoint,
  insertKey,
  listKeys,
  lockSequencer,
  logSize,
  pendingEvents,
  readNodes,
  retireKeys,
} from './store.ts';

/** Events of one transaction: enough to catch up quickly, few enough to keep it short. */
const BATCH = 2_000;

/**
 * Appends every event that waits. Safe to call from several processes at once.
 * @returns how many were appended
 */
export async function sequenceEvents(ctx: ServiceContext): Promise<number> {
  let total = 0;
  for (;;) {
    const appended = await ctx.db.transaction({ role: 'worker' }, async (trx) => {
      await lockSequencer(trx);
      const events = await pendingEvents(trx, BATCH);
      if (events.length === 0) return 0;
      const size = await logSize(trx);
      const hashes = (await readNodes(trx, edgeOf(size))).map((hash) => {
        if (hash === undefined) throw new Error('the log has lost a node of its edge');
        return hash;
      });
      const { edge, nodes } = appendLeaves(
        { size, hashes },
        events.map(({ leaf_hash }) => leaf_hash),
      );
      await appendEntries(trx, size, events, nodes);
      await insertCheckpoint(trx, await makeCheckpoint(ctx, edge.size, rootOf(edge)));
      return events.length;
    });
    total += appended;
    if (appended < BATCH) return total;
  }
}

async function makeCheckpoint(ctx: ServiceContext, size: number, root: string): Promise<CheckpointRow> {
  const note = await signCheckpoint({ origin: originOf(issuerOf(ctx)), size, root }, ctx.signer);
  return { size, root, note, key_id: ctx.signer.keyId, created_at: ctx.clock.now() };
}

/** Publishes the key that signs from now on; one that signed before keeps its place with the day it ended. */
export async function publishKey(ctx: ServiceContext): Promise<void> {
  const { keyId, publicJwk } = ctx.signer;
  await ctx.db.transaction({ role: 'worker' }, async (trx) => {
    const keys = await listKeys(trx);
    const known = keys.find(({ key_id }) => key_id === keyId);
    if (known?.valid_until) throw new Error(`key ${keyId} was retired: a retired key must not sign again`);
    const now = ctx.clock.now();
    if (!known) await insertKey(trx, { key_id: keyId, jwk: publicJwk, valid_from: now });
    await retireKeys(trx, keyId, now);
  });
}
