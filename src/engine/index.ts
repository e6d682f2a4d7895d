/** @module The door of the engine. */
export * from './answers.ts';
export { canonicalAnswers, ENGINE_VERSION, Engine } from './assess.ts';
export { checkLogic, type LogicIssue, type LogicType } from './check-logic.ts';
export { LawIndex } from './cite.ts';
export { type Evaluated, REQUIRED_RULES } from './classify.ts';
export type * from './content.ts';
export { addDays, addMonths, isPlainDate, WorkCalendar } from './dates.ts';
export { clockDates, mayLackPeriod } from './deadlines.ts';
export { compile, OPERATORS, variablesOf } from './logic.ts';
export { boundaryDates, possibleValues, rowVariable, versionAt } from './program.ts';
export type * from './result.ts';
export type { RiskMapping } from './risk/mapping.ts';
export type { OverallRisk, RiskResult } from './risk/result.ts';
export * from './vocabulary.ts';
