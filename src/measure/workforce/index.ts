/** @module The door of the workforce measurement. */
export type { Allowance } from './allowance.ts';
export type { Due, WorkingDays } from './dates.ts';
export type { Range } from './displacement.ts';
export type { Distribution } from './distribution.ts';
export type { Exposure, ExposureReason } from './exposure.ts';
export type { WorkforceIssue } from './fields.ts';
export type { Gate } from './gates.ts';
export type { Intent, PlanPart, Technology, WorkforceInput } from './input.ts';
export {
  GRADIENTS,
  type Gradient,
  type Occupation,
  type OccupationData,
  type OccupationSource,
  OccupationTable,
} from './occupations.ts';
export { type WorkforceOutput, workforceJson, workforceOutput } from './output.ts';
export { type Count, MANY_FROM, type People, type Severity, type YesNoUnknown } from './people.ts';
export type { Process, Step, StepName, StepStatus } from './process.ts';
export { readWorkforce } from './read-workforce.ts';
export { assessWorkforce, type OccupationReport, type Surroundings, type WorkforceReport } from './report.ts';
export { type Candidate, nearestCodes, searchOccupations } from './search.ts';
export { type MeasuredValue, measuredValues } from './values.ts';
export * from './words.ts';
