/** @module Checks proofs of a Merkle log (the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2). Never throws: wrong input is a wrong proof. */
import { EMPTY_ROOT, type Hash, isHash, nodeHash } from './hash.ts';
import { edgeOf, isSize } from './node.ts';

/** Halves exactly, also where bit operators would cut to 32 bits. */
const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;

/** Root of the log of `size` in which `leaf` stands at `index`, if the proof is right; `undefined` if it cannot be one. */
export function rootFromInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash | undefined {
  if (!isSize(index) || !isSize(size) || index >= size || !isHash(leaf) || !proof.every(isHash)) return undefined;
  let [position, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (isOdd(position) || position === last) {
      hash = nodeHash(sibling, hash);
      // At the right edge the log skips the levels on which it has no sibling.
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
    } else hash = nodeHash(hash, sibling);
    [position, last] = [half(position), half(last)];
  }
  return last === 0 ? hash : undefined;
}

export function verifyInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  const found = rootFromInclusion(leaf, index, size, proof);
  return found !== undefined && found === root;
}

/** Is the log with `secondRoot` the log with `firstRoot` and nothing but leaves appended? */
export function verifyConsistency(
  first: number,
  firstRoot: Hash,
  second: number,
  secondRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isSize(first) || !isSize(second) || first > second) return false;
  if (!isHash(firstRoot) || !isHash(secondRoot) || !proof.every(isHash)) return false;
  if (first === second) return proof.length === 0 && firstRoot === secondRoot;
  if (first === 0) return proof.length === 0 && firstRoot === EMPTY_ROOT;
  // An older log that is one full subtree is its own first element.
  const path = edgeOf(first).length === 1 ? [firstRoot, ...proof] : proof;
  return climbs(first, firstRoot, second, secondRoot, path);
}

function climbs(first: number, firstRoot: Hash, second: number, secondRoot: Hash, path: readonly Hash[]): boolean {
  const [start, ...rest] = path;
  if (start === undefined) return false;
  let [position, last] = [first - 1, second - 1];
  while (isOdd(position)) [position, last] = [half(position), half(last)];
  let [older, newer] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(position) || position === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
    } else newer = nodeHash(newer, sibling);
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && older === firstRoot && newer === secondRoot;
}
