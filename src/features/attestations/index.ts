/** @module The door of attestations: what the service calls to keep a log, attest, bundle, and check. */
export * from './bundle/index.ts';
export * from './checkpoint/index.ts';
export * from './credential/index.ts';
export * from './merkle/index.ts';
export { type ReadAttestation, verifyPages } from './pages/routes.tsx';
export { AttestationView } from './schema.ts';
export * from './status-list/index.ts';
export * from './verify/index.ts';
