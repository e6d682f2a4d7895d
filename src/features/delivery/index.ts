/** @module The door of reports on what is kept. */
export { ContentShelf } from './content-of.ts';
export { deliver, print, render } from './deliver-report.ts';
export { gatherDraft, gatherSubmission, peopleOf, subjectOf } from './read-subject.ts';
export { deliveryRoutes } from './routes.ts';
export { schemaRoutes } from './routes-schemas.ts';
