/** @module The door of attestations: what is signed, proven and checked, without any storage. */
export * from './checkpoint/index.ts';
export { buildKeySet, KeySet } from './credential/keys.ts';
export * from './merkle/index.ts';
