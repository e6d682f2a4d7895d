/** @module Every group against one reference group, as in Aequitas (methods 1.2). */
import { type Groups, overallOf, signedRatio } from './disparity.ts';
import { type Measured, quotient } from './measured.ts';
import { type RateName, shareOfSelections } from './rates.ts';

/** A rate, or the share of all selections ("ppr"), which follows group size and is not demographic parity. */
export type ReferenceMetric = RateName | 'ppr';

/** Value of each group over the value of the reference group (Aequitas, methods 1.2). @throws RangeError without such a group */
export function disparitiesAgainst(groups: Groups, reference: string, metric: ReferenceMetric): Map<string, Measured> {
  const base = groups.get(reference);
  if (!base) throw new RangeError(`no group named ${reference}`);
  const all = overallOf(groups);
  return new Map([...groups].map(([name, own]) => [name, against(own, base)]));

  function against(own: Parameters<typeof signedRatio>[0], other: typeof own): Measured {
    if (metric !== 'ppr') return signedRatio(own, other, metric);
    const [share, baseShare] = [shareOfSelections(own, all), shareOfSelections(other, all)];
    if (share.value === null || baseShare.value === null) return share;
    return quotient(share.value, baseShare.value, share.value === 0 ? 'both_zero' : 'reference_is_zero');
  }
}

/** Whether a disparity lies within [τ, 1/τ] (Aequitas, τ = 0.8 by default, methods 1.2); unknown stays unknown. */
export const withinParity = ({ value }: Measured, tau = 0.8): boolean | null =>
  value === null ? null : value >= tau && value <= 1 / tau;
