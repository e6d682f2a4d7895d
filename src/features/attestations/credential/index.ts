/** @module Attestations as verifiable credentials, and the keys they are signed with. */
export {
  AttestationCredential,
  buildCredential,
  CREDENTIAL_TYPE,
  type CredentialInput,
  issueCredential,
  LIST_LENGTH,
  readCredential,
  STATUS_PURPOSES,
  type StatusPurpose,
  statusListHref,
  verifyHref,
} from './credential.ts';
export { type ReadJws, readJws, signJws, verifyJws } from './jws.ts';
export { buildKeySet, isValidAt, type KeyEntry, KeySet, misnamedKey, type PublishedKey } from './keys.ts';
export { AttestationSubject, buildSubject, needsOccupations, type SubjectInput } from './subject.ts';
