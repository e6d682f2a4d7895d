/** @module The door of assessments that are being answered. */
export { type Assessed, assessFile, dayOf, fromStored, readAssessable, toStored } from './answer-file.ts';
export { presentAssessment, requireEditable } from './present-assessment.ts';
export { draftRoutes } from './routes.ts';
export { AssessmentSchema } from './schema.ts';
export {
  type AnswerWrite,
  type AssessmentRow,
  findAssessment,
  insertAssessment,
  lockAssessment,
  putDataset,
  readAnswerRows,
  updateAssessment,
  writeAnswers,
} from './store.ts';
