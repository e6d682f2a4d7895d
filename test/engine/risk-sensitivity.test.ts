/** @module The sensitivity analysis (methods 3.4). */
import { describe, expect, it } from 'vitest';
import { type DomainInput, scoreDomain, sensitivityOf } from '../../src/engine/risk/index.ts';
import { randomNumbers } from '../../src/engine/risk/random.ts';
import {
  Dice,
  dimensionOf,
  domainOf,
  entryAt,
  type Place,
  placesOf,
  randomSystem,
  replaced,
  rules,
  scheme,
  VECTORS,
  withReading,
} from './risk-helpers.ts';

const analysed = (input: DomainInput) => sensitivityOf(scoreDomain(input, rules), rules)!;
const vectorInput = (vector: (typeof VECTORS)[number]): DomainInput => domainOf(vector.dimensions.map(dimensionOf));

describe('random runs', () => {
  it.each(VECTORS)('$name comes out as in the illustration of the method, to sampling error', (vector) => {
    const { stability, low, high, runs } = analysed(vectorInput(vector));
    const { level_stability: expected, p05, p95 } = vector.sensitivity_illustration;
    // Two samples of `runs` draws each: four standard errors of their difference.
    const error = 4 * Math.sqrt((2 * Math.max(expected * (1 - expected), 0.001)) / runs);
    expect(Math.abs(stability - expected!)).toBeLessThan(error);
    expect(Math.abs(low - p05!)).toBeLessThan(1);
    expect(Math.abs(high - p95!)).toBeLessThan(1);
  });

  it('nothing known is fragile; good controls on a mild system are robust', () => {
    const bandOf = (name: string) => analysed(vectorInput(VECTORS.find((vector) => vector.name === name)!)).band.id;
    expect(bandOf('all-unknown')).toBe('fragile');
    expect(bandOf('call-centre-bot-good-controls')).toBe('robust');
    expect(bandOf('hiring-screen-weak-controls')).toBe('fair');
  });

  it('another order of inputs gives the same bytes', () => {
    const dice = new Dice(11);
    const input = randomSystem(dice, 3);
    const shuffled = {
      ...input,
      dimensions: dice.shuffled(input.dimensions).map((dimension) => ({
        ...dimension,
        severity: dice.shuffled(dimension.severity),
        controls: dice.shuffled(dimension.controls),
      })),
    };
    expect(JSON.stringify(analysed(shuffled))).toBe(JSON.stringify(analysed(input)));
  });

  it('the generator is even, and the same for the same seed', () => {
    const [one, other, next] = [randomNumbers(1), randomNumbers(1), randomNumbers(2)];
    const bins = new Array(20).fill(0);
    let equal = 0;
    for (let i = 0; i < 100_000; i += 1) {
      const value = one();
      expect(value === other()).toBe(true);
      if (value === next()) equal += 1;
      bins[Math.floor(value * 20)] += 1;
    }
    expect(equal).toBeLessThan(5);
    // 5,000 expected in each; 350 is five standard deviations.
    for (const count of bins) expect(Math.abs(count - 5_000)).toBeLessThan(350);
  });
});

describe('one change at a time', () => {
  const hiring = vectorInput(VECTORS[0]!);

  it('thresholds: 54.9 is high, also if high began at 45, but not if it began at 55', () => {
    expect(analysed(hiring).thresholds).toEqual({ step: 5, lowered: 'high', raised: 'moderate' });
  });

  it('weights: tries each one up and down', () => {
    const { weights } = analysed(hiring);
    const inputs = placesOf(hiring, () => true).length;
    expect(weights.tried).toBe(2 * (inputs + hiring.dimensions.length));
    const { residual } = scoreDomain(hiring, rules).scenarios!.point;
    expect(weights.low).toBeLessThan(residual);
    expect(weights.high).toBeGreaterThan(residual);
  });

  it('break-even: the value given alters the level, one a little nearer does not', () => {
    let checked = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const input = randomSystem(new Dice(seed), 2);
      const score = scoreDomain(input, rules);
      if (!score.scenarios) continue;
      const places = new Map<string, Place>(
        placesOf(
          input,
          ({ reading }, list) => list !== 'controls' && 'value' in reading && typeof reading.value === 'number',
        ).map((place) => [`${input.dimensions[place.dimension]!.id}.${place.list}.${entryAt(input, place).id}`, place]),
      );
      const { breakEven } = analysed(input);
      breakEven.forEach(({ from, to }, index) => {
        if (index > 0) {
          const before = breakEven[index - 1]!;
          expect(Math.abs(to - from)).toBeGreaterThanOrEqual(Math.abs(before.to - before.from) - 2e-6);
        }
      });
      for (const { ref, from, to, level } of breakEven) {
        const place = places.get(ref);
        if (!place) continue;
        const levelAt = (value: number): string => {
          const reading = { ...entryAt(input, place).reading, value };
          const after = replaced(input, place, (entry) => withReading(entry, reading));
          return scheme.levels[scoreDomain(after, rules).scenarios!.point.rank]!.id;
        };
        const now = scheme.levels[score.scenarios.point.rank]!.id;
        expect(levelAt(to)).toBe(level);
        expect(level).not.toBe(now);
        if (Math.abs(to - from) > 3e-6) expect(levelAt(to - Math.sign(to - from) * 2e-6)).toBe(now);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });
});
