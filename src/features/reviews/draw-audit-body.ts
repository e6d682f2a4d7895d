/** @module Draws an audit body. The same seed and candidates give the same one, so anybody can repeat the draw. */
import type { Draw } from '../../db/tables-reviews.ts';
import { inSeededOrder } from './seeded-order.ts';

export const DRAW_METHOD = 'luongtri.draw/1';

/**
 * Candidates are ranked by `SHA-256(seed, line feed, id)`; the first that has not declined this submission is drawn. The
 * seed of a submission stays the same, so that asking again only ever moves on to the next.
 * @param candidates active audit bodies that are independent of the client
 * @param declined those that were asked about this submission and declined
 * @returns the draw, or undefined where nobody is left
 */
export function drawAuditBody(
  candidates: readonly string[],
  declined: readonly string[],
  seed: string,
): Draw | undefined {
  const drawn = inSeededOrder(candidates, seed).find((id) => !declined.includes(id));
  if (drawn === undefined) return undefined;
  return {
    method: DRAW_METHOD,
    seed,
    candidates: [...candidates].sort(),
    declined: declined.filter((id) => candidates.includes(id)).sort(),
    drawn,
  };
}
