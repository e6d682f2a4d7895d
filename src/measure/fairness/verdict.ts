/** @module The verdict on one comparison, and on several. */
import type { Reason } from './measured.ts';
import { ALPHA } from './normal.ts';

/** Worst first. */
export const VERDICTS = ['adverse', 'disparity', 'insufficient', 'no_evidence_of_disparity'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Evidence {
  ratio: number | null;
  /** Why there is no ratio. */
  reason?: Reason | undefined;
  /** Lower end of the 95% interval of the ratio. */
  low: number | null;
  belowFourFifths: boolean | null;
  /** After Holm's correction. */
  p: number | null;
}

export interface Judged {
  verdict: Verdict;
  /** Only with `insufficient`. */
  reason?: Reason;
}

/**
 * The verdicts of methods 1.5 (`watch` is called `disparity` here, `parity-supported` `no_evidence_of_disparity`).
 * `adverse`: below four fifths and significant. `disparity`: one of the two. `no_evidence_of_disparity`: the whole interval
 * of the ratio is at or above 0.8 and the gap is not significant. Everything else is `insufficient`: the absence of
 * significance alone never counts in favour of the system.
 */
export function judge({ ratio, reason, low, belowFourFifths, p }: Evidence): Judged {
  if (ratio === null || belowFourFifths === null || p === null) {
    return { verdict: 'insufficient', reason: reason ?? 'too_few_people' };
  }
  const significant = p < ALPHA;
  if (belowFourFifths) return { verdict: significant ? 'adverse' : 'disparity' };
  if (significant) return { verdict: 'disparity' };
  return low !== null && low >= 0.8
    ? { verdict: 'no_evidence_of_disparity' }
    : { verdict: 'insufficient', reason: 'interval_too_wide' };
}

/** The worst of several; nothing compared is `insufficient`, never fair. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? 'insufficient';
}
