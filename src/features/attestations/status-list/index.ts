/** @module Status lists: whether an attestation was withdrawn or superseded. */
export { decodeBits, encodeBits, hasBit } from './bitstring.ts';
export {
  issueStatusList,
  readStatusList,
  StatusListCredential,
  type StatusListInput,
  statusAt,
} from './status-list.ts';
