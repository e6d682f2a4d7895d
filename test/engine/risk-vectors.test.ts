import { describe, expect, it } from 'vitest';
import { scoreDomain } from '../../src/engine/risk/index.ts';
import { dimensionOf, domainOf, rules, scheme, schemeOf, VECTORS } from './risk-helpers.ts';

const digits = (tolerance: number): number => Math.round(-Math.log10(tolerance * 2));

describe('worked scoring cases of the method', () => {
  it('reads the cases', () => {
    expect(VECTORS.map(({ name }) => name)).toContain('all-unknown');
  });

  it.each(VECTORS)('the constants of $name are those of rules/risk/scheme.yaml', (vector) => {
    expect(schemeOf(vector)).toEqual(scheme);
  });

  it.each(VECTORS)('$name', (vector) => {
    const near = digits(vector.tolerance);
    const score = scoreDomain(domainOf(vector.dimensions.map(dimensionOf)), rules);
    const { low, point, high } = score.scenarios!;
    const { expected } = vector;
    expect(point.residual).toBeCloseTo(expected.score, near);
    expect(point.inherent).toBeCloseTo(expected.inherent, near);
    expect(point.rank + 1).toBe(expected.level);
    expect(low.residual).toBeCloseTo(expected.lo, near);
    expect(high.residual).toBeCloseTo(expected.hi, near);
    expect(score.confidence.confidence).toBeCloseTo(expected.conf, near);
    expect(score.confidence.completeness).toBeCloseTo(expected.completeness, near);
    expect(score.confidence.evidence).toBeCloseTo(expected.evidence, near);
    for (const [index, dimension] of vector.per_dimension.entries()) {
      for (const key of ['S', 'L', 'I', 'M', 'R'] as const) {
        expect(point.scored[index]![key], `${key} of dimension ${index}`).toBeCloseTo(dimension[key], near);
      }
      expect(point.scored[index]!.R).toBeCloseTo(expected.R[index]!, near);
    }
  });
});
