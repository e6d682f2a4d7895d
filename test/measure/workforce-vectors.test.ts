import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireOccupations } from '../../src/content/occupations.ts';
import { likelihoodOfGap, likelihoodOfRatio } from '../../src/measure/fairness/index.ts';
import { allowanceOf } from '../../src/measure/workforce/allowance.ts';
import { assessWorkforce, OccupationTable, readWorkforce } from '../../src/measure/workforce/index.ts';

interface Vector {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the metric
  input: any;
  metric: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the metric
  expected: any;
  tolerance: number;
}

const VECTORS: Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'vectors', 'workforce_vectors.json'), 'utf8'),
);
const table = new OccupationTable(requireOccupations());

/** Other people's scores, in the method for comparison (methods 3.1): nothing of ours computes them. */
const NOT_OURS = ['canada-aia-3-0-3-1', 'owasp-business', 'owasp-likelihood'];
const INTENTS = new Map([
  [1, 'replace'],
  [0.5, 'mixed'],
  [0.2, 'assist'],
]);

function displacement(occupations: { isco08: string; headcount: number; coverage: number; intent: number }[]) {
  const read = readWorkforce(
    {
      technology: 'generative',
      occupations: occupations.map(({ isco08, intent, ...rest }) => ({
        code: isco08,
        intent: INTENTS.get(intent),
        ...rest,
      })),
    },
    table,
  );
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  const { displaced, likelihood } = assessWorkforce(read.input, { table });
  return {
    fte: displaced.fte.point,
    fte_low: displaced.fte.low,
    fte_high: displaced.fte.high,
    share: displaced.share.point,
    share_low: displaced.share.low,
    share_high: displaced.share.high,
    likelihood: likelihood.point,
  };
}

function allowance({ ui_years, paid_years, months_worked, avg_wage }: Record<string, number>): number {
  return allowanceOf({
    label: null,
    people: 1,
    serviceMonths: months_worked!,
    insuredMonths: ui_years! * 12,
    paidMonths: paid_years! * 12,
    sixMonthWages: avg_wage! * 6,
    terminatedOn: null,
  }).total;
}

const COMPUTED: Record<string, (input: Vector['input']) => unknown> = {
  genai_gradient_2025: ({ isco08 }) => table.find(isco08)!.index!.gradient,
  gradient_counts: () =>
    table.unitGroups.reduce<Record<string, number>>((counts, { index }) => {
      if (index) counts[index.gradient] = (counts[index.gradient] ?? 0) + 1;
      return counts;
    }, {}),
  displacement: ({ occupations }) => displacement(occupations),
  ratio_to_likelihood: ({ ratio }) => likelihoodOfRatio(ratio),
  gap_to_likelihood: ({ gap }) => likelihoodOfGap(gap),
  job_loss_allowance_vnd: allowance,
};

describe('workforce vectors', () => {
  it('every vector is computed here, but for the scores of others', () => {
    const left = VECTORS.filter(({ metric }) => !COMPUTED[metric]);
    expect(left.map(({ name }) => name).sort()).toEqual(NOT_OURS);
    expect(VECTORS.length - left.length).toBe(31);
  });

  it.each(VECTORS.filter(({ metric }) => COMPUTED[metric]).map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { input, metric, expected, tolerance }) => {
      const actual = COMPUTED[metric]!(input);
      if (typeof expected === 'number') expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(tolerance);
      else if (metric === 'displacement') {
        for (const [key, value] of Object.entries<number>(expected)) {
          expect(Math.abs((actual as Record<string, number>)[key]! - value), key).toBeLessThanOrEqual(tolerance);
        }
      } else expect(actual).toEqual(expected);
    },
  );

  it('the published mean and deviation are the shipped ones', () => {
    for (const { input, metric } of VECTORS) {
      if (metric !== 'genai_gradient_2025') continue;
      expect(table.find(input.isco08)!.index).toMatchObject({ mean: input.mean, sd: input.sd });
    }
  });
});
