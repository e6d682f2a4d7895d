import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressesOf,
  appendLeaves,
  assembleProof,
  coverRange,
  EMPTY_EDGE,
  EMPTY_ROOT,
  edgeOf,
  type Hash,
  leafHash,
  planConsistency,
  planInclusion,
  readProof,
  rootFromInclusion,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/features/attestations/merkle/index.ts';
import { countedLog, memoryLog } from './support.ts';
import vectors from './vectors/rfc6962.json' with { type: 'json' };

const SIZE = 70;
const log = countedLog(SIZE);
const inclusion = (index: number, size: number): Hash[] => assembleProof(planInclusion(index, size), log.read);
const consistency = (first: number, second: number): Hash[] => assembleProof(planConsistency(first, second), log.read);

/** Every way to break a proof a little. */
function broken(proof: readonly Hash[], other: Hash): Hash[][] {
  const flipped = proof.map((hash, at) => proof.map((own, index) => (index === at ? flip(hash) : own)));
  const removed = proof.map((_, at) => proof.filter((_own, index) => index !== at));
  const swapped = proof
    .slice(1)
    .map((_, at) => proof.map((own, i) => (i === at ? proof[at + 1]! : i === at + 1 ? proof[at]! : own)));
  return [...flipped, ...removed, ...swapped, [...proof, other], [other, ...proof], [...proof, '']];
}
const flip = (hash: Hash): Hash => (hash[0] === '0' ? '1' : '0') + hash.slice(1);

describe('published vectors of RFC 6962', () => {
  const published = memoryLog(vectors.leaves.map(hexToBytes));

  it('roots', () => {
    expect(EMPTY_ROOT).toBe(vectors.emptyRoot);
    expect(published.roots).toEqual([vectors.emptyRoot, ...vectors.roots]);
  });

  it.each(vectors.inclusion)('audit path of leaf $index of $size', ({ index, size, proof }) => {
    expect(assembleProof(planInclusion(index, size), published.read)).toEqual(proof);
    const [leaf, root] = [published.leaves[index]!, vectors.roots[size - 1]!];
    expect(verifyInclusion(leaf, index, size, proof, root)).toBe(true);
    for (const wrong of broken(proof, root)) expect(verifyInclusion(leaf, index, size, wrong, root)).toBe(false);
  });

  it.each(vectors.consistency)('consistency of $first and $second', ({ first, second, proof }) => {
    expect(assembleProof(planConsistency(first, second), published.read)).toEqual(proof);
    const [older, newer] = [vectors.roots[first - 1]!, vectors.roots[second - 1]!];
    expect(verifyConsistency(first, older, second, newer, proof)).toBe(true);
    for (const wrong of broken(proof, newer)) expect(verifyConsistency(first, older, second, newer, wrong)).toBe(false);
    if (first !== second) expect(verifyConsistency(first, newer, second, older, proof)).toBe(false);
  });
});

