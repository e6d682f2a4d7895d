/** @module The smallest sets of changes: found, proven smallest, the same as by brute force. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/engine/risk/changes.ts';
import {
  type Change,
  changesOf,
  type DomainInput,
  lowerLevel,
  scoreDomain,
  smallestSets,
} from '../../src/engine/risk/index.ts';
import { clear, controlOf, Dice, domainOf, factorOf, randomSystem, rules, scheme } from './risk-helpers.ts';

/** All subsets of `list` with `size` elements. */
function subsets<T>(list: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return list.flatMap((first, index) => subsets(list.slice(index + 1), size - 1).map((rest) => [first, ...rest]));
}

const changed = (input: DomainInput, changes: readonly Change[]): DomainInput => ({
  ...input,
  dimensions: input.dimensions.map((dimension) => applyChanges(dimension, changes, scheme)),
});

const rankAfter = (input: DomainInput, changes: readonly Change[]): number =>
  scoreDomain(changed(input, changes), rules).scenarios!.point.rank;

const name = ({ kind, dimension, list, id }: Change): string => `${kind} ${dimension}.${list}.${id}`;

/** Every set of the smallest size that lowers the level, by scoring each set from the beginning. */
function byBruteForce(input: DomainInput, candidates: Change[], rank: number): string[] {
  for (let size = 1; size <= 3; size += 1) {
    const found = subsets(candidates, size).filter((set) => rankAfter(input, set) < rank);
    if (found.length > 0) return found.map((set) => set.map(name).join(' + ')).sort();
  }
  return [];
}

const seeds = fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 2 }));

describe('smallest sets that lower the level', () => {
  it('are those that brute force finds, and every smaller set is accounted for', () => {
    let [lowered, larger] = [0, 0];
    fc.assert(
      fc.property(seeds, ([seed, size]) => {
        const input = randomSystem(new Dice(seed), size);
        const score = scoreDomain(input, rules);
        if (!score.scenarios) return;
        const candidates = changesOf(input, scheme).slice(0, 11);
        const found = lowerLevel(input, score, rules, candidates)!;
        const expected = byBruteForce(input, candidates, score.scenarios.point.rank);
        expect(found.sets.map(({ chosen }) => chosen.map(name).join(' + ')).sort()).toEqual(expected);
        expect(found.proof.evaluated + found.proof.ruledOut).toBe(found.proof.total);
        for (const { chosen, value } of found.sets) expect(rankAfter(input, chosen)).toBe(value.rank);
        if (found.size !== null) lowered += 1;
        if (found.size !== null && found.size > 1) larger += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(lowered).toBeGreaterThan(100);
    expect(larger).toBeGreaterThan(20);
  });

  it('no change worth trying ever raises score or level', () => {
    fc.assert(
      fc.property(seeds, ([seed, size]) => {
        const input = randomSystem(new Dice(seed), size);
        const before = scoreDomain(input, rules).scenarios?.point;
        if (!before) return;
        for (const change of changesOf(input, scheme)) {
          const after = scoreDomain(changed(input, [change]), rules).scenarios!.point;
          if (after.residual > before.residual || after.rank > before.rank) throw new Error(name(change));
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('a gate that holds the level is named, and nothing is suggested in its place', () => {
    const dimension = {
      id: 'F1',
      title: { vi: 'Khía cạnh', en: 'Dimension' },
      weight: 1,
      severity: [factorOf({ v: 0.6, w: 1, g: 4, critical: false }, 0)],
      likelihood: [factorOf({ v: 0.3, w: 1, g: 4, critical: false }, 0)],
      controls: [controlOf({ d: 0, o: 0, g: 1, w: 1, key: true }, 0)],
    };
    const gates = clear().map((gate) => (gate.id === 'G3' ? { ...gate, state: 'fired' as const } : gate));
    const held = domainOf([dimension], gates);
    const found = lowerLevel(held, scoreDomain(held, rules), rules)!;
    expect([found.size, found.heldBy]).toEqual([null, ['G3']]);
    expect(found.proof.evaluated + found.proof.ruledOut).toBe(found.proof.total);
    const free = domainOf([dimension]);
    const lowered = lowerLevel(free, scoreDomain(free, rules), rules)!;
    expect(lowered.sets.map(({ chosen }) => chosen.map(name))).toEqual([['improve_control F1.controls.c0']]);
  });
});

describe('smallestSets for any aim', () => {
  it('without monotony evaluates every set, and leaves out changes that exclude each other', () => {
    const found = smallestSets({
      candidates: ['a1', 'a2', 'b1', 'b2'],
      evaluate: (chosen) => chosen.join(''),
      isBetter: (value) => value === 'a2b1' || value === 'a1a2',
      maxSize: 3,
      compatible: (one, other) => one[0] !== other[0],
    });
    expect(found).toEqual({
      size: 2,
      sets: [{ chosen: ['a2', 'b1'], value: 'a2b1' }],
      proof: { total: 10, evaluated: 8, ruledOut: 2, bounds: 0 },
    });
  });

  it('says that nothing helps, having looked at everything', () => {
    const found = smallestSets({ candidates: [1, 2, 3], evaluate: () => 0, isBetter: () => false, maxSize: 3 });
    expect(found).toEqual({ size: null, sets: [], proof: { total: 7, evaluated: 7, ruledOut: 0, bounds: 0 } });
  });

  it('looks for nothing where there is nothing to change', () => {
    const found = smallestSets({ candidates: [], evaluate: () => 0, isBetter: () => true, maxSize: 3 });
    expect(found).toEqual({ size: null, sets: [], proof: { total: 0, evaluated: 0, ruledOut: 0, bounds: 0 } });
  });
});
