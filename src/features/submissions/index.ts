/** @module The door of the submissions feature. */
export { contentHash, packContent, unpackContent } from './freeze.ts';
export { organisationEntry } from './organisation-entry.ts';
export { presentSubmission } from './present-submission.ts';
export * from './record.ts';
export { ReviewRecordSchema, SubmissionRecordSchema } from './record-schema.ts';
export { submissionRoutes } from './routes.ts';
export { SubmissionSchema } from './schema.ts';
export {
  findSubmission,
  lastSubmission,
  lastSubmissionOfSystem,
  listSubmissions,
  readContent,
  type SubmissionRow,
} from './store.ts';
export { freezeAssessment } from './submit-assessment.ts';
