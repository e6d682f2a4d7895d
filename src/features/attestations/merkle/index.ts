/** @module The Merkle log: hashing, appending, proving and checking. Knows no storage. */
export { appendLeaves, type Edge, EMPTY_EDGE, rootOf, type StoredNode } from './append.ts';
export { EMPTY_ROOT, foldSubtrees, type Hash, isHash, leafHash, nodeHash } from './hash.ts';
export { coverRange, edgeOf, type NodeAddress } from './node.ts';
export {
  addressesOf,
  assembleProof,
  type ProofPlan,
  planConsistency,
  planInclusion,
  type ReadNode,
  type ReadNodes,
  readProof,
} from './prove.ts';
export { rootFromInclusion, verifyConsistency, verifyInclusion } from './verify-proof.ts';
