export type { Assessment } from './assess-answers.ts';
export type { Format } from './formats.ts';
export { presentResult } from './present-result.ts';
export { ResultSchema } from './result-schema.ts';
export { assessmentRoutes } from './routes.ts';
export { writeResult } from './write-result.ts';
