/** @module The door of the audit log. */
export { type InclusionProof, proveConsistency, proveInclusion } from './prove.ts';
export { logRoutes, readKeySet } from './routes.ts';
export { publishKey, sequenceEvents } from './sequence-events.ts';
export { countPending, lastCheckpoint } from './store.ts';
export { type LogFault, type LogReport, verifyLog } from './verify-log.ts';
