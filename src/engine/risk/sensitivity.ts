/** @module The sensitivity analysis of a score (methods 3.4), as it stands in the result. */
import { bandOf } from './confidence.ts';
import { randomRuns } from './monte-carlo.ts';
import { breakEvens, thresholdTrials, weightTrials } from './one-at-a-time.ts';
import type { SensitivityResult } from './result.ts';
import { round } from './round.ts';
import type { RiskRules } from './scheme.ts';
import type { DomainScore } from './score.ts';

/** @returns `null` where nothing is scored */
export function sensitivityOf(score: DomainScore, rules: RiskRules): SensitivityResult | null {
  if (!score.scenarios) return null;
  const { prepared } = score;
  const { point } = score.scenarios;
  const { scheme } = rules;
  const { seed, weight_step, threshold_step, bands } = scheme.sensitivity;
  const levelId = (rank: number): string => scheme.levels[rank]!.id;
  const random = randomRuns(score, point, rules);
  const band = bandOf(random.stability, bands);
  const weights = weightTrials(prepared, point, scheme);
  const [lowered, raised] = thresholdTrials(prepared, point, scheme);
  return {
    runs: random.runs,
    seed,
    stability: round(random.stability),
    band: { id: band.id, name: band.title },
    low: round(random.low),
    high: round(random.high),
    weights: {
      step: weight_step,
      tried: weights.length,
      low: round(Math.min(...weights.map(({ residual }) => residual))),
      high: round(Math.max(...weights.map(({ residual }) => residual))),
      altering: weights
        .filter(({ rank }) => rank !== point.rank)
        .map(({ ref, change, rank }) => ({ ref, change, level: levelId(rank) })),
    },
    thresholds: { step: threshold_step, lowered: levelId(lowered), raised: levelId(raised) },
    breakEven: breakEvens(prepared, point).map(({ entry, from, to, rank }) => ({
      ref: entry.ref,
      title: entry.source.title,
      from: round(from),
      to: round(to),
      level: levelId(rank),
    })),
  };
}
