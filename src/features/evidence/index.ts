/** @module The door of evidence. */
export { applyRetention } from './apply-retention.ts';
export { type CurrentEvidence, entryOf, evidenceOf, freezeEvidence } from './evidence-of.ts';
export { MEDIA_TYPES } from './file-types.ts';
export { applyValidity, gradeOf, isValidOn, type LoweredGrade } from './grade.ts';
export { evidenceRoutes } from './routes.ts';
export { sendFile } from './send-file.ts';
export type { VersionRow } from './store.ts';
export { copyUses, moveUses } from './store-uses.ts';
