/** @module The vector string: written, read back, and re-computed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantsOf, domainScore, inherentOf } from '../../src/engine/risk/blend.ts';
import { assessRisk, formatVector, parseVector, type RiskVector } from '../../src/engine/risk/index.ts';
import { Dice, dimensionOf, domainOf, randomSystem, rules, scheme, VECTORS } from './risk-helpers.ts';

const quantised = (most: number) => fc.integer({ min: 0, max: most * 10_000 }).map((steps) => steps / 10_000);
const share = quantised(1);

const vectors: fc.Arbitrary<RiskVector> = fc.record({
  version: fc.constantFrom('1.0', '2.13'),
  dimensions: fc.array(
    fc.record({
      id: fc.tuple(fc.constantFrom('F', 'W'), fc.integer({ min: 1, max: 99 })).map(([letter, n]) => `${letter}${n}`),
      parts: fc.option(fc.record({ weight: quantised(1000), severity: share, likelihood: share, mitigation: share }), {
        nil: null,
      }),
    }),
    { maxLength: 8 },
  ),
  confidence: fc.option(share, { nil: null }),
  residual: fc.option(quantised(100), { nil: null }),
  gates: fc.uniqueArray(
    fc.integer({ min: 1, max: 12 }).map((n) => `G${n}`),
    { maxLength: 4 },
  ),
  level: fc.option(fc.constantFrom('low', 'moderate', 'high', 'very_high', 'prohibited'), { nil: null }),
});

const parsed = (text: string): RiskVector => {
  const read = parseVector(text);
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return read.vector;
};

describe('vector string', () => {
  it('reads back what it wrote, and writes back what it read', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const text = formatVector(vector);
        expect(parsed(text)).toEqual(vector);
        expect(formatVector(parsed(text))).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is stable for the worked case', () => {
    const input = domainOf(VECTORS[0]!.dimensions.map(dimensionOf));
    expect(assessRisk(input, rules).vector).toBe(
      'VNAIA:1.0/F1:W3S.875L.74M.12/F2:W2S.4688L.5625M.6092/C.8346/R54.9418/G:none/L:high',
    );
  });

  it('its parts give the residual score again', () => {
    const constants = constantsOf(scheme);
    for (let seed = 0; seed < 2_000; seed += 1) {
      const { vector } = assessRisk(randomSystem(new Dice(seed), 3), rules, { actions: false });
      const { dimensions, residual } = parsed(vector);
      const parts = dimensions.flatMap((dimension) => dimension.parts ?? []);
      const risks = parts.map((p) => inherentOf(p.severity, p.likelihood, constants.base) * (1 - p.mitigation));
      const again = domainScore(
        risks,
        parts.map(({ weight }) => weight),
        constants,
      );
      expect(Math.abs(again - (residual ?? 0))).toBeLessThan(0.05);
    }
  });

  it('names every part that is wrong', () => {
    const read = parseVector('VNAIA:one/F1:W1S1.5L.5M.5/X:NA/C2/R101/G:all/L:High');
    if (!('issues' in read)) throw new Error('accepted');
    expect(read.issues.map(({ pointer }) => pointer)).toEqual(['/0', '/1', '/2', '/3', '/4', '/5', '/6']);
    for (const { message, fix } of read.issues) expect([message.vi, message.en, fix.vi, fix.en]).not.toContain('');
    for (const text of ['', 'VNAIA:1.0', 'VNAIA:1.0/C.50/R1/G:none/L:low', 'VNAIA:1.0/C.5/R1/G:none/L:low/']) {
      expect(parseVector(text)).toHaveProperty('issues');
    }
  });
});
