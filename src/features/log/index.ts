/** @module The door of the audit log. */
export { publishedKeys } from './check-checkpoints.ts';
export type { LogFault, LogReport } from './log-faults.ts';
export { type InclusionProof, proveConsistency, proveInclusion } from './prove.ts';
export { logRoutes, readKeySet } from './routes.ts';
export { publishKey, sequenceEvents } from './sequence-events.ts';
export { countPending, lastCheckpoint } from './store.ts';
export { verifyLog } from './verify-log.ts';
export { compareRecords, wrongBytes } from './verify-records.ts';
export { contentOf, IMPORTED, saysTheSame } from './what-events-say.ts';
