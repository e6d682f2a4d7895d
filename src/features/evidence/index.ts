/** @module The door of evidence. */
export { applyRetention } from './apply-retention.ts';
export { type CurrentEvidence, entryOf, evidenceOf, freezeEvidence } from './evidence-of.ts';
export { applyValidity, gradeOf, isValidOn, type LoweredGrade } from './grade.ts';
export { evidenceRoutes } from './routes.ts';