describe('every leaf and every pair of sizes', () => {
  it('each leaf is proven in each size, and nowhere else', () => {
    for (let size = 1; size <= SIZE; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = inclusion(index, size);
        const [leaf, root] = [log.leaves[index]!, log.roots[size]!];
        if (!verifyInclusion(leaf, index, size, proof, root)) expect.fail(`leaf ${index} of ${size}`);
        const wrong = [
          verifyInclusion(flip(leaf), index, size, proof, root),
          verifyInclusion(leaf, index, size, proof, flip(root)),
          index > 0 && verifyInclusion(leaf, index - 1, size, proof, root),
          index + 1 < size && verifyInclusion(leaf, index + 1, size, proof, root),
        ];
        if (wrong.includes(true)) expect.fail(`leaf ${index} of ${size}: ${wrong}`);
      }
    }
  });

  it('each log extends each earlier one', () => {
    for (let second = 0; second <= SIZE; second += 1) {
      for (let first = 0; first <= second; first += 1) {
        const proof = consistency(first, second);
        const [older, newer] = [log.roots[first]!, log.roots[second]!];
        if (!verifyConsistency(first, older, second, newer, proof)) expect.fail(`${first} → ${second}`);
        if (verifyConsistency(first, flip(older), second, newer, proof))
          expect.fail(`${first} → ${second}, other root`);
        // Any log extends the empty one.
        if (first > 0 && verifyConsistency(first, older, second, flip(newer), proof))
          expect.fail(`${first} → ${second}, other root`);
      }
    }
  });

  it('no broken proof is believed', () => {
    const sizes = fc.integer({ min: 1, max: SIZE });
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, at, pick) => {
        const index = at % size;
        const proof = inclusion(index, size);
        const ways = broken(proof, log.roots[size]!).filter((way) => way.join() !== proof.join());
        return !verifyInclusion(log.leaves[index]!, index, size, ways[pick % ways.length]!, log.roots[size]!);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (second, at, pick) => {
        const first = 1 + (at % second);
        const proof = consistency(first, second);
        const ways = broken(proof, log.roots[second]!);
        return !verifyConsistency(first, log.roots[first]!, second, log.roots[second]!, ways[pick % ways.length]!);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('appending', () => {
  it('in one go or in pieces gives the same log', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }), (pieces) => {
        const size = pieces.reduce((sum, piece) => sum + piece, 0);
        const whole = appendLeaves(EMPTY_EDGE, log.leaves.slice(0, size));
        let edge = EMPTY_EDGE;
        const nodes = pieces.flatMap((piece) => {
          const grown = appendLeaves(edge, log.leaves.slice(edge.size, edge.size + piece));
          edge = grown.edge;
          return grown.nodes;
        });
        expect(edge).toEqual(whole.edge);
        expect(nodes).toEqual(whole.nodes);
        expect(rootOf(edge)).toBe(log.roots[size]);
      }),
    );
  });

  it('the edge can be read back from the stored nodes', () => {
    for (let size = 0; size <= SIZE; size += 1) {
      const { edge } = appendLeaves(EMPTY_EDGE, log.leaves.slice(0, size));
      expect(edgeOf(size).map(({ level, index }) => log.read(level, index))).toEqual(edge.hashes);
    }
  });

  it('refuses an edge that is not of its size', () => {
    expect(() => appendLeaves({ size: 3, hashes: [] }, [])).toThrow('2 nodes');
  });
});

describe('reading', () => {
  it('a proof in a log of ten million, and of 2^40, needs few nodes', () => {
    for (const size of [10_000_000, 2 ** 40 + 12_345]) {
      for (const index of [0, 1, Math.floor(size / 2), Math.floor(size / 3), size - 1]) {
        expect(addressesOf(planInclusion(index, size)).length).toBeLessThanOrEqual(2 * Math.log2(size));
        expect(addressesOf(planConsistency(index + 1, size)).length).toBeLessThanOrEqual(2 * Math.log2(size));
      }
      expect(coverRange(0, size).reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(size);
    }
  });

  it('asks for all nodes at once, and says which one is lost', async () => {
    const plan = planInclusion(3, 50);
    let calls = 0;
    const proof = await readProof(plan, async (addresses) => {
      calls += 1;
      return addresses.map(({ level, index }) => log.read(level, index));
    });
    expect([calls, proof]).toEqual([1, inclusion(3, 50)]);
    const { level, index } = addressesOf(plan)[2]!;
    await expect(
      readProof(plan, async (all) => all.map((node, at) => (at === 2 ? undefined : log.read(node.level, node.index)))),
    ).rejects.toThrow(`node ${level}/${index}`);
  });

  it('what is no leaf and no earlier log has no proof', () => {
    for (const [index, size] of [
      [1, 1],
      [-1, 4],
      [0, 0],
      [0.5, 2],
      [0, Number.NaN],
    ] as const) {
      expect(() => planInclusion(index, size)).toThrow(RangeError);
      expect(rootFromInclusion(leafHash(new Uint8Array()), index, size, [])).toBeUndefined();
    }
    expect(() => planConsistency(3, 2)).toThrow(RangeError);
    expect(verifyConsistency(3, log.roots[3]!, 2, log.roots[2]!, [])).toBe(false);
  });
});
