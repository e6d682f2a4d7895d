/**
 * @module Proofs that a leaf is in a log (RFC 6962, 2.1.1) and that a log only grew (2.1.2). A proof is first planned, which
 * says which O(log n) stored nodes it needs, and then put together from them: one query, on any database.
 */
import { foldSubtrees, type Hash } from './hash.ts';
import { coverRange, isSize, type NodeAddress, splitOf } from './node.ts';

/** Each element of the proof, as the stored nodes it is folded from. */
export type ProofPlan = readonly (readonly NodeAddress[])[];

/** Hash of a stored node; `undefined` where it is missing. */
export type ReadNode = (level: number, index: number) => Hash | undefined;
/** Hashes in the order of the addresses. */
export type ReadNodes = (addresses: readonly NodeAddress[]) => Promise<readonly (Hash | undefined)[]>;

/** @throws RangeError unless `0 ≤ index < size` */
export function planInclusion(index: number, size: number): ProofPlan {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError(`no leaf ${index} in a log of ${size}`);
  const plan: NodeAddress[][] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      plan.push(coverRange(middle, end));
      end = middle;
    } else {
      plan.push(coverRange(begin, middle));
      begin = middle;
    }
  }
  return plan.reverse();
}

/** @throws RangeError unless `0 ≤ first ≤ second` */
export function planConsistency(first: number, second: number): ProofPlan {
  if (!isSize(first) || !isSize(second) || first > second) {
    throw new RangeError(`a log of ${first} does not come before one of ${second}`);
  }
  // Everything extends an empty log, and a log is itself: nothing has to be shown.
  if (first === 0 || first === second) return [];
  const plan: NodeAddress[][] = [];
  let [begin, end] = [0, second];
  // Down to where the older log ends; `first` keeps counting from the left edge of the whole log.
  while (end > first) {
    const middle = begin + splitOf(end - begin);
    if (first <= middle) {
      plan.push(coverRange(middle, end));
      end = middle;
    } else {
      plan.push(coverRange(begin, middle));
      begin = middle;
    }
  }
  // The verifier holds the older root; it is part of the proof only where it is a part of the newer log's left side.
  if (begin > 0) plan.push(coverRange(begin, end));
  return plan.reverse();
}

/** The nodes that a proof needs, each once. */
export const addressesOf = (plan: ProofPlan): NodeAddress[] => plan.flat();

/** @throws Error naming the node that is missing */
export function assembleProof(plan: ProofPlan, read: ReadNode): Hash[] {
  return plan.map((cover) =>
    foldSubtrees(
      cover.map(({ level, index }) => {
        const hash = read(level, index);
        if (hash === undefined) throw new Error(`the log has lost its node ${level}/${index}`);
        return hash;
      }),
    ),
  );
}

/** The same with one asynchronous read for the whole proof. */
export async function readProof(plan: ProofPlan, readNodes: ReadNodes): Promise<Hash[]> {
  const addresses = addressesOf(plan);
  const hashes = await readNodes(addresses);
  const known = new Map(addresses.map(({ level, index }, position) => [`${level}/${index}`, hashes[position]]));
  return assembleProof(plan, (level, index) => known.get(`${level}/${index}`));
}
