/** @module What a comparison says. */
import type { Tally } from './counts.ts';
import type { GroupStatus } from './floors.ts';
import type { Interval } from './intervals.ts';
import type { Reason } from './measured.ts';
import type { Shortfall } from './power.ts';
import type { RateName } from './rates.ts';
import type { Verdict } from './verdict.ts';

/** A group with its standing. */
export interface Standing {
  name: string;
  tally: Tally;
  status: GroupStatus;
}

export interface Comparison {
  group: string;
  rate: number | null;
  /** Lower over higher treatment: below 1 the group is worse off than the reference, whatever the direction. */
  ratio: number | null;
  ratioInterval: Interval | null;
  /** Rate of the group minus that of the reference. */
  difference: number | null;
  differenceInterval: Interval | null;
  belowFourFifths: boolean | null;
  test: 'fisher' | 'z' | null;
  p: number | null;
  pHolm: number | null;
  /** Moving one single selection would turn the direction round. */
  flipFlop: boolean;
  smallSample: boolean;
  smallShare: boolean;
  verdict: Verdict;
  reason?: Reason;
  /** People missing before a ratio of 0.8 could be judged. */
  shortfall: Shortfall | null;
}

export interface MetricReport {
  rate: RateName;
  harmIsHigh: boolean;
  reference: string | null;
  referenceRate: number | null;
  /** The lowest ratio among groups that are not left out of the headline, and whose it is. */
  headline: { group: string; ratio: number } | null;
  comparisons: Comparison[];
  verdict: Verdict;
  reason?: Reason;
}
