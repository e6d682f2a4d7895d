/** @module Proofs from the stored log. */
import type { Trx } from '../../db/scope.ts';
import { planConsistency, planInclusion, readProof } from '../attestations/index.ts';
import { checkpointCovering, findEntry, readNodes } from './store.ts';

export interface InclusionProof {
  eventId: string;
  leafHash: string;
  index: number;
  size: number;
  hashes: string[];
  checkpoint: string;
}

/** @returns the proof that an event is in the log, against the first checkpoint that covers it; undefined while it is not */
export async function proveInclusion(trx: Trx, eventId: string): Promise<InclusionProof | undefined> {
  const entry = await findEntry(trx, eventId);
  const checkpoint = entry && (await checkpointCovering(trx, entry.index));
  if (!entry || !checkpoint) return undefined;
  const hashes = await readProof(planInclusion(entry.index, checkpoint.size), (nodes) => readNodes(trx, nodes));
  return {
    eventId,
    leafHash: entry.leaf_hash,
    index: entry.index,
    size: checkpoint.size,
    hashes,
    checkpoint: checkpoint.note,
  };
}

export const proveConsistency = (trx: Trx, first: number, second: number): Promise<string[]> =>
  readProof(planConsistency(first, second), (nodes) => readNodes(trx, nodes));
