/** @module Appends leaves to a Merkle log of which only the right edge is known. */
import { foldSubtrees, type Hash, nodeHash } from './hash.ts';
import { edgeOf, type NodeAddress } from './node.ts';

/** A log as far as appending needs it. */
export interface Edge {
  size: number;
  /** Hashes of `edgeOf(size)`, in that order. */
  hashes: readonly Hash[];
}

export interface StoredNode extends NodeAddress {
  hash: Hash;
}

export const EMPTY_EDGE: Edge = { size: 0, hashes: [] };

/** Root of the log (RFC 6962: MTH). */
export const rootOf = ({ hashes }: Edge): Hash => foldSubtrees(hashes);

/**
 * @param leaves hashes of the leaves, in order (see `leafHash`)
 * @returns the edge afterwards, and every node that is now complete and was not before, leaves included: store them all
 * @throws RangeError when the edge does not belong to its size
 */
export function appendLeaves(before: Edge, leaves: readonly Hash[]): { edge: Edge; nodes: StoredNode[] } {
  const addresses = edgeOf(before.size);
  if (addresses.length !== before.hashes.length) {
    throw new RangeError(
      `a log of ${before.size} has ${addresses.length} nodes on its edge, not ${before.hashes.length}`,
    );
  }
  const stack: StoredNode[] = addresses.map((address, position) => ({ ...address, hash: before.hashes[position]! }));
  const nodes: StoredNode[] = [];
  leaves.forEach((hash, offset) => {
    let node: StoredNode = { level: 0, index: before.size + offset, hash };
    nodes.push(node);
    while (stack.at(-1)?.level === node.level) {
      const left = stack.pop()!;
      node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash) };
      nodes.push(node);
    }
    stack.push(node);
  });
  return { edge: { size: before.size + leaves.length, hashes: stack.map(({ hash }) => hash) }, nodes };
}
