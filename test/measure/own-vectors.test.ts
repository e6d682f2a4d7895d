/**
 * @module Cases of our own beside those of the method: `own_vectors.json` was computed without this product (exact fractions,
 * 50-digit decimals, person by person; `computed` says how for each). The vectors of the method are held to the bytes.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireOccupations } from '../../src/content/occupations.ts';
import { scoreDomain } from '../../src/engine/risk/index.ts';
import { differentialFairness } from '../../src/measure/fairness/differential.ts';
import { likelihoodOfGap, likelihoodOfRatio } from '../../src/measure/fairness/index.ts';
import {
  betweenGroupEntropy,
  coefficientOfVariation,
  generalisedEntropy,
  theil,
} from '../../src/measure/fairness/inequality.ts';
import { adjustedLogRatio, newcombe, wilson } from '../../src/measure/fairness/intervals.ts';
import { chiSquared1P } from '../../src/measure/fairness/normal.ts';
import { peopleNeeded } from '../../src/measure/fairness/power.ts';
import { fisherExact, holm, testProportions } from '../../src/measure/fairness/significance.ts';
import { mantelHaenszelChiSquared, mantelHaenszelOddsRatio } from '../../src/measure/fairness/strata.ts';
import { allowanceOf } from '../../src/measure/workforce/allowance.ts';
import { likelihoodOfShare } from '../../src/measure/workforce/displacement.ts';
import { assessWorkforce, OccupationTable, readWorkforce } from '../../src/measure/workforce/index.ts';
import { dimensionOf, domainOf, rules, type Vector as ScoringVector, schemeOf } from '../engine/risk-helpers.ts';

interface Vector {
  name: string;
  metric: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the metric
  input: any;
  expected: unknown;
  tolerance: number;
  tolerance_kind: 'abs' | 'rel';
  per_dimension?: Record<string, number>[];
}

const VECTORS: Vector[] = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors', 'own_vectors.json'), 'utf8'));
const table = new OccupationTable(requireOccupations());

function displacement({ occupations }: Vector['input']) {
  const read = readWorkforce({ technology: 'generative', occupations }, table);
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  const { displaced, likelihood } = assessWorkforce(read.input, { table });
  const { low, point, high } = displaced.fte;
  return { fte_low: low, fte: point, fte_high: high, share: displaced.share.point, likelihood: likelihood.point };
}

const allowance = (input: Record<string, number>): number =>
  allowanceOf({
    label: null,
    people: 1,
    serviceMonths: input.service_months!,
    insuredMonths: input.insured_months!,
    paidMonths: input.paid_months!,
    sixMonthWages: input.six_month_wages!,
    terminatedOn: null,
  }).total;

function scoring(input: Pick<ScoringVector, 'parameters' | 'evidence_grades' | 'dimensions'>) {
  const scheme = schemeOf(input as ScoringVector);
  const score = scoreDomain(domainOf(input.dimensions.map(dimensionOf)), { ...rules, scheme });
  const { low, point, high } = score.scenarios!;
  return {
    score: point.residual,
    level: point.rank + 1,
    lo: low.residual,
    hi: high.residual,
    conf: score.confidence.confidence,
    inherent: point.inherent,
    R: point.scored.map(({ R }) => R),
    completeness: score.confidence.completeness,
    evidence: score.confidence.evidence,
  };
}

const COMPUTED: Record<string, (input: Vector['input']) => unknown> = {
  fisher_exact_two_sided: ({ table: [[a, b], [c, d]] }) => fisherExact(a, b, c, d),
  wilson_ci: (sample) => wilson(sample),
  newcombe_ci: ({ x1, n1, x2, n2 }) => newcombe({ x: x1, n: n1 }, { x: x2, n: n2 }),
  adjusted_log_ratio_ci: ({ x1, n1, x2, n2 }) => adjustedLogRatio({ x: x1, n: n1 }, { x: x2, n: n2 }),
  two_proportion_test: ({ x1, n1, x2, n2 }) => testProportions({ x: x1, n: n1 }, { x: x2, n: n2 }),
  mantel_haenszel: ({ tables }) => {
    const chi2 = mantelHaenszelChiSquared(tables).value!;
    return { odds_ratio: mantelHaenszelOddsRatio(tables).value, chi2, p: chiSquared1P(chi2) };
  },
  holm: ({ p }) => holm(p),
  inequality: ({ counts }) => ({
    generalised_entropy: generalisedEntropy(counts).value,
    theil: theil(counts).value,
    coefficient_of_variation: coefficientOfVariation(counts).value,
  }),
  between_group_entropy: ({ groups }) => betweenGroupEntropy(Object.values(groups)).value,
  differential_fairness: ({ groups, concentration }) =>
    differentialFairness(
      groups.map(([x, n]: [number, number]) => ({ x, n })),
      concentration,
    ).value,
  people_needed: ({ p1, p2 }) => peopleNeeded(p1, p2),
  share_to_likelihood: ({ share }) => likelihoodOfShare(share),
  ratio_to_likelihood: ({ ratio }) => likelihoodOfRatio(ratio),
  gap_to_likelihood: ({ gap }) => likelihoodOfGap(gap),
  displacement,
  job_loss_allowance_vnd: allowance,
  scoring,
};

function compare(actual: unknown, expected: unknown, { tolerance, tolerance_kind }: Vector, path: string): void {
  if (typeof expected === 'number') {
    expect(typeof actual, path).toBe('number');
    const allowed = tolerance_kind === 'rel' ? tolerance * Math.abs(expected) : tolerance;
    expect(Math.abs((actual as number) - expected), path).toBeLessThanOrEqual(allowed);
  } else if (expected === null || typeof expected !== 'object') {
    expect(actual, path).toBe(expected);
  } else {
    expect(Object.keys(actual as object).sort(), path).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) {
      compare(
        (actual as Record<string, unknown>)[key],
        value,
        { tolerance, tolerance_kind } as Vector,
        `${path}.${key}`,
      );
    }
  }
}

describe('own vectors', () => {
  it('cover every computed quantity, and none is left out', () => {
    expect([...new Set(VECTORS.map(({ metric }) => metric))].sort()).toEqual(Object.keys(COMPUTED).sort());
    expect(new Set(VECTORS.map(({ name }) => name)).size).toBe(109);
  });

  it.each(VECTORS.map((vector) => [vector.name, vector] as const))('%s', (name, vector) => {
    compare(COMPUTED[vector.metric]!(vector.input), vector.expected, vector, name);
  });
});

describe('the vectors of the method', () => {
  it.each([
    ['measure/vectors/fairness_vectors.json', '3eaba5a34f1d24e873540903eee319fcfa8bc68b82344e9f42970ce69b43c91b'],
    ['measure/vectors/workforce_vectors.json', '8884ec9aaa015656d6f733c5c630488415c762b3f471af4e461354ea60f37979'],
    ['engine/vectors/scoring_examples.json', 'b81c316d5b5b8c282e7fc0ec642f8d38f07628cda0e2eba06b4beb6655080587'],
  ])('%s is the published file, byte for byte', (path, sha256) => {
    const bytes = readFileSync(join(import.meta.dirname, '..', path));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });
});
